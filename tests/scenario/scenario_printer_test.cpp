/// @file
/// What is written is what is read again: every example of the language, every line of every
/// scenario of this project, and values at their edges.

#include "scenario/scenario_printer.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "scenario/blocks.h"
#include "scenario/director.h"
#include "scenario/scenario_words.h"

namespace raft::scenario_printer_test {
namespace {

std::optional<Statement> read(std::string_view line, const LineContext& context = {}) {
  auto statement = parse_statement(line, context);
  return statement ? *statement : std::nullopt;
}

// What it says, and how often and whether it may fail.
void expect_same(const Statement& a, const Statement& b, std::string_view written) {
  EXPECT_TRUE(a.action == b.action) << a.source << "\nbecame\n" << written;
  EXPECT_EQ(a.tolerant, b.tolerant) << written;
  EXPECT_EQ(a.chance, b.chance) << written;
}

// A line that names a server by what it is means some server as long as nobody performs it.
void expect_read_again(Statement statement) {
  statement.must_be_cast = false;
  const std::string written = to_text(statement);
  const auto again = read(written);
  ASSERT_TRUE(again) << statement.source << "\nbecame\n" << written;
  expect_same(statement, *again, written);
  EXPECT_EQ(to_text(*again), written);
}

void expect_read_again(const std::string& line) {
  const auto statement = read(line);
  ASSERT_TRUE(statement) << line;
  expect_read_again(*statement);
}

void expect_read_again(const Action& action) {
  const auto again = read(to_text(action));
  ASSERT_TRUE(again) << to_text(action);
  EXPECT_TRUE(again->action == action) << to_text(action) << "\nbecame\n" << to_text(again->action);
}

TEST(ScenarioPrinter, EveryExampleOfTheLanguageIsReadAgain) {
  for (const ScenarioWord& word : scenario_verbs()) expect_read_again(std::string(word.example));
  for (const ScenarioWord& word : scenario_expectations()) {
    expect_read_again(std::string(word.example));
  }
}

// How many lines of the file were read.
std::size_t read_again(const std::filesystem::path& path) {
  std::ifstream file(path);
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  LineContext context;
  std::size_t lines = 0;
  for (const WrittenOutLine& line : written_out(text, path).lines) {
    const auto statement = read(line.text, context);
    if (!statement) continue;
    if (const auto* call = std::get_if<action::Call>(&statement->action)) {
      context.called.push_back(call->name);
    }
    expect_read_again(*statement);
    ++lines;
  }
  return lines;
}

TEST(ScenarioPrinter, EveryLineOfEveryScenarioIsReadAgain) {
  std::size_t lines = 0;
  for (const char* folder : {"diagrams", "tests", "exercises"}) {
    for (const auto& at : std::filesystem::recursive_directory_iterator(
             std::filesystem::path(RAFT_SOURCE_DIR) / folder)) {
      if (at.path().extension() == ".raft") lines += read_again(at.path());
    }
  }
  EXPECT_GT(lines, 1000u);
}

TEST(ScenarioPrinter, WhatIsWrittenInTwoWaysIsReadAgain) {
  for (const char* line :
       {"expect S1 term >= 3",
        "expect term S1<=3",
        "expect not leader",
        "expect no leader",
        "expect value x=1",
        "expect S2 value x = nothing",
        "expect value x = \"nothing\"",
        "expect value \"a=b\" = \"c d\"",
        "expect S2 value S1 = 1",
        "expect value S2 = 1",
        "expect voters S9 = {}",
        "expect voters S1 = {S1 S2 | S3}",
        "expect S1 log = []",
        "expect S1 log = [0:x=1, 1:-, 2:\"a, b\", 3:{S1 S2 | S3}]",
        "expect messages = 0",
        "expect messages S1-> >= 2",
        "expect messages ->S2 AppendEntries<=7",
        "expect vote S1 = nobody",
        "expect refused no commit in this term",
        "expect not linearizable within 7 steps",
        "run until not S1 value x = 1 within 1h",
        "run until leader within 1ms",
        "run 1.5ms",
        "run 1us",
        "run 3600s",
        "run 2001us",
        "sometimes 0.0001% try crash any",
        "try propose S1 \"\"",
        "propose S1 -",
        "propose S1 \"a \\\"b\\\" \\\\\"",
        "note \"# -> \\\"\\\\\\\"\"",
        "title \"\"",
        "deliver",
        "deliver last",
        "deliver 11th ->S3",
        "drop 999th S1->",
        "hold 22nd RequestVote",
        "release",
        "duplicate last S1->S2 AppendEntriesReply",
        "network loss 0.5%",
        "network delay 0..5ms",
        "network delay 0ms",
        "network delay 999us..1ms duplicate 100%",
        "network delay 0us..1s",
        "timing election 150ms",
        "timing heartbeat 1s",
        "timing heartbeat 1s election 999..1000ms",
        "invariants off",
        "invariants on",
        "invariants \"Log Matching\" \"Election Safety\"",
        "node safety without Durability",
        "disk tears lies stuck delay 1..2ms well",
        "disk S64 well",
        "clock S1 x0.125",
        "clock S1 x10",
        "cut S1->S2",
        "cut S1 S2",
        "partition S1 | S2 S3 | S4",
        "voters S1 S64 via S2",
        "remove S1",
        "add S7 via S1",
        "clients 100 reads 0% keys 26",
        "clients 1 add 12.5% cas 0% think 0..1us patience 1ms",
        "clients 2 think 7ms",
        "heal S1",
        "heal S1->S2",
        "heal S1 S2",
        "deliver all among S1 S3",
        "crash S1 S2 S3",
        "isolate S1 S2",
        "expect leader among S1 S2",
        "expect same terms",
        "expect committed x=1 on 3",
        "expect sent",
        "expect not sent S1->",
        "expect sent bytes ->S2 AppendEntries <= 900 since \"a b\"",
        "expect sent RequestVote = 1",
        "network loss 3% delay 1..2ms for S1->S2 AppendEntries",
        "agree \"on\" on 64 within 1us",
        "repeat 3 as round",
        "call Old2 S3",
        "seed 0",
        "seed 18446744073709551615",
        "batch 1000000",
        "forge S1->S2 RequestVote term 0 last 0@0",
        "forge S1->S2 RequestVoteReply refused",
        "forge S2->S1 AppendEntries term 3 prev 1@1 entries [2:x=1, 2:-] commit 4",
        "forge S2->S1 AppendEntries entries []",
        "forge S2->S1 AppendEntriesReply match 7",
        "forge S2->S1 AppendEntriesReply refused prev 4 conflict 3@2 term 9"}) {
    if (!read(line)) {
      EXPECT_TRUE(std::string(line).ends_with("1h")) << line << " cannot be read";
      continue;
    }
    expect_read_again(std::string(line));
  }
}

TEST(ScenarioPrinter, ItIsShort) {
  const auto written = [](const char* line) { return to_text(*read(line)); };
  EXPECT_EQ(written("network delay 5000us..15ms loss 1.50%"), "network delay 5..15ms loss 1.5%");
  EXPECT_EQ(written("run until S1 term=3 within 10s"), "run until term S1 = 3");
  EXPECT_EQ(written("disk tears delay 0ms..5ms"), "disk delay 0..5ms tears");
  EXPECT_EQ(written("sometimes 20.0% try crash any"), "sometimes 20.0% try crash any");
  EXPECT_EQ(written("clients 3 reads 40% keys 2"), "clients 3 keys 2");
}

TEST(ScenarioPrinter, AnActionThatWasNeverWrittenIsReadAgain) {
  expect_read_again(action::Deliver{{.from = ServerId{1}}, Ordinal{103}});
  expect_read_again(action::Expect{{condition::HasLeader{}, true}, ""});
  expect_read_again(action::SetClock{ServerId{2}, 101});
  expect_read_again(action::Note{"all of it"});
}

TEST(ScenarioPrinter, AStatementWithoutItsTextIsToldAsItWouldBeWritten) {
  Stage stage({.node = *find_node_type("raft")});
  Director director;
  const auto outcome = director.perform(
      stage, {.action = action::Expect{{condition::HasLeader{ServerId{1}}, false}, ""}});
  EXPECT_TRUE(outcome.message.starts_with("expected: leader S1; found: "));
}

}  // namespace
}  // namespace raft::scenario_printer_test
