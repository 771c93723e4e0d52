#include "scenario/blocks.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "scenario/scenario_run.h"
#include "trace/json_lines.h"

namespace raft::blocks_test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

std::vector<std::string> texts(std::string_view text) {
  const WrittenOut written = written_out(text, "test.raft");
  for (const Diagnostic& error : written.mistakes) ADD_FAILURE() << error.text();
  std::vector<std::string> lines;
  for (const WrittenOutLine& line : written.lines) lines.push_back(line.text);
  return lines;
}

TEST(Blocks, AreWrittenOutRoundAfterRound) {
  EXPECT_THAT(texts("a\nrepeat 2\nb\nc\nend\nd\n"), ElementsAre("a", "b", "c", "b", "c", "d"));
  EXPECT_THAT(texts("repeat 3 as n  # often\n  x=$n$n $nn\nend # of it\n"),
              ElementsAre("  x=11 $nn", "  x=22 $nn", "  x=33 $nn"));
}

TEST(Blocks, CanStandInBlocks) {
  EXPECT_THAT(texts("repeat 2 as i\nrepeat 2 as j\n$i.$j\nend\nend\n"),
              ElementsAre("1.1", "1.2", "2.1", "2.2"));
  EXPECT_THAT(texts("repeat 2 as i\nrepeat $i\nx\nend\nend\n"), ElementsAre("x", "x", "x"));
}

TEST(Blocks, KnowWhereTheirLinesStand) {
  const WrittenOut written = written_out("\nrepeat 2\na\nend\nb\n", "test.raft");
  std::vector<std::size_t> lines;
  for (const WrittenOutLine& line : written.lines) lines.push_back(line.line);
  EXPECT_THAT(lines, ElementsAre(1u, 3u, 3u, 5u));
}

std::vector<Diagnostic> mistakes_in(std::string_view text) {
  const auto scenario = parse_scenario(text, "test.raft");
  if (!scenario) return scenario.error();
  ADD_FAILURE() << "this was read:\n" << text;
  return {{}};
}

TEST(Blocks, ThatDoNotBeginOrEndAreMistakes) {
  EXPECT_EQ(mistakes_in("servers 3\nrepeat 3\nheal\n").front().line, 2u);
  EXPECT_EQ(mistakes_in("servers 3\nheal\nend\n").front().line, 3u);
  EXPECT_THAT(mistakes_in("repeat 2\nrepeat 2\nheal\nend\n").front().message,
              HasSubstr("no 'end'"));
  for (const char* text :
       {"repeat\nend", "repeat 0\nend", "repeat 2 as N\nend", "repeat x\nend", "repeat 2\nend now",
        "try repeat 2\nend", "sometimes 5% repeat 2\nend"}) {
    EXPECT_NE(mistakes_in(text).front().message, "") << text;
  }
}

TEST(Blocks, SayAMistakeOfTheirsOnce) {
  const auto found = mistakes_in("servers 3\nrepeat 50\ncrsh S1\nheal\nend\nhael\n");
  ASSERT_EQ(found.size(), 2u);
  EXPECT_EQ(found[0].line, 3u);
  EXPECT_EQ(found[1].line, 6u);
}

TEST(Blocks, AreNotTooLong) {
  EXPECT_THAT(mistakes_in("repeat 1000\nrepeat 1000\nheal\nend\nend\n").front().message,
              HasSubstr("too long"));
}

TEST(Blocks, RunAsTheirLinesDo) {
  const auto short_one = parse_scenario(
      "servers 3\nrun until leader\nrepeat 3 as n\npropose leader x=$n\nrun 50ms\nend\n"
      "expect leader value x = 3\n",
      "a.raft");
  const auto long_one = parse_scenario(
      "servers 3\nrun until leader\npropose leader x=1\nrun 50ms\npropose leader x=2\nrun 50ms\n"
      "propose leader x=3\nrun 50ms\nexpect leader value x = 3\n",
      "a.raft");
  const ScenarioRun done = run_scenario(*short_one);
  EXPECT_TRUE(done.passed());
  EXPECT_EQ(to_json_lines(done.stage().trace()),
            to_json_lines(run_scenario(*long_one).stage().trace()));
}

}  // namespace
}  // namespace raft::blocks_test
