#include "playground/rehearsal.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "core/random.h"
#include "rendering/transcript.h"
#include "trace/json_lines.h"

namespace raft::rehearsal_test {
namespace {

using namespace std::chrono_literals;
using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;

Rehearsal open(std::string_view text) {
  auto opened = Rehearsal::open(text);
  EXPECT_TRUE(opened) << (opened ? "" : opened.error().front().text());
  return opened ? *opened : *Rehearsal::open("");
}

std::string trace_of(const Rehearsal& rehearsal) {
  return to_json_lines(rehearsal.stage().trace());
}

// The text of a rehearsal, run by itself, is the same run.
void expect_text_tells_it(const Rehearsal& rehearsal) {
  const auto scenario = parse_scenario(rehearsal.text(), "again.raft");
  ASSERT_TRUE(scenario) << scenario.error().front().text();
  const ScenarioRun again = run_scenario(*scenario);
  EXPECT_TRUE(again.passed()) << again.failures().front().text();
  EXPECT_EQ(to_json_lines(again.stage().trace()), trace_of(rehearsal)) << rehearsal.text();
}

const std::string elected = "servers 3\nnode raft\n\ntimeout S1\ndeliver all\n";

TEST(Rehearsal, ALineIsAddedBehindTheOthers) {
  Rehearsal rehearsal = open(elected);
  ASSERT_TRUE(rehearsal.act("propose S1 x=1"));
  EXPECT_THAT(rehearsal.text(), EndsWith("deliver all\npropose S1 x=1\n"));
  expect_text_tells_it(rehearsal);
}

TEST(Rehearsal, ALineThatCannotBePerformedChangesNothing) {
  Rehearsal rehearsal = open(elected);
  const std::string before = trace_of(rehearsal);
  for (const char* line : {"restart S1", "delivr", "timeout S9", "run until leader S3", ""}) {
    const auto done = rehearsal.act(line);
    ASSERT_FALSE(done) << line;
    EXPECT_EQ(done.error().line, 6u) << line;
    EXPECT_EQ(trace_of(rehearsal), before) << line;
  }
  EXPECT_EQ(rehearsal.text(), elected);
  expect_text_tells_it(rehearsal);
}

const std::string chaos =
    "servers 3\nseed 4\nrun until leader\ncall A leader\nrepeat 4 as n  # rounds\n"
    "  sometimes 60% try crash any\n\n  try restart any\n  try propose leader x=$n\n  run 60ms\n"
    "end\nrun 200ms\n";

TEST(Rehearsal, ABlockStaysAsItIsWritten) { EXPECT_EQ(open(chaos).text(), chaos); }

TEST(Rehearsal, ALineBehindABlockFindsItWrittenOut) {
  Rehearsal rehearsal = open(chaos);
  ASSERT_TRUE(rehearsal.act("try crash A"));
  EXPECT_THAT(rehearsal.text(), HasSubstr("  try propose leader x=4\n"));
  EXPECT_THAT(rehearsal.text(), Not(HasSubstr("repeat")));
  expect_text_tells_it(rehearsal);
}

TEST(Rehearsal, EveryMomentOfABlockCanBeGoneBackTo) {
  const Rehearsal whole = open(chaos);
  const std::size_t events = whole.stage().trace().events.size();
  for (std::size_t at = 0; at < events; at += 3) {
    Rehearsal rehearsal = whole;
    rehearsal.rewind(at);
    expect_text_tells_it(rehearsal);
    ASSERT_TRUE(rehearsal.act("try crash any")) << at;
    expect_text_tells_it(rehearsal);
  }
}

TEST(Rehearsal, OnAnotherNodeItTellsWhatCouldNotBeDone) {
  const auto opened = Rehearsal::open(
      "servers 3\ncrash S1\ncrash S1\nrun until leader S1 within 9ms\n"
      "run 1s\n",
      {.go_on = true});
  ASSERT_TRUE(opened);
  EXPECT_EQ(opened->failures().size(), 2u);
  EXPECT_EQ(opened->beats().size(), 4u);
}

TEST(Rehearsal, ARefusalIsExpectedInTheNextLine) {
  Rehearsal rehearsal = open(elected);
  ASSERT_TRUE(rehearsal.act("propose S2 x=1"));
  EXPECT_THAT(rehearsal.text(), EndsWith("propose S2 x=1\nexpect refused\n"));
  expect_text_tells_it(rehearsal);
}

TEST(Rehearsal, ABrokenInvariantIsExpectedInTheNextLineAndEndsTheRun) {
  Rehearsal rehearsal = open(
      "node safety without Durability\ntimeout S1\ndrop S1->S3\n"
      "deliver\ndeliver\ncrash S2\nrestart S2\ntimeout S3\ndrop S3->S1\n"
      "deliver S3->S2\n");
  ASSERT_TRUE(rehearsal.stage().violation());
  rehearsal = open(
      "node safety without Durability\ntimeout S1\ndrop S1->S3\ndeliver\ndeliver\n"
      "drop\ncrash S2\nrestart S2\ntimeout S3\n");
  ASSERT_TRUE(rehearsal.act("deliver S3->S2"));
  EXPECT_THAT(rehearsal.text(), HasSubstr("expect violation \"Vote Stability\""));
  expect_text_tells_it(rehearsal);
  EXPECT_FALSE(rehearsal.act("heal"));
}

TEST(Rehearsal, OneRunAfterAnotherIsOneLine) {
  Rehearsal rehearsal = open("servers 3\n");
  for (int i = 0; i < 50; ++i) ASSERT_TRUE(rehearsal.advance(7777us));
  EXPECT_EQ(rehearsal.text(), "servers 3\nrun 388.85ms\n");
  expect_text_tells_it(rehearsal);
}

TEST(Rehearsal, WhileADiskIsStuckTimesAreNotAddedUp) {
  Rehearsal rehearsal = open(
      "servers 3\nnode raft\ntiming election 2..3s\nclock S1 x0.1\ndisk S1 stuck\ntimeout S1\n");
  ASSERT_TRUE(rehearsal.advance(20ms));
  ASSERT_TRUE(rehearsal.advance(2ms));
  EXPECT_THAT(rehearsal.text(), EndsWith("run 20ms\nrun 2ms\n"));
  ASSERT_TRUE(rehearsal.act("disk S1 well"));
  ASSERT_TRUE(rehearsal.advance(4s));
  expect_text_tells_it(rehearsal);
}

TEST(Rehearsal, TimeCanGoOnUntilThereIsSomethingToSee) {
  Rehearsal rehearsal = open("servers 3\n");
  const std::size_t before = rehearsal.stage().trace().events.size();
  const auto came = rehearsal.advance_to_event(1s);
  ASSERT_TRUE(came.has_value() && *came);
  EXPECT_GT(rehearsal.stage().trace().events.size(), before);
  expect_text_tells_it(rehearsal);
}

TEST(Rehearsal, WhereNothingComesNoTimePasses) {
  Rehearsal rehearsal = open("servers 1\nnode election\ncrash S1\n");
  const auto came = rehearsal.advance_to_event(1s);
  EXPECT_TRUE(came.has_value() && !*came);
  EXPECT_EQ(rehearsal.text(), "servers 1\nnode election\ncrash S1\n");
}

TEST(Rehearsal, TheBeginningCanStillBeChangedBeforeTheFirstAction) {
  Rehearsal rehearsal = open("servers 3\n");
  ASSERT_TRUE(rehearsal.act("network loss 100%"));
  EXPECT_FALSE(rehearsal.act("servers 5")) << "it was said before";
  ASSERT_TRUE(rehearsal.act("seed 4"));
  ASSERT_TRUE(rehearsal.act("run 1s"));
  EXPECT_EQ(rehearsal.stage().setup().seed, 4u);
  expect_text_tells_it(rehearsal);
}

TEST(Rehearsal, WhoGoesBackCanDoSomethingElse) {
  Rehearsal rehearsal = open(elected);
  rehearsal.rewind(rehearsal.beats()[0].events);
  EXPECT_EQ(rehearsal.text(), "servers 3\nnode raft\n\ntimeout S1\n");
  ASSERT_TRUE(rehearsal.act("drop S1->S2"));
  ASSERT_TRUE(rehearsal.act("deliver all"));
  expect_text_tells_it(rehearsal);
}

TEST(Rehearsal, OfAHalfPerformedDeliveryTheFirstMessagesAreLeft) {
  Rehearsal rehearsal = open(elected);
  rehearsal.rewind(rehearsal.beats()[0].events + 1);
  EXPECT_THAT(rehearsal.text(), EndsWith("timeout S1\ndeliver S1->S2 RequestVote\n"));
  expect_text_tells_it(rehearsal);
}

TEST(Rehearsal, AfterALineThatFailedOneGoesOnBeforeIt) {
  Rehearsal rehearsal = open(elected + "run until leader S2 within 1s\ncrash S3\n");
  ASSERT_EQ(rehearsal.failures().size(), 1u);
  ASSERT_TRUE(rehearsal.act("crash S1"));
  EXPECT_EQ(rehearsal.text(), elected + "crash S1\n");
  expect_text_tells_it(rehearsal);
}

std::string drawn_line(Random& random) {
  constexpr std::array lines{
      "timeout S{}",     "crash S{}",     "restart S{}",   "pause S{}",      "resume S{}",
      "isolate S{}",     "propose S{} x", "heartbeat S{}", "disk S{} stuck", "disk well",
      "deliver",         "deliver all",   "drop",          "heal",           "add S4",
      "remove S{}",      "hold S1->S{}",  "hold last",     "release",        "clock S{} x2",
      "run until leader"};
  std::string line = lines[random.between(0, lines.size() - 1)];
  const std::size_t place = line.find("{}");
  if (place != line.npos) line.replace(place, 2, std::to_string(random.between(1, 3)));
  return line;
}

// Whatever is done, in whatever order, with time passing and going back in between.
TEST(Rehearsal, WhateverIsDoneTheTextTellsIt) {
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Random random(seed);
    Rehearsal rehearsal = open("servers 3\nnode raft\nseed " + std::to_string(seed) + "\n");
    for (int i = 0; i < 30; ++i) {
      const std::uint64_t choice = random.between(0, 9);
      if (choice == 0) {
        rehearsal.rewind(random.between(0, rehearsal.stage().trace().events.size()));
      } else if (choice < 4) {
        (void)rehearsal.advance(std::chrono::microseconds(random.between(1, 40'000)));
      } else {
        (void)rehearsal.act(drawn_line(random));
      }
    }
    expect_text_tells_it(rehearsal);
    if (testing::Test::HasFailure()) return;
  }
}

std::string read(const std::filesystem::path& path) {
  std::ostringstream text;
  text << std::ifstream(path).rdbuf();
  return text.str();
}

// From every third event of every short scenario of the book.
TEST(Rehearsal, FromAnyMomentOfAnyScenarioOneCanGoOn) {
  for (const auto& file :
       std::filesystem::recursive_directory_iterator(RAFT_SOURCE_DIR "/diagrams")) {
    if (file.path().extension() != ".raft") continue;
    const Rehearsal whole = open(read(file.path()));
    const std::size_t length = whole.stage().trace().events.size();
    for (std::size_t n = 0; n < std::min<std::size_t>(length, 200); n += 3) {
      SCOPED_TRACE(file.path().string() + " at event " + std::to_string(n));
      Rehearsal past = whole;
      past.rewind(n);
      EXPECT_GE(past.stage().trace().events.size(), std::min(n, length));
      EXPECT_TRUE(past.stage().violation() || past.advance(20ms));
      expect_text_tells_it(past);
      if (testing::Test::HasFailure()) return;
    }
  }
}

}  // namespace
}  // namespace raft::rehearsal_test
