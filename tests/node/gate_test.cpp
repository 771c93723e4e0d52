/// @file
/// The gate: a message that no honest server sends is counted and changes nothing.

#include "node/gate.h"

#include <gtest/gtest.h>

#include "membership/raft.h"
#include "node/hand_cluster.h"

namespace raft {
namespace {

constexpr std::uint64_t huge = std::uint64_t{1} << 62;

Message message(Message::Body body, std::uint64_t term = 5) {
  return {.from = S2, .to = S1, .term = {term}, .body = std::move(body)};
}

// What an honest S2 could send to S1 in term 5: one of each kind.
std::vector<Message> honest_messages() {
  return {message(RequestVote{.last_log = at(4, 9)}),
          message(RequestVote{}),
          message(RequestVoteReply{.vote_granted = true}),
          message(append_entries(at(4, 9), {entry(4, "a"), entry(5, "b")}, 10)),
          message(append_entries(at(0, 0), {})),
          message(AppendEntriesReply{.success = true, .match_index = {9}}),
          message(AppendEntriesReply{.prev_log_index = {9}, .conflict = at(5, 3)})};
}

std::vector<Message> dishonest_messages() {
  std::vector<Message> all{
      message(RequestVote{}, 0),  // there is no election in term 0
      message(RequestVoteReply{}, 0),
      message(RequestVote{}, huge),                // no cluster lives so long
      message(RequestVote{.last_log = at(5, 9)}),  // an entry of the term that only now begins
      message(RequestVote{.last_log = at(4, 0)}),  // an entry before the first
      message(RequestVote{.last_log = at(0, 9)}),  // an entry from before the first election
      message(RequestVote{.last_log = at(4, huge)}),
      message(RequestVote{.last_log = at(huge, 9)}),
      message(append_entries(at(4, 0), {})),
      message(append_entries(at(0, 4), {})),
      message(append_entries(at(4, huge), {})),
      message(append_entries(at(6, 9), {})),               // an entry of a later term
      message(append_entries(at(4, 9), {entry(3, "a")})),  // terms do not decrease along a log
      message(append_entries(at(3, 9), {entry(4, "a"), entry(3, "b")})),
      message(append_entries(at(4, 9), {entry(6, "a")})),
      message(append_entries(at(0, 0), {entry(0, "a")})),
      message(append_entries(at(4, 9), {}, huge)),
      message(AppendEntriesReply{.match_index = {huge}}),
      message(AppendEntriesReply{.prev_log_index = {huge}}),
      message(AppendEntriesReply{.conflict = at(6, 3)}),
      message(AppendEntriesReply{.conflict = at(0, 3)}),
      message(AppendEntriesReply{.conflict = at(3, 0)}),
      message(AppendEntriesReply{.conflict = at(3, huge)})};
  for (int wrong = 0; wrong < 4; ++wrong) {
    Message letter = message(RequestVote{});
    if (wrong == 0) letter.to = S3;              // for somebody else
    if (wrong == 1) letter.from = S1;            // from myself
    if (wrong == 2) letter.from = ServerId{0};   // from nobody
    if (wrong == 3) letter.from = ServerId{65};  // from beyond the last id
    all.push_back(letter);
  }
  return all;
}

TEST(TheGate, lets_honest_messages_pass) {
  for (const Message& honest : honest_messages()) {
    EXPECT_TRUE(well_formed(honest, S1)) << "kind " << honest.body.index();
  }
}

TEST(TheGate, knows_every_server_up_to_the_last) {
  EXPECT_TRUE(well_formed(Message{ServerId{64}, S1, {5}, RequestVote{}}, S1));
  EXPECT_TRUE(well_formed(Message{S1, ServerId{64}, {5}, RequestVote{}}, ServerId{64}));
}

TEST(TheGate, turns_every_kind_of_malformed_message_away) {
  int number = 0;
  for (const Message& dishonest : dishonest_messages()) {
    EXPECT_FALSE(well_formed(dishonest, S1)) << "message " << number;
    ++number;
  }
}

TEST(TheGate, a_refused_message_is_reported_and_changes_nothing_in_any_role) {
  for (const char* role : {"follower", "candidate", "leader"}) {
    for (const Message& dishonest : dishonest_messages()) {
      HandCluster<Raft> c(3);
      if (role != std::string("follower")) c.timeout(S1);
      if (role == std::string("leader")) c.deliver_all();
      ASSERT_EQ(c.role_of(S1), role);
      const Raft before = c.node(S1);
      c.step(S1, dishonest);
      EXPECT_TRUE(c.effects(S1).message_refused);
      EXPECT_TRUE(c.node(S1) == before);
      EXPECT_TRUE(c.silent(S1));
      EXPECT_FALSE(c.effects(S1).save.needed());
    }
  }
}

TEST(TheGate, the_report_is_about_one_step_only) {
  HandCluster<Raft> c(3);
  c.step(S1, dishonest_messages()[0]);
  c.tick(S1);
  EXPECT_FALSE(c.effects(S1).message_refused);
  c.step(S1, honest_messages()[0]);
  EXPECT_FALSE(c.effects(S1).message_refused);
}

// Not malformed, only late: a stale reply may name entries that a later leader has since deleted.
TEST(TheGate, a_stale_reply_that_promises_more_than_the_log_holds_is_no_reason_for_alarm) {
  HandCluster<Raft> c(3);
  c.elect(S1);
  c.elect(S2);
  c.receive(S2, S3, 1, AppendEntriesReply{.success = true, .match_index = {40}});
  EXPECT_FALSE(c.effects(S2).message_refused);
  EXPECT_TRUE(c.silent(S2));
}

// ---- a term that nobody has lived through

constexpr std::uint64_t leap = Election::farthest_leap;

TEST(ALeap, to_the_edge_of_the_terms_does_not_stop_a_cluster) {
  HandCluster<Raft> c(3);
  c.elect(S1);
  for (const Message::Body& body :
       {Message::Body(RequestVote{}), Message::Body(RequestVoteReply{}),
        Message::Body(AppendEntries{}), Message::Body(AppendEntriesReply{})}) {
    c.receive(S3, S2, huge - 1, body);
    EXPECT_TRUE(c.effects(S3).message_refused);
    EXPECT_EQ(c.term_of(S3), 1u);
  }
  c.elect(S3);
  EXPECT_EQ(c.term_of(S3), 2u) << "there are later terms left to be elected in";
}

TEST(ALeap, is_believed_as_far_as_a_server_may_have_come_alone) {
  HandCluster<Raft> c(3);
  c.elect(S1);
  c.receive(S3, S2, 1 + leap + 1, RequestVote{});
  EXPECT_EQ(c.term_of(S3), 1u);
  c.receive(S3, S2, 1 + leap, RequestVote{});
  EXPECT_EQ(c.term_of(S3), 1 + leap);
}

// Whichever bit of a term flips on the way, and though the next hundred elections reach nobody.
TEST(ALeap, of_one_flipped_bit_strands_nobody) {
  for (unsigned bit = 0; bit < 64; ++bit) {
    HandCluster<Raft> c(3);
    c.elect(S1);
    c.elect(S1);
    c.receive(S3, S2, 2 ^ (std::uint64_t{1} << bit), RequestVote{});
    for (int i = 0; i < 100; ++i) {
      c.timeout(S3);
      c.drop();
    }
    c.timeout(S3);
    c.deliver_all();
    c.elect(S1);
    EXPECT_EQ(c.term_of(S1), c.term_of(S2)) << "bit " << bit;
    EXPECT_EQ(c.term_of(S1), c.term_of(S3)) << "bit " << bit;
  }
}

// ---- what a server may find on its disk

Saved disk(TermAndVote term_and_vote, std::vector<Entry> entries) {
  Saved saved{.term_and_vote = term_and_vote};
  for (Entry& one : entries) saved.log.append(std::move(one));
  return saved;
}

TEST(ADisk, that_no_server_has_written_starts_no_server) {
  const Configuration nobody{};
  const std::vector<std::pair<const char*, Saved>> damaged{
      {"a vote for nobody there is", disk({{1}, ServerId{0}}, {})},
      {"a vote for a server beyond the last", disk({{1}, ServerId{65}}, {})},
      {"a term beyond all terms", disk({{huge}, {}}, {})},
      {"a log without its term", disk({{2}, {}}, {entry(3, "a")})},
      {"terms that decrease", disk({{3}, {}}, {entry(2, "a"), entry(1, "b")})},
      {"an entry of no term", disk({{3}, {}}, {entry(0, "a")})},
      {"a configuration without a voter", disk({{3}, {}}, {entry(1, nobody)})}};
  for (const auto& [what, saved] : damaged) {
    Effects effects;
    Raft node({.me = S1, .voters = {S1, S2, S3}});
    const Raft before = node;
    EXPECT_FALSE(node.restore(saved, effects)) << what;
    EXPECT_TRUE(node == before) << what;
    EXPECT_TRUE(effects.messages.empty()) << what;
  }
}

TEST(ADisk, that_a_server_has_written_starts_it) {
  Effects effects;
  Raft node({.me = S1, .voters = {S1, S2, S3}});
  EXPECT_TRUE(node.restore(disk({{3}, S2}, {entry(1, "a"), entry(3, Configuration{{S1, S2}, {}})}),
                           effects));
  EXPECT_EQ(node.term_and_vote, (TermAndVote{{3}, S2}));
  EXPECT_EQ(node.voters, (ServerSet{S1, S2}));
  Raft fresh({.me = S1, .voters = {S1}});
  EXPECT_TRUE(fresh.restore({}, effects)) << "an empty disk is one that was never written";
}

}  // namespace
}  // namespace raft
