// Chapter 6 as a program: the whole cluster, its clients, and everything that can happen to them.

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "cli/console/telling.h"
#include "simulation/catalogue.h"
#include "simulation/stage.h"

namespace raft {
namespace {

using namespace std::chrono_literals;

constexpr ServerId S3{3}, S4{4}, S6{6};

bool has_leader(const Stage& stage) { return stage.leader().has_value(); }

// Acknowledged writes of which the store knows nothing. Every write of a client has a value of its
// own, so a write is accounted for if its entry stands in the log that all members executed.
std::size_t lost_writes(const Stage& stage, ServerId member) {
  std::vector<std::string> executed;
  for (const Entry& entry : stage.view(member).log->from(LogIndex{1})) {
    executed.emplace_back(entry.command.bytes());
  }
  std::sort(executed.begin(), executed.end());
  return static_cast<std::size_t>(std::count_if(
      stage.history().begin(), stage.history().end(), [&](const Operation& operation) {
        return operation.outcome == OperationOutcome::ok &&
               !std::binary_search(executed.begin(), executed.end(), operation.command);
      }));
}

// The times in which no client got an answer, if they lasted.
std::vector<std::pair<VirtualTime, VirtualTime>> silences(const Stage& stage) {
  std::vector<VirtualTime> answers;
  for (const Operation& operation : stage.history()) {
    if (operation.outcome == OperationOutcome::ok) answers.push_back(*operation.returned);
  }
  std::sort(answers.begin(), answers.end());
  std::vector<std::pair<VirtualTime, VirtualTime>> found;
  for (std::size_t i = 1; i < answers.size(); ++i) {
    if (answers[i] - answers[i - 1] > 100ms) found.emplace_back(answers[i - 1], answers[i]);
  }
  return found;
}

void cut_off_the_leader(Telling& tell, Stage& stage) {
  const ServerId leader = *stage.leader();
  tell.heading("The leader is cut off");
  tell.say(
      fmt::format("A partition leaves {} alone. It still believes that it leads, but can commit "
                  "nothing. The other four elect a new leader, and the clients find it.",
                  to_string(leader)));
  stage.partition({ServerSet{leader}, stage.servers().without(leader)});
  stage.run_for(700ms);
  stage.heal();
  stage.run_for(200ms);
  tell.show(stage, Detail::milestones);
  tell.claim(stage.view(leader).role == RoleName::follower,
             "after the repair the old leader follows");
}

void crash_and_restart(Telling& tell, Stage& stage) {
  const ServerId victim = stage.leader() == S3 ? S4 : S3;
  tell.heading("A crash and a restart");
  tell.say(
      fmt::format("{} stops at once, and comes back with what its disk holds. The leader sends it "
                  "what it missed.",
                  to_string(victim)));
  stage.crash(victim);
  stage.run_for(400ms);
  const LogIndex behind = stage.view(victim).commit_index;
  stage.restart(victim);
  stage.run_for(300ms);
  tell.show(stage, Detail::milestones);
  tell.claim(stage.view(victim).commit_index > behind, "it has caught up");
}

// The mean time from call to answer of the operations called since `begin`, in microseconds.
std::int64_t latency(const Stage& stage, VirtualTime begin) {
  std::int64_t sum = 0, count = 0;
  for (const Operation& operation : stage.history()) {
    if (operation.called < begin || operation.outcome != OperationOutcome::ok) continue;
    sum += (*operation.returned - operation.called).count();
    ++count;
  }
  return count == 0 ? 0 : sum / count;
}

void slow_one_down(Telling& tell, Stage& stage) {
  const ServerId slow = stage.leader() == S4 ? S3 : S4;
  tell.heading("One is slow");
  tell.say(
      fmt::format("Every write of {}'s disk takes 40 ms from now on. A command waits for the "
                  "fastest majority, so the clients hardly notice.",
                  to_string(slow)));
  const VirtualTime before = stage.now();
  stage.run_for(400ms);
  const std::int64_t usual = latency(stage, before);
  stage.set_disk(slow, {.sync_min = 40ms, .sync_max = 40ms}, "slow");
  const VirtualTime since = stage.now();
  stage.run_for(400ms);
  tell.facts(
      {{"mean answer before", fmt::format("{}.{:02} ms", usual / 1000, usual % 1000 / 10)},
       {"mean answer with the slow disk", fmt::format("{}.{:02} ms", latency(stage, since) / 1000,
                                                      latency(stage, since) % 1000 / 10)}});
  stage.set_disk(slow, {}, "well");
  tell.skip(stage);
}

void replace_a_member(Telling& tell, Stage& stage) {
  const ServerId leader = *stage.leader();
  const ServerId leaving = leader == ServerId{5} ? ServerId{4} : ServerId{5};
  tell.heading("A member is replaced");
  tell.say(
      fmt::format("S6 joins, catches up, and becomes a voter; then {} is removed and switched off.",
                  to_string(leaving)));
  stage.join(S6);
  stage.reconfigure(leader, ServerSet::first(6));
  stage.run_for(300ms);
  stage.reconfigure(leader, ServerSet::first(6).without(leaving));
  stage.run_for(300ms);
  stage.crash(leaving);
  tell.show(stage, Detail::milestones);
  tell.claim(stage.view(leader).members.voters == ServerSet::first(6).without(leaving),
             "five voters, one of them new");
}

// Messages that the network lost although link and receiver were well.
std::uint64_t lost_by_chance(const Stage& stage) {
  return static_cast<std::uint64_t>(std::count_if(
      stage.trace().events.begin(), stage.trace().events.end(), [](const TraceEvent& event) {
        const auto* lost = std::get_if<trace::Lost>(&event.what);
        return lost && lost->reason == trace::LossReason::lost;
      }));
}

void sum_up(Telling& tell, const Stage& stage) {
  const ServerId leader = *stage.leader();
  bool equal = true;
  for (const ServerId member : stage.view(leader).members.voters) {
    equal &= stage.store(member) == stage.store(leader);
  }
  std::size_t answered = 0;
  for (const Operation& operation : stage.history()) {
    answered += operation.outcome == OperationOutcome::ok;
  }
  const std::size_t lost = lost_writes(stage, leader);
  tell.heading("What came of it");
  std::vector<std::pair<std::string, std::string>> facts{
      {"operations answered", std::to_string(answered)},
      {"outcome unknown to the client", std::to_string(stage.history().size() - answered)},
      {"answered and then lost", std::to_string(lost)},
      {"messages", fmt::format("{}, of which {} did not arrive", stage.counts().messages_sent,
                               stage.counts().messages_lost)},
      {"lost by the network itself", std::to_string(lost_by_chance(stage))},
      {"to a cut link or a server that was down",
       std::to_string(stage.counts().messages_lost - lost_by_chance(stage))},
      {"elections", fmt::format("{}, of which {} won", stage.counts().elections_begun,
                                stage.counts().elections_won)}};
  for (const auto& [from, to] : silences(stage)) {
    facts.emplace_back("no answer for",
                       fmt::format("{} ms, from {} ms on", (to - from) / 1ms, from / 1ms));
  }
  tell.facts(facts);
  tell.show_servers(stage);
  tell.claim(equal, "all members hold the same table: " + stage.store(leader).contents());
  tell.claim(lost == 0, "nothing that a client was told is lost");
}

}  // namespace

int demo_cluster(Telling& tell) {
  Stage stage(
      {.node = *find_node_type("raft"),
       .title = "Chapter 6: the whole cluster",
       .servers = 5,
       .seed = tell.seed(11),
       .network = {{.delay_min = 3ms, .delay_max = 9ms, .loss = 5'000, .duplication = 5'000}},
       .disk = {.sync_min = 100us, .sync_max = 900us}});
  tell.about(stage);
  tell.heading("Five servers, three clients");
  tell.say(
      "The network takes 3 to 9 ms, loses one message in two hundred and doubles as many. The "
      "clients read and write three keys.");
  stage.run_until(has_leader, 2s);
  stage.add_clients(3, {});
  stage.run_for(300ms);
  tell.show(stage, Detail::milestones);

  cut_off_the_leader(tell, stage);
  crash_and_restart(tell, stage);
  slow_one_down(tell, stage);
  replace_a_member(tell, stage);

  stage.stop_clients();
  stage.run_for(1s);
  tell.skip(stage);
  sum_up(tell, stage);
  return tell.end(stage);
}

}  // namespace raft
