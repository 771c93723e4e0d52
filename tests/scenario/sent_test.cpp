#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "scenario/running.h"
#include "simulation/sent_messages.h"

namespace raft::sent_test {
namespace {

using testing::HasSubstr;

constexpr ServerId S1{1}, S2{2}, S3{3};
const std::string elected = "servers 3\ntimeout S1\ndeliver all\n";

TEST(Sent, CountsFromTheBeginningOrSinceANote) {
  expect_passes(
      "servers 3\nexpect not sent\ntimeout S1\nexpect sent\nexpect sent = 2\n"
      "expect sent S1->S2 RequestVote=1\nexpect not sent RequestVoteReply\n"
      "note \"asked\"\nexpect not sent since \"asked\"\ndeliver\n"
      "expect sent = 2 since \"asked\"\nexpect sent ->S1 <= 2 since \"asked\"\n"
      "expect sent S2-> since \"asked\"\nexpect not sent >= 3 since \"asked\"\n");
}

TEST(Sent, TheLastNoteOfThisTextCounts) {
  expect_passes(elected +
                "repeat 3\nnote \"round\"\nheartbeat S1\nend\n"
                "expect sent = 2 since \"round\"\n");
}

TEST(Sent, WhatIsLostWasSentAndWhatNoServerSaidWasNot) {
  expect_passes(elected +
                "note \"now\"\nisolate S1\nheartbeat S1\nexpect sent = 2 since \"now\"\n"
                "duplicate\nforge S2->S3 RequestVote\nexpect sent = 2 since \"now\"\n");
}

TEST(Sent, CanBeWaitedFor) {
  expect_passes(
      "servers 3\nrun until leader\nnote \"led\"\n"
      "run until sent AppendEntries >= 10 since \"led\" within 2s\nexpect safe\n");
}

TEST(Sent, TheServerCanBeNamedByWhatItIs) {
  expect_passes(elected +
                "note \"now\"\nheartbeat leader\nexpect sent leader->S2 = 1 since \"now\"\n");
}

// The term, and what the figure lists.
TEST(Sent, BytesAreThoseOfWhatAMessageCarries) {
  EXPECT_EQ(carried_bytes({.body = RequestVote{}}), 8u + 16u);
  EXPECT_EQ(carried_bytes({.body = RequestVoteReply{}}), 8u + 1u);
  EXPECT_EQ(carried_bytes({.body = AppendEntries{}}), 8u + 16u + 8u);
  EXPECT_EQ(carried_bytes({.body = AppendEntriesReply{}}), 8u + 1u + 8u + 8u + 16u);
  const Entry entry{.term = Term{1}, .command = Command("x=12345")};
  EXPECT_EQ(carried_bytes({.body = AppendEntries{.entries = Entries({entry, entry})}}),
            8u + 16u + 8u + 2 * (8u + 8u + 7u));
}

TEST(Sent, BytesCanBeDemanded) {
  expect_passes(elected +
                "note \"now\"\nheartbeat S1\nexpect sent bytes = 64 since \"now\"\n"
                "expect sent bytes S1->S2 AppendEntries <= 32 since \"now\"\n"
                "expect not sent bytes ->S1 >= 1 since \"now\"\n");
}

TEST(Sent, SaysWhatWasSent) {
  EXPECT_THAT(failure(elected + "note \"a\"\nheartbeat S1\nexpect sent = 1 since \"a\"\n").message,
              HasSubstr("found: 2 messages were sent since \"a\""));
  EXPECT_THAT(failure(elected + "expect sent bytes RequestVote = 1\n").message,
              HasSubstr("found: 48 bytes were sent"));
}

TEST(Sent, ANoteThatIsNotThereIsAMistake) {
  const Diagnostic typed = mistake_in("note \"quiet\"\nexpect sent since \"quite\"\n");
  EXPECT_EQ(typed.line, 2u);
  EXPECT_EQ(typed.column, 19u);
  EXPECT_EQ(typed.hint, "did you mean \"quiet\"?");
  EXPECT_THAT(mistake_in("expect sent since \"later\"\nnote \"later\"\n").message,
              HasSubstr("no note above"));
  Stage stage({.node = *find_node_type("raft")});
  Director director;
  const auto line = parse_statement("expect sent since \"never\"", {});
  EXPECT_THAT(director.perform(stage, **line).message, HasSubstr("there is no note 'never' yet"));
}

TEST(Sent, IsCountedWithoutATrace) {
  const ScenarioRun done = run(elected + "expect sent >= 6\n", {.record = false});
  EXPECT_TRUE(done.passed());
}

}  // namespace
}  // namespace raft::sent_test
