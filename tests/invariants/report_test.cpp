#include "invariants/report.h"

#include <gmock/gmock.h>

#include <sstream>

#include "invariants/rules.h"
#include "simulation/catalogue.h"

namespace raft {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

Violation two_leaders() {
  return {.invariant = "Election Safety",
          .server = {3},
          .facts = {"S1 became leader of term 4.", "S3 became leader of term 4, too."},
          .clause = "At most one leader can be elected in a given term (paper 5.2, Figure 3).",
          .likely_mistake = "Is the vote on disk before the reply leaves?"};
}

ReportContext forgetful_run() {
  return {.run = "forgotten-vote",
          .node = {.name = "safety", .without = {"Durability"}},
          .seed = 7,
          .schedule = {"servers 3", "timeout S1", "crash S2"},
          .replay = "raft run forgotten-vote --node safety --without Durability --seed 7",
          .trace = "forgotten-vote.trace.jsonl"};
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

TEST(Report, SaysAllThatIsNeededToUnderstandAndToSeeItAgain) {
  EXPECT_EQ(violation_report(two_leaders(), forgetful_run()),
            R"(Election Safety is broken, by a step of S3

  S1 became leader of term 4.
  S3 became leader of term 4, too.

The rule that this node lacks, Durability:
  A vote, a term and an entry are saved before the message leaves that depends
  on them.

What the paper says:
  At most one leader can be elected in a given term (paper 5.2, Figure 3).

What to look for:
  Is the vote on disk before the reply leaves?

The shortest way there that was found:
  1  servers 3
  2  timeout S1
  3  crash S2

Trace: forgotten-vote.trace.jsonl

To see it again:
  raft run forgotten-vote --node safety --without Durability --seed 7
)");
}

TEST(Report, LeavesOutWhatIsNotKnown) {
  const std::string report = violation_report({.invariant = "Log Matching", .server = {2}}, {});
  EXPECT_EQ(report, "Log Matching is broken, by a step of S2\n\n\nSeed: 0.\n");
}

TEST(Report, WithoutAScheduleNamesTheRun) {
  ReportContext context = forgetful_run();
  context.schedule.clear();
  EXPECT_THAT(violation_report(two_leaders(), context),
              HasSubstr("Run: forgotten-vote. Node: safety without Durability. Seed: 7.\n"));
}

TEST(Report, HasASentenceForEveryRuleThatCanBeLeftOut) {
  for (const std::string& node : node_names()) {
    for (const std::string& rule : rules_of(node)) EXPECT_NE(rule_text(rule), "") << rule;
  }
}

TEST(Report, HasNoSentenceForARuleThatDoesNotExist) { EXPECT_EQ(rule_text("Courage"), ""); }

TEST(Report, KeepsToEightyColumns) {
  Violation violation = two_leaders();
  for (int i = 0; i < 12; ++i) violation.clause += " and so on, as the paper says";
  ReportContext context = forgetful_run();
  context.schedule[1] = "note \"" + std::string(30, 'a') + " " + std::string(60, 'b') + "\"";
  const auto lines = lines_of(violation_report(violation, context));
  for (const std::string& line : lines) EXPECT_LE(line.size(), 80u) << line;
  EXPECT_THAT(lines, testing::Contains("     " + std::string(60, 'b') + "\""));
}

TEST(Report, CountsCharactersNotBytes) {
  Violation violation = two_leaders();
  std::string word;
  for (int i = 0; i < 70; ++i) word += "\u00e9";
  violation.facts = {word};
  EXPECT_THAT(violation_report(violation, {}), HasSubstr("\n  " + word + "\n"));
}

TEST(Report, DoesNotTouchALineOfTheScheduleThatFits) {
  ReportContext context = forgetful_run();
  context.schedule = {"propose S1 \"two  spaces\""};
  EXPECT_THAT(violation_report(two_leaders(), context), HasSubstr("propose S1 \"two  spaces\"\n"));
}

TEST(Report, ShowsFortyLinesOfALongScheduleAndCountsTheRest) {
  ReportContext context = forgetful_run();
  context.schedule.assign(45, "deliver");
  const std::string report = violation_report(two_leaders(), context);
  EXPECT_THAT(report, HasSubstr("   1  deliver\n"));
  EXPECT_THAT(report, HasSubstr("  40  deliver\n  ... and 5 more\n"));
  EXPECT_THAT(report, Not(HasSubstr("41")));
}

TEST(Report, NeverBreaksTheCommand) {
  ReportContext context = forgetful_run();
  context.replay = "raft run " + std::string(100, 'x') + " --seed 7";
  EXPECT_THAT(violation_report(two_leaders(), context), HasSubstr("  " + context.replay + "\n"));
}

}  // namespace
}  // namespace raft
