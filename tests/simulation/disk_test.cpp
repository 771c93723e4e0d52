#include "simulation/disk.h"

#include <gmock/gmock.h>

#include <set>
#include <string>

#include "membership/raft.h"

namespace raft::disk_test {
namespace {

struct DiskTest : ::testing::Test {
  Disk disk;
  Random random{7};
  Log log;

  void append_and_write(const char* command) {
    log.append({Term{1}, EntryKind::command, Command(command)});
    disk.write({.log_from = log.last_index()}, log);
  }
};

TEST_F(DiskTest, WhatWasSyncedSurvivesACrash) {
  append_and_write("x=1");
  disk.write({.term_and_vote = TermAndVote{Term{1}, ServerId{2}}}, log);
  disk.synced();
  disk.crash(random);
  EXPECT_EQ(disk.durable().log, log);
  EXPECT_EQ(disk.durable().term_and_vote.voted_for, ServerId{2});
}

TEST_F(DiskTest, WhatWasNotSyncedIsLostInACrash) {
  append_and_write("x=1");
  disk.synced();
  append_and_write("x=2");
  disk.crash(random);
  EXPECT_EQ(disk.durable().log.last_index(), LogIndex{1});
}

TEST_F(DiskTest, ADiskThatLiesLosesWhatItCalledSynced) {
  disk.model.lies = true;
  append_and_write("x=1");
  EXPECT_EQ(disk.sync_time(random), VirtualTime{0});
  disk.synced();
  disk.crash(random);
  EXPECT_TRUE(disk.durable().log.empty());
}

TEST_F(DiskTest, AStuckDiskNeverFinishesASync) {
  disk.model.stuck = true;
  EXPECT_EQ(disk.sync_time(random), std::nullopt);
}

// ---- torn writes

std::string text_of(const Saved& disk) {
  const auto& [term, vote] = disk.term_and_vote;
  std::string text = "term " + to_string(term) + (vote ? ", vote " + to_string(*vote) : "") + ":";
  for (const Entry& entry : disk.log.entries()) text += " " + std::string(entry.command.bytes());
  return text;
}

// What stays of a write that a crash tears, over many crashes.
std::set<std::string> torn(const Disk& writing) {
  std::set<std::string> kept;
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    Random chance(seed);
    Disk disk = writing;
    disk.crash(chance);
    kept.insert(text_of(disk.durable()));
  }
  return kept;
}

struct ATornWrite : DiskTest {
  ATornWrite() {
    disk.model.tears = true;
    disk.write({.term_and_vote = TermAndVote{Term{1}, ServerId{1}}}, log);
    append_and_write("a");
    append_and_write("old");
    disk.synced();
  }
};

TEST_F(ATornWrite, KeepsAnyBeginningOfTheNewEntriesAlsoNoneAndAll) {
  for (const char* command : {"x", "y", "z"}) append_and_write(command);
  EXPECT_THAT(torn(disk), testing::UnorderedElementsAre(
                              "term 1, vote S1: a old", "term 1, vote S1: a old x",
                              "term 1, vote S1: a old x y", "term 1, vote S1: a old x y z"));
}

TEST_F(ATornWrite, MayHaveCutOffTheOldEndBeforeTheNewEntriesCame) {
  log.truncate_from(LogIndex{2});
  append_and_write("new");
  EXPECT_THAT(torn(disk),
              testing::UnorderedElementsAre("term 1, vote S1: a old", "term 1, vote S1: a",
                                            "term 1, vote S1: a new"));
}

TEST_F(ATornWrite, KeepsTermAndVoteTogetherOrNotAtAll) {
  disk.write({.term_and_vote = TermAndVote{Term{2}, ServerId{3}}}, log);
  EXPECT_THAT(torn(disk),
              testing::UnorderedElementsAre("term 1, vote S1: a old", "term 2, vote S3: a old"));
}

// Term 2 brings two entries of term 1 and one of its own.
struct ATornWriteOfTermAndLog : ATornWrite {
  ATornWriteOfTermAndLog() {
    log.truncate_from(LogIndex{2});
    for (const char* command : {"x", "y"}) {
      log.append({Term{1}, EntryKind::command, Command(command)});
    }
    log.append({Term{2}, EntryKind::command, Command("z")});
    disk.write({.term_and_vote = TermAndVote{Term{2}, std::nullopt}, .log_from = LogIndex{2}}, log);
  }
};

TEST_F(ATornWriteOfTermAndLog, KeepsEitherWithoutTheOtherButNoEntryWithoutItsTerm) {
  EXPECT_THAT(torn(disk),
              testing::UnorderedElementsAre(
                  "term 1, vote S1: a old", "term 1, vote S1: a", "term 1, vote S1: a x",
                  "term 1, vote S1: a x y",  // the log without its term; z is cut off
                  "term 2: a old",           // the term without its log
                  "term 2: a", "term 2: a x", "term 2: a x y", "term 2: a x y z"));
}

TEST_F(ATornWriteOfTermAndLog, LeavesADiskThatANodeCanBeginWith) {
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    Random chance(seed);
    Disk crashed = disk;
    crashed.crash(chance);
    Effects effects;
    Raft node({.me = {2}, .voters = ServerSet::first(3)});
    EXPECT_TRUE(node.restore(crashed.durable(), effects)) << text_of(crashed.durable());
  }
}

TEST_F(ATornWriteOfTermAndLog, IsWholeOnceItIsSynced) {
  disk.synced();
  EXPECT_THAT(torn(disk), testing::ElementsAre("term 2: a x y z"));
}

TEST_F(DiskTest, ATruncatedTailDoesNotComeBack) {
  for (const char* command : {"x=1", "x=2", "x=3"}) append_and_write(command);
  disk.synced();
  log.truncate_from(LogIndex{2});
  append_and_write("y=2");
  disk.synced();
  disk.crash(random);
  EXPECT_EQ(disk.durable().log, log);
}

}  // namespace
}  // namespace raft::disk_test
