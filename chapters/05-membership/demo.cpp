// Chapter 5 as a program: a server is replaced while clients go on, all three servers are replaced
// at once, and a leader removes itself.

#include "cli/demo.h"

#include <fmt/format.h>

#include "simulation/catalogue.h"
#include "simulation/stage.h"

namespace raft {
namespace {

using namespace std::chrono_literals;

constexpr ServerId S4{4}, S5{5}, S6{6};

bool has_leader(const Stage& stage) { return stage.leader().has_value(); }

// Asks whoever leads for these voters, and waits until all of them use the new configuration.
bool change_voters(Stage& stage, ServerSet voters) {
  stage.run_until(has_leader, 2s);
  stage.reconfigure(*stage.leader(), voters);
  return stage.run_until(
      [&](const Stage& s) {
        const auto leader = s.leader();
        if (!leader || s.view(*leader).members_since > s.view(*leader).commit_index) return false;
        for (const ServerId server : voters) {
          if (s.view(server).members != Configuration{voters, {}}) return false;
        }
        return true;
      },
      3s);
}

}  // namespace

int demo_membership(Telling& tell) {
  Stage stage({.node = *find_node_type("raft"),
               .title = "Chapter 5: membership changes",
               .servers = 3,
               .seed = tell.seed(4)});
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

  tell.heading("All are replaced at once");
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
