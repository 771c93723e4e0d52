// Chapter 2 as a program: a leader is elected, falls silent, is replaced, and comes back.

#include "cli/console/telling.h"

#include <fmt/format.h>

#include "simulation/catalogue.h"
#include "simulation/stage.h"

namespace raft {
namespace {

using namespace std::chrono_literals;

bool has_leader(const Stage& stage) { return stage.leader().has_value(); }

// How many elections five servers need for their first leader, if patience is drawn from this
// range.
std::string elections_needed(std::uint64_t seed, std::uint32_t shortest, std::uint32_t longest) {
  Stage stage({.node = *find_node_type("election"),
               .servers = 5,
               .seed = seed,
               .timing = {.election_timeout_min = shortest, .election_timeout_max = longest},
               .record = false});
  stage.run_until(has_leader, 10s);
  Term latest;
  for (const ServerId server : stage.servers()) {
    latest = std::max(latest, stage.view(server).term_and_vote.current_term);
  }
  return fmt::format("{} {}", latest.value, latest == Term{1} ? "election" : "elections");
}

void resolve_split_votes(Telling& tell) {
  tell.heading("Why patience is drawn by lot");
  tell.say(
      "If all five have the same patience, all stand at once, and everybody votes for itself. "
      "Ten seconds of trying, or until somebody leads:");
  tell.facts({{"everybody waits 150 ms", elections_needed(1, 150, 150)},
              {"150 to 155 ms", elections_needed(1, 150, 155)},
              {"150 to 300 ms, as in the paper", elections_needed(1, 150, 300)}});
}

}  // namespace

int demo_election(Telling& tell) {
  Stage stage({.node = *find_node_type("election"),
               .title = "Chapter 2: leader election",
               .servers = 5,
               .seed = tell.seed(7)});
  tell.about(stage);
  tell.heading("Nobody leads");
  tell.say(
      "Five servers have just started. Each waits for a leader's word, and has drawn by lot how "
      "long it will wait.");
  stage.run_until(has_leader, 2s);
  stage.run_for(15ms);
  tell.show(stage);
  tell.claim(has_leader(stage), "one server asked first, and a majority said yes");

  const ServerId first = *stage.leader();
  tell.heading("The leader falls silent");
  tell.say(fmt::format("{} crashes. Its heartbeats stop, and patience runs out somewhere.",
                       to_string(first)));
  stage.run_for(100ms);
  tell.skip(stage);
  stage.crash(first);
  stage.run_until(has_leader, 2s);
  stage.run_for(15ms);
  tell.show(stage);
  tell.claim(has_leader(stage) && stage.leader() != first, "another leads, in a later term");

  tell.heading("The old leader returns");
  tell.say(fmt::format("{} starts again and hears of the new term from the first heartbeat.",
                       to_string(first)));
  stage.restart(first);
  stage.run_for(60ms);
  tell.show(stage, Detail::milestones);
  tell.claim(stage.view(first).role == RoleName::follower, "it follows");
  tell.show_servers(stage);

  tell.new_stage();
  resolve_split_votes(tell);
  return tell.end(stage);
}

}  // namespace raft
