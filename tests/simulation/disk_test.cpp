#include "simulation/disk.h"

#include <gtest/gtest.h>

namespace raft {
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

TEST_F(DiskTest, ATornWriteKeepsTheBeginningOfTheNewEntries) {
  disk.model.tears = true;
  for (const char* command : {"x=1", "x=2", "x=3", "x=4"}) append_and_write(command);
  disk.crash(random);
  const Log& kept = disk.durable().log;
  EXPECT_LE(kept.last_index(), log.last_index());
  for (LogIndex i{1}; i <= kept.last_index(); i = i.next()) EXPECT_EQ(kept[i], log[i]);
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
}  // namespace raft
