// Chapter 3 as a program: commands become entries, entries are copied, logs are repaired, and then
// something is lost that must never be lost.

#include "cli/console/telling.h"

#include <fmt/format.h>

#include "simulation/catalogue.h"
#include "simulation/stage.h"

namespace raft {
namespace {

constexpr ServerId S1{1}, S2{2}, S3{3};

void copy_a_command(Telling& tell, Stage& stage) {
  tell.heading("One command");
  tell.say("S1 leads. A client asks it for x=1.");
  stage.time_out(S1);
  stage.deliver_all();
  tell.skip(stage);
  stage.propose(S1, "x=1");
  stage.deliver_all();
  tell.show(stage);
  tell.claim(stage.store(S3).get("x") == "1",
             "all three executed it, in one and a half round trips");
}

void repair_a_log(Telling& tell, Stage& stage) {
  tell.heading("A log is repaired");
  tell.say(
      "S1 is cut off without knowing it, and appends what nobody will ever see. The others elect "
      "S2 and go on. Then the cable is mended.");
  stage.partition({ServerSet{S1}, ServerSet{S2, S3}});
  stage.propose(S1, "lost=1");
  stage.propose(S1, "lost=2");
  stage.time_out(S2);
  stage.deliver_all();
  stage.propose(S2, "y=1");
  stage.deliver_all();
  tell.skip(stage);
  stage.heal();
  stage.heartbeat(S2);
  stage.deliver_all();
  tell.show(stage);
  tell.claim(*stage.view(S1).log == *stage.view(S2).log, "S1's log is S2's, entry for entry");
  tell.claim(stage.store(S1) == stage.store(S2), "what S1 removed had never been committed");
}

void lose_a_command(Telling& tell, Stage& stage) {
  tell.heading("What this node loses");
  tell.say(
      "S2 commits z=1 with S1, while S3 hears nothing. Then S2 crashes, and S3 stands for "
      "election.");
  stage.hold({.from = {}, .to = S3, .kind = {}});
  stage.propose(S2, "z=1");
  stage.deliver_all();
  tell.claim(stage.store(S1).get("z") == "1", "z=1 is committed, and the client has been told");
  tell.skip(stage);
  stage.drop({.from = {}, .to = S3, .kind = {}});
  stage.release();
  stage.crash(S2);
  stage.time_out(S3);
  stage.deliver_all();
  tell.show(stage);
  tell.claim(stage.violation().has_value(),
             "S3 leads without z=1: nothing in this chapter's node forbids it");
  tell.say("Chapter 4 adds the rules that do.");
}

}  // namespace

int demo_replication(Telling& tell) {
  Stage stage({.node = *find_node_type("replication"),
               .title = "Chapter 3: log replication",
               .servers = 3,
               .seed = tell.seed(7)});
  tell.about(stage);
  copy_a_command(tell, stage);
  repair_a_log(tell, stage);
  lose_a_command(tell, stage);
  return tell.end(stage, "Leader Completeness");
}

}  // namespace raft
