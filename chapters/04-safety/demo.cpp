// Chapter 4 as a program: three rules, each first left out and missed, then added.

#include "cli/console/telling.h"

#include <fmt/format.h>

#include "simulation/catalogue.h"
#include "simulation/stage.h"

namespace raft {
namespace {

constexpr ServerId S1{1}, S2{2}, S3{3}, S5{5};
constexpr MessageFilter requests{.kind = kind_of<RequestVote>()};
constexpr MessageFilter votes{.kind = kind_of<RequestVoteReply>()};

Stage stage_without(const std::string& rule, unsigned servers) {
  return Stage({.node = *find_node_type("safety", rule),
                .title = "Chapter 4: safety" + (rule.empty() ? "" : ", without " + rule),
                .servers = servers});
}

void elect(Stage& stage, ServerId candidate) {
  stage.time_out(candidate);
  stage.deliver(requests);
  stage.deliver(votes);
}

// A committed entry is on S1 and S2 only. S1 crashes; S3 stands.
void let_the_ignorant_stand(Stage& stage) {
  elect(stage, S1);
  stage.deliver_all();
  stage.hold({.to = S3});
  stage.propose(S1, "x=1");
  stage.deliver_all();
  stage.drop({.to = S3});
  stage.release();
  stage.crash(S1);
  elect(stage, S3);
}

// The paper's Figure 8: an entry of an old term reaches a majority, and is overwritten.
void play_figure_8(Stage& stage) {
  elect(stage, S1);
  stage.deliver_all();
  stage.propose(S1, "x=1");
  stage.deliver({.from = S1, .to = S2});
  stage.drop();
  stage.crash(S1);
  elect(stage, S5);
  stage.propose(S5, "y=2");
  stage.drop();
  stage.crash(S5);
  stage.restart(S1);
  stage.time_out(S1);
  stage.drop();
  elect(stage, S1);
  for (int round = 0; round < 3; ++round) {
    stage.deliver({.from = S1, .to = S2});
    stage.deliver({.from = S1, .to = S3});
    stage.deliver({.to = S1});
  }
  stage.crash(S1);
  stage.drop();
  stage.restart(S5);
  stage.time_out(S5);
  stage.drop();
  elect(stage, S5);
}

// S2 votes for S1, crashes, and is asked again in the same term.
void ask_twice(Stage& stage) {
  stage.time_out(S1);
  stage.drop({.from = S1, .to = S3});
  stage.deliver();
  stage.deliver();
  stage.drop();
  stage.crash(S2);
  stage.restart(S2);
  stage.time_out(S3);
  stage.deliver({.from = S3, .to = S2});
  stage.deliver({.from = S2, .to = S3});
}

}  // namespace

int demo_safety(Telling& tell) {
  struct Lesson {
    const char* title;
    const char* rule;
    unsigned servers;
    void (*play)(Stage&);
    const char* story;
  };
  const Lesson lessons[] = {
      {"Who may win", "ElectionRestriction", 3, let_the_ignorant_stand,
       "x=1 is committed on S1 and S2. S1 crashes, and S3, which knows nothing of x=1, asks for "
       "votes. Without the rule S2 says yes."},
      {"What may be counted", "CommitCurrentTermOnly", 5, play_figure_8,
       "The paper's Figure 8: x=1, of an old term, is copied to a majority. Without the rule the "
       "leader takes it for committed, and a server with a later entry can still win."},
      {"What may not be forgotten", "Durability", 3, ask_twice,
       "S2 votes for S1, crashes and starts again. S3 asks for its vote in the same term. Without "
       "the rule S2 has forgotten."},
  };
  for (const Lesson& lesson : lessons) {
    tell.heading(lesson.title);
    tell.say(lesson.story);
    Stage without = stage_without(lesson.rule, lesson.servers);
    lesson.play(without);
    tell.new_stage();
    tell.show(without, Detail::highlights);
    const auto& violation = without.violation();
    tell.claim(violation.has_value(), fmt::format("without {}, {} is broken", lesson.rule,
                                                  violation ? violation->invariant : "nothing"));
    Stage with = stage_without("", lesson.servers);
    lesson.play(with);
    tell.claim(!with.violation(), fmt::format("with it, the same events do no harm"));
  }
  Stage figure_8 = stage_without("CommitCurrentTermOnly", 5);
  play_figure_8(figure_8);
  return tell.end(figure_8, "Leader Completeness");
}

}  // namespace raft
