/// @file
/// The entries of a message, and the pool that makes them: shared between messages, used again,
/// never changed under somebody who holds them.

#include "node/entries.h"

#include <gtest/gtest.h>

#include "membership/raft.h"
#include "node/hand_cluster.h"

namespace raft {
namespace {

TEST(Entries, are_equal_if_what_they_hold_is_equal) {
  EXPECT_EQ(Entries(), Entries(std::vector<Entry>{}));
  EXPECT_EQ(Entries({entry(1, "a")}), Entries({entry(1, "a")}));
  EXPECT_FALSE(Entries({entry(1, "a")}) == Entries({entry(1, "b")}));
  EXPECT_FALSE(Entries({entry(1, "a")}) == Entries());
  EXPECT_EQ(digest_of(Entries({entry(1, "a")})), digest_of(Entries({entry(1, "a")})));
  EXPECT_NE(digest_of(Entries({entry(1, "a")})), digest_of(Entries({entry(1, "b")})));
}

TEST(Entries, of_nothing_are_empty) {
  EXPECT_TRUE(Entries().empty());
  EXPECT_EQ(Entries().span().size(), 0u);
  EXPECT_EQ(Entries().begin(), Entries().end());
}

TEST(EntriesPool, takes_from_an_index_on_at_most_so_many) {
  const Log log = log_of_terms({1, 1, 2, 2});
  EntriesPool pool;
  EXPECT_EQ(pool.take(log, {2}, 2), Entries({entry(1, "e2"), entry(2, "e3")}));
  EXPECT_EQ(pool.take(log, {3}, 100).size(), 2u);
  EXPECT_TRUE(pool.take(log, {5}, 100).empty());
  EXPECT_TRUE(pool.take(log, {1}, 0).empty());
}

TEST(EntriesPool, gives_the_same_batch_to_all_who_ask_for_the_same_in_one_step) {
  const Log log = log_of_terms({1, 1});
  EntriesPool pool;
  const Entries first = pool.take(log, {1}, 9), second = pool.take(log, {1}, 9);
  EXPECT_EQ(first.span().data(), second.span().data());
  EXPECT_NE(first.span().data(), pool.take(log, {2}, 9).span().data());
}

TEST(EntriesPool, gives_another_batch_when_the_log_has_grown_within_the_step) {
  Log log = log_of_terms({1, 1});
  EntriesPool pool;
  const Entries before = pool.take(log, {1}, 9);
  log.append(entry(1, "e3"));
  EXPECT_EQ(pool.take(log, {1}, 9).size(), 3u);
  EXPECT_EQ(before.size(), 2u);
}

TEST(EntriesPool, does_not_mistake_a_later_steps_entries_for_those_of_an_earlier_one) {
  Log log = log_of_terms({1, 1});
  EntriesPool pool;
  const Entries before = pool.take(log, {2}, 9);
  pool.step_ended();
  log.truncate_from({2});
  log.append(entry(2, "other"));
  EXPECT_EQ(pool.take(log, {2}, 9), Entries({entry(2, "other")}));
  EXPECT_EQ(before, Entries({entry(1, "e2")}));
}

TEST(EntriesPool, uses_a_batch_again_when_nobody_holds_it_any_more) {
  const Log log = log_of_terms({1, 1});
  EntriesPool pool;
  const Entry* place = pool.take(log, {1}, 9).span().data();
  pool.step_ended();
  EXPECT_EQ(pool.take(log, {2}, 9).span().data(), place);
}

TEST(EntriesPool, finds_the_one_batch_that_nobody_holds) {
  const Log log = log_of_terms({1, 1, 1, 1});
  EntriesPool pool;
  const Entries held = pool.take(log, {1}, 1);
  const Entry* free = pool.take(log, {2}, 1).span().data();
  for (const std::uint64_t first : {3u, 4u, 2u}) {
    pool.step_ended();
    EXPECT_EQ(pool.take(log, {first}, 1).span().data(), free);
  }
}

TEST(EntriesPool, needs_no_batch_for_a_heartbeat) {
  const Log log = log_of_terms({1, 1});
  EntriesPool pool;
  const Entries first = pool.take(log, {1}, 9);
  EXPECT_TRUE(pool.take(log, {3}, 9).empty());
  EXPECT_EQ(pool.take(log, {1}, 9).span().data(), first.span().data());
}

TEST(EntriesPool, that_is_assigned_to_forgets_the_log_that_it_served) {
  EntriesPool pool;
  pool.take(log_of_terms({1, 1}), {1}, 9);
  pool = EntriesPool();
  EXPECT_EQ(pool.take(log_of_terms({2, 2}), {1}, 9),
            Entries({entry(2, "e1"), entry(2, "e2")}));
}

TEST(EntriesPool, never_changes_a_batch_that_somebody_holds) {
  const Log log = log_of_terms({1, 1, 1, 1, 1, 1, 1, 1});
  EntriesPool pool;
  std::vector<Entries> held;
  for (std::uint64_t i = 1; i <= 200; ++i) {
    held.push_back(pool.take(log, {i % 8 + 1}, 1));
    pool.step_ended();
  }
  for (std::uint64_t i = 1; i <= 200; ++i) {
    EXPECT_EQ(held[i - 1], Entries({log[{i % 8 + 1}]}));
  }
}

TEST(EntriesPool, a_copy_of_the_effects_does_not_disturb_the_original) {
  const Log log = log_of_terms({1, 1});
  Effects effects;
  const Entries held = effects.entries().take(log, {1}, 1);
  Effects copy = effects;
  copy.clear();
  copy.entries().take(log, {2}, 1);
  EXPECT_EQ(held, Entries({entry(1, "e1")}));
}

// If the two shared batches, neither could ever tell that nobody holds one any more.
TEST(EntriesPool, of_copied_effects_use_their_own_batches_again) {
  const Log log = log_of_terms({1, 1});
  Effects effects;
  effects.entries().take(log, {1}, 1);
  Effects copy = effects;
  const auto batch_of = [&](Effects& one) {
    one.clear();
    return one.entries().take(log, {2}, 1).span().data();
  };
  const Entry* const again = batch_of(effects);
  EXPECT_EQ(batch_of(effects), again);
  EXPECT_NE(batch_of(copy), again);
  EXPECT_EQ(batch_of(copy), batch_of(copy));
}

// The messages of a leader to its followers carry one batch.
TEST(EntriesPool, a_leaders_messages_share_their_entries) {
  HandCluster<Raft> c(3);
  c.elect(S1);
  c.heartbeat(S1);
  c.deliver_all();
  c.propose(S1, {"a", "b"});
  const auto entries_to = [&](ServerId follower) {
    return std::get<AppendEntries>(c.in_flight(S1, follower).at(0).body).entries.span().data();
  };
  EXPECT_EQ(entries_to(S2), entries_to(S3));
}

// A message that is late shows the entries as they were when it was sent.
TEST(EntriesPool, a_message_on_its_way_keeps_its_entries_while_the_senders_log_changes) {
  HandCluster<Raft> c(3);
  c.elect(S1);
  c.heartbeat(S1);
  c.deliver_all();
  c.propose(S1, "lost");
  const auto late = c.take(S1, S3);
  c.drop();
  c.elect(S2);
  c.propose(S2, "kept");
  c.deliver_all();
  c.elect(S1);
  c.propose(S1, "more");
  EXPECT_EQ(std::get<AppendEntries>(late.at(0).body).entries, Entries({entry(1, "lost")}));
}

}  // namespace
}  // namespace raft
