#include "simulation/stage.h"

#include <gtest/gtest.h>

namespace raft::stage_test {
namespace {

using namespace std::chrono_literals;

constexpr ServerId S1{1}, S2{2}, S3{3}, S4{4};

bool has_leader(const Stage& stage) { return stage.leader().has_value(); }

StageSetup setup(const char* node = "raft", unsigned servers = 3) {
  return {.node = *find_node_type(node), .servers = servers, .seed = 7};
}

TEST(StageByHand, NothingMovesUntilItIsTold) {
  Stage stage(setup());
  stage.time_out(S1);
  EXPECT_EQ(stage.in_flight().size(), 2u);
  EXPECT_EQ(stage.view(S2).term_and_vote.current_term, Term{0});
  EXPECT_EQ(stage.deliver({.to = S2}), 1u);
  EXPECT_EQ(stage.view(S2).term_and_vote.current_term, Term{1});
  EXPECT_EQ(stage.view(S3).term_and_vote.current_term, Term{0});
}

TEST(StageByHand, DeliverMovesOnlyWhatWasOnItsWay) {
  Stage stage(setup());
  stage.time_out(S1);
  EXPECT_EQ(stage.deliver(), 2u);
  EXPECT_FALSE(stage.leader()) << "the votes are still on their way";
  stage.deliver();
  EXPECT_EQ(stage.leader(), S1);
}

TEST(StageByHand, ADuplicatedMessageArrivesTwice) {
  Stage stage(setup());
  stage.time_out(S1);
  stage.duplicate({.to = S2});
  EXPECT_EQ(stage.deliver({.to = S2}), 2u);
  EXPECT_EQ(stage.in_flight({.from = S2}).size(), 2u);
}

TEST(StageByHand, OneMessageCanBeChosenByItsId) {
  Stage stage(setup());
  stage.time_out(S1);
  const MessageId to_s3 = stage.in_flight({.to = S3}).front()->id;
  EXPECT_TRUE(stage.deliver_one(to_s3));
  EXPECT_EQ(stage.view(S3).term_and_vote.voted_for, S1);
  EXPECT_FALSE(stage.deliver_one(to_s3)) << "it is not on its way any more";
  EXPECT_FALSE(stage.drop_one(to_s3));
  EXPECT_FALSE(stage.duplicate_one(to_s3));
  EXPECT_EQ(stage.in_flight({.to = S2}).size(), 1u);
}

TEST(StageByTime, ALeaderIsElectedAndClientsAreServed) {
  Stage stage(setup());
  ASSERT_TRUE(stage.run_until(has_leader, 2s));
  stage.add_clients(2, {});
  stage.run_for(1s);
  stage.stop_clients();
  stage.run_for(1s);
  EXPECT_GT(stage.history().size(), 20u);
  EXPECT_EQ(stage.store(S1), stage.store(S2));
  EXPECT_EQ(stage.store(S2), stage.store(S3));
}

TEST(StageByTime, ComparingAndSettingSucceedsAndFails) {
  Stage stage(setup());
  stage.run_until(has_leader, 2s);
  stage.add_clients(3, {.keys = 1, .compare_and_sets = 400'000});
  stage.run_for(2s);
  int ok = 0, failed = 0;
  for (const Operation& operation : stage.history()) {
    if (!operation.command.starts_with("cas ")) continue;
    ok += operation.result == "ok";
    failed += operation.result == "failed";
  }
  EXPECT_GT(ok, 10);
  EXPECT_GT(failed, 10);
}

TEST(StageByTime, AClusterOfOneServesItsClients) {
  Stage stage(setup("raft", 1));
  stage.run_until(has_leader, 2s);
  stage.add_clients(1, {});
  stage.run_for(1s);
  ASSERT_FALSE(stage.history().empty());
  EXPECT_EQ(stage.history().front().outcome, OperationOutcome::ok);
}

TEST(StageFaults, ACrashedServerHearsNothingAndComesBackWithItsDisk) {
  Stage stage(setup());
  stage.time_out(S1);
  stage.deliver_all();
  stage.propose(S1, "x=1");
  stage.deliver_all();
  stage.crash(S2);
  stage.propose(S1, "x=2");
  stage.deliver_all();
  stage.restart(S2);
  EXPECT_EQ(stage.view(S2).log->last_index(), LogIndex{2}) << "the no-op and x=1";
  EXPECT_EQ(stage.view(S2).commit_index, LogIndex{0}) << "the commit index is volatile";
  stage.heartbeat(S1);
  stage.deliver_all();
  EXPECT_EQ(stage.store(S2).get("x"), "2");
}

TEST(StageFaults, APausedServerHandlesItsMessagesWhenItWakes) {
  Stage stage(setup());
  stage.pause(S2);
  stage.time_out(S1);
  stage.deliver();
  EXPECT_EQ(stage.view(S2).term_and_vote.current_term, Term{0});
  stage.resume(S2);
  EXPECT_EQ(stage.view(S2).term_and_vote.current_term, Term{1});
}

TEST(StageFaults, AServerThatWaitsForItsDiskSaysNothingUntilItIsDone) {
  StageSetup slow = setup();
  slow.disk = {.sync_min = 40ms, .sync_max = 40ms};
  Stage stage(slow);
  stage.time_out(S1);
  EXPECT_TRUE(stage.in_flight().empty()) << "its vote for itself is not on the disk yet";
  stage.run_for(45ms);
  EXPECT_FALSE(stage.in_flight().empty());
}

TEST(StageFaults, AFastClockLosesPatienceFirst) {
  Stage stage(setup("election"));
  stage.set_clock_rate(S3, 10'000);
  stage.run_until(has_leader, 1s);
  EXPECT_EQ(stage.leader(), S3);
  EXPECT_LT(stage.now(), VirtualTime(60ms));
}

TEST(StageFaults, MessagesAcrossAPartitionAreLost) {
  Stage stage(setup());
  stage.partition({ServerSet{S1}, ServerSet{S2, S3}});
  stage.time_out(S1);
  stage.deliver_all();
  EXPECT_EQ(stage.counts().messages_lost, 2u);
  EXPECT_FALSE(stage.leader());
}

TEST(StageCast, AServerThatJoinsWaitsToBeAdded) {
  Stage stage(setup());
  stage.join(S4);
  stage.run_for(2s);
  EXPECT_EQ(stage.view(S4).term_and_vote.current_term, Term{0}) << "it is of no configuration";
  stage.run_until(has_leader, 2s);
  stage.reconfigure(*stage.leader(), ServerSet::first(4));
  stage.run_for(1s);
  EXPECT_EQ(stage.view(S4).members.voters, ServerSet::first(4));
}

TEST(StageJudge, ABrokenInvariantStopsTheRun) {
  Stage stage(setup("naive-copy"));
  stage.propose(S1, "x=1");
  stage.propose(S2, "x=2");
  stage.deliver_all();
  ASSERT_TRUE(stage.violation());
  EXPECT_EQ(stage.violation()->invariant, "State Machine Safety");
  const VirtualTime stopped = stage.now();
  stage.run_for(1s);
  EXPECT_EQ(stage.now(), stopped);
}

TEST(StageJudge, AStepThatACrashUndoesBeforeItWasSavedBreaksNothing) {
  StageSetup slow = setup();
  slow.disk = {.sync_min = 40ms, .sync_max = 40ms};
  Stage stage(slow);
  stage.time_out(S1);
  stage.run_for(45ms);
  stage.deliver({.to = S2});
  EXPECT_EQ(stage.view(S2).term_and_vote.voted_for, S1) << "voted, and not yet saved";
  stage.crash(S2);
  stage.restart(S2);
  stage.time_out(S3);
  stage.run_for(45ms);
  stage.deliver({.from = S3, .to = S2});
  stage.run_for(45ms);
  EXPECT_EQ(stage.view(S2).term_and_vote.voted_for, S3) << "nobody had heard of the first vote";
  EXPECT_FALSE(stage.violation());
}

TEST(StageGate, AMessageThatNoHonestServerSendsIsCountedAndChangesNothing) {
  Stage stage(setup());
  const std::uint64_t before = stage.digest();
  stage.forge({S2, S1, Term{1}, AppendEntries{.prev_log = {Term{9}, LogIndex{1}}}});
  stage.deliver();
  EXPECT_EQ(stage.counts().messages_refused, 1u);
  EXPECT_EQ(stage.digest(), before);
}

TEST(StageValue, ACopyHasTheSameFuture) {
  Stage stage(setup());
  stage.add_clients(2, {});
  stage.run_for(700ms);
  Stage copy = stage;
  stage.run_for(1s);
  EXPECT_NE(copy.digest(), stage.digest());
  copy.run_for(1s);
  EXPECT_EQ(copy.digest(), stage.digest());
  EXPECT_EQ(copy.history(), stage.history());
}

TEST(StageValue, TheSameSeedGivesTheSameRunAndAnotherSeedAnother) {
  const auto digest_after_a_second = [](std::uint64_t seed) {
    StageSetup wanted = setup();
    wanted.seed = seed;
    wanted.network.loss = 50'000;
    Stage stage(wanted);
    stage.run_for(1s);
    return stage.digest();
  };
  EXPECT_EQ(digest_after_a_second(1), digest_after_a_second(1));
  EXPECT_NE(digest_after_a_second(1), digest_after_a_second(2));
}

TEST(StageValue, RecordingTheTraceChangesNothingInTheRun) {
  const auto digest = [](bool record) {
    StageSetup wanted = setup();
    wanted.record = record;
    wanted.check_invariants = record;
    Stage stage(wanted);
    stage.add_clients(2, {});
    stage.run_for(1s);
    return stage.digest();
  };
  EXPECT_EQ(digest(true), digest(false));
}

}  // namespace
}  // namespace raft::stage_test
