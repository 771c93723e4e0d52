// Chapter 5 as a program: a server joins while clients go on, three leave and two come in one
// change, and a leader removes itself.

#include "cli/console/telling.h"

#include <fmt/format.h>

#include <algorithm>
#include <variant>

#include "simulation/catalogue.h"
#include "simulation/stage.h"

namespace raft {
namespace {

using namespace std::chrono_literals;

constexpr ServerId S4{4}, S5{5}, S6{6};

bool has_leader(const Stage& stage) { return stage.leader().has_value(); }

// Whether all of `voters` use just these voters, and the leader knows that the change is committed.
bool have_changed(const Stage& stage, ServerSet voters) {
  const auto leader = stage.leader();
  if (!leader || stage.view(*leader).members_since > stage.view(*leader).commit_index) return false;
  return std::all_of(voters.begin(), voters.end(), [&](ServerId server) {
    return stage.view(server).members == Configuration{voters, {}};
  });
}

// Asks whoever leads for these voters, and waits for them. A new leader refuses until it has
// committed an entry of its own term; then we ask again.
bool change_voters(Stage& stage, ServerSet voters) {
  const auto begun = [&] {
    return std::holds_alternative<ChangeBegun>(stage.reconfigure(*stage.leader(), voters));
  };
  for (int tries = 0; tries < 50; ++tries) {
    if (stage.run_until(has_leader, 2s) && begun()) break;
    stage.run_for(10ms);
  }
  return stage.run_until([&](const Stage& s) { return have_changed(s, voters); }, 3s);
}

}  // namespace

int demo_membership(Telling& tell) {
  Stage stage({.node = *find_node_type("raft"),
               .title = "Chapter 5: membership changes",
               .servers = 3,
               .seed = tell.seed(4)});
  tell.about(stage);
  stage.run_until(has_leader, 2s);
  stage.add_clients(1, {});
  stage.run_for(200ms);
  tell.skip(stage);

  tell.heading("One joins");
  tell.say(
      "S4 is new and has an empty log. The leader first sends it the log, and only then makes it "
      "a voter. A client writes all the while.");
  stage.join(S4);
  tell.claim(change_voters(stage, ServerSet::first(4)), "four voters");
  tell.show(stage, Detail::milestones);

  tell.heading("Many change at once");
  tell.say(
      "From S1 to S4 the cluster moves to S4, S5 and S6 in one change. In between, every decision "
      "needs a majority of the old voters and a majority of the new: joint consensus.");
  stage.join(S5);
  stage.join(S6);
  const ServerSet newcomers{S4, S5, S6};
  tell.claim(change_voters(stage, newcomers), "three voters, two of them new");
  tell.show(stage, Detail::milestones);
  stage.run_until([&](const Stage& s) { return s.leader() && newcomers.contains(*s.leader()); },
                  3s);
  tell.claim(stage.leader() && newcomers.contains(*stage.leader()),
             "the old leader, no longer a voter, has stepped down for one of the three");

  tell.heading("The leader removes itself");
  const ServerId leader = *stage.leader();
  tell.say(
      fmt::format("{} leads, and is asked to remove itself. It manages the change without "
                  "counting its own log, and then steps down.",
                  to_string(leader)));
  tell.claim(change_voters(stage, newcomers.without(leader)), "two voters");
  stage.run_until([&](const Stage& s) { return s.leader() && s.leader() != leader; }, 3s);
  stage.stop_clients();
  stage.run_for(1s);
  tell.show(stage, Detail::milestones);
  tell.claim(stage.leader() && stage.leader() != leader, "one of them leads");
  tell.show_servers(stage);
  return tell.end(stage);
}

}  // namespace raft
