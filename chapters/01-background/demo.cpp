// Chapter 1 as a program: copies without consensus go wrong, and liars are worse than failures.

#include <fmt/format.h>

#include "background/oral_messages.h"
#include "cli/console/telling.h"
#include "core/majority.h"
#include "simulation/catalogue.h"
#include "simulation/stage.h"

namespace raft {
namespace {

constexpr ServerId S1{1}, S2{2}, S3{3};

// Nothing is checked here: we want to see where it leads.
Stage naive_stage(const char* node, const char* title) {
  return Stage(
      {.node = *find_node_type(node), .title = title, .servers = 3, .check_invariants = false});
}

void tell_everyone(Telling& tell) {
  Stage stage = naive_stage("naive-copy", "Tell everyone");
  tell.heading("Tell everyone");
  tell.say(
      "Three servers keep the same table, so that it survives when one of them dies. Whoever "
      "gets a write executes it and tells the others. Two clients write at the same time.");
  stage.propose(S1, "x=1");
  stage.propose(S2, "x=2");
  stage.deliver_all();
  tell.show(stage);
  tell.facts({{"S1 has", stage.store(S1).contents()}, {"S2 has", stage.store(S2).contents()}});
  tell.claim(stage.store(S1) != stage.store(S2), "the copies differ, and nothing will repair them");
}

Stage next_takes_over(Telling& tell) {
  Stage stage = naive_stage("naive-primary", "The next takes over");
  tell.heading("The next takes over");
  tell.say(
      "So one server, the primary, takes all writes, and if it is silent for too long the next "
      "one takes over. S1 is the primary. A cable breaks between it and the others.");
  stage.partition({ServerSet{S1}, ServerSet{S2, S3}});
  stage.time_out(S2);
  stage.deliver_all();
  tell.say("Silence is no proof of death. Both S1 and S2 now take writes.");
  stage.propose(S1, "x=1");
  stage.propose(S2, "x=2");
  stage.deliver_all();
  tell.show(stage);
  tell.facts({{"S1 has", stage.store(S1).contents()}, {"S2 has", stage.store(S2).contents()}});
  tell.claim(stage.store(S1) != stage.store(S2),
             "each half of the cluster has a history of its own");
  return stage;
}

void count_majorities(Telling& tell) {
  tell.heading("What would have helped");
  tell.say(
      "S1 was alone. Had it asked for the consent of a majority, it would have got none: two of "
      "three were on the other side. Two majorities of the same servers always share one.");
  std::string table = "servers   majority   may fail\n";
  for (unsigned n = 1; n <= 7; ++n) {
    table += fmt::format("{:>7} {:>10} {:>10}\n", n, majority_of(n), failures_survived_by(n));
  }
  tell.picture(table);
}

void hold_a_council(Telling& tell) {
  tell.heading("Liars");
  tell.say(
      "All this is about servers that stop. Servers that lie are another matter: the Byzantine "
      "generals of Lamport, Shostak and Pease, one traitor among them, here S3.");
  for (const unsigned generals : {3u, 4u}) {
    const Council council{.generals = generals, .rounds = 1, .traitors = {S3}};
    const CouncilResult result = deliberate(council);
    const bool obeyed = holds_ic2(council, result);
    tell.claim(obeyed == (generals == 4),
               fmt::format("{} generals, {} messages: the loyal lieutenants {} the loyal commander",
                           generals, result.messages, obeyed ? "obey" : "do not obey"));
  }
  tell.say(
      "Raft does not try this. It takes every server at its word, and asks only that a majority "
      "of them is alive.");
}

}  // namespace

int demo_background(Telling& tell) {
  tell_everyone(tell);
  tell.new_stage();
  const Stage split = next_takes_over(tell);
  count_majorities(tell);
  hold_a_council(tell);
  return tell.end(split);
}

}  // namespace raft
