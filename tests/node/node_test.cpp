/// @file
/// The frame: a node is the sum of its parts, a regular value, and a function of its inputs.

#include "node/node.h"

#include <gtest/gtest.h>

#include "core/random.h"
#include "election/election_node.h"
#include "membership/raft.h"
#include "node/hand_cluster.h"
#include "replication/replicating_node.h"
#include "safety/safe_node.h"

namespace raft {
namespace {

// ---- tell and agreed, with parts made for the purpose

// Two parts that write down when they hear a tick, and may object to standing for election.
template <char name>
struct Scribe {
  explicit Scribe(const Setup&) {}
  bool objects = false;

  void on(const Tick&, auto& node) { node.paper += name; }
  bool allows(const Candidacy&, const auto&) const { return !objects; }
};

struct Paper {
  explicit Paper(const Setup&) {}
  std::string paper;
};

using Scribes = Node<Paper, Election, Scribe<'a'>, Scribe<'b'>>;
using ScribesTurned = Node<Paper, Election, Scribe<'b'>, Scribe<'a'>>;

TEST(TheFrame, tells_an_event_to_every_part_in_the_order_in_which_they_are_listed) {
  Effects effects;
  Scribes node({.me = S1, .voters = {S1}});
  node.step(Tick{}, effects);
  EXPECT_EQ(node.paper, "ab");
  ScribesTurned turned({.me = S1, .voters = {S1}});
  turned.step(Tick{}, effects);
  EXPECT_EQ(turned.paper, "ba");
}

TEST(TheFrame, agrees_only_if_no_part_objects) {
  Scribes node({.me = S1, .voters = {S1}});
  EXPECT_TRUE(node.agreed(Candidacy{}));
  static_cast<Scribe<'b'>&>(node).objects = true;
  EXPECT_FALSE(node.agreed(Candidacy{}));
  static_cast<Scribe<'b'>&>(node).objects = false;
  static_cast<Scribe<'a'>&>(node).objects = true;
  EXPECT_FALSE(node.agreed(Candidacy{}));
}

TEST(TheFrame, agrees_if_no_part_has_an_opinion) {
  const Scribes node({.me = S1, .voters = {S1}});
  EXPECT_TRUE(node.agreed(Commit{{1}}));
}

TEST(TheFrame, a_part_that_objects_to_a_candidacy_keeps_the_server_a_follower) {
  Effects effects;
  Scribes node({.me = S1, .voters = {S1}});
  static_cast<Scribe<'a'>&>(node).objects = true;
  node.step(ElectionTimeout{}, effects);
  EXPECT_FALSE(node.leads());
  EXPECT_EQ(node.term_and_vote.current_term, Term{0});
}

// ---- builds_on

// A node whose parts stand in the wrong order does not compile; this is the condition it asserts.
template <class Part, class... Parts>
constexpr bool placed = node_detail::well_placed<Part, Parts...>();

static_assert(placed<Replication, Election, Replication>);
static_assert(!placed<Replication, Replication, Election>, "before what it builds on");
static_assert(!placed<Replication, Replication>, "without what it builds on");
static_assert(placed<Election, Election>, "the first part builds on nothing");
static_assert(placed<ElectionRestriction, Election, Replication, ElectionRestriction>);
static_assert(!placed<ElectionRestriction, Election, ElectionRestriction, Replication>);
static_assert(!placed<JointConsensus, Election, Replication, JointConsensus>);
static_assert(placed<JointConsensus, Election, Replication, Membership, JointConsensus>);

// ---- a regular value

template <class NodeType>
class EveryNode : public testing::Test {};
using NodeTypes = testing::Types<ElectionNode, ReplicatingNode, SafeNode, Raft>;
TYPED_TEST_SUITE(EveryNode, NodeTypes);

TYPED_TEST(EveryNode, is_equal_to_its_copy_until_one_of_them_steps) {
  Effects effects;
  TypeParam node({.me = S1, .voters = {S1, S2, S3}});
  TypeParam copy = node;
  EXPECT_TRUE(copy == node);
  EXPECT_EQ(digest_of(copy), digest_of(node));
  copy.step(Tick{}, effects);
  EXPECT_FALSE(copy == node);
  EXPECT_NE(digest_of(copy), digest_of(node));
  node.step(Tick{}, effects);
  EXPECT_TRUE(copy == node) << "the effects are no part of the value";
}

TYPED_TEST(EveryNode, is_not_equal_to_one_with_another_identity_or_seed) {
  const TypeParam node({.me = S1, .voters = {S1, S2}, .seed = 1});
  EXPECT_FALSE(node == TypeParam({.me = S2, .voters = {S1, S2}, .seed = 1}));
  EXPECT_FALSE(node == TypeParam({.me = S1, .voters = {S1, S2}, .seed = 2}));
  EXPECT_NE(digest_of(node), digest_of(TypeParam({.me = S2, .voters = {S1, S2}, .seed = 1})));
}

TYPED_TEST(EveryNode, can_be_rewound_by_assigning_an_earlier_copy) {
  Effects effects;
  TypeParam node({.me = S1, .voters = {S1, S2, S3}});
  const TypeParam earlier = node;
  node.step(ElectionTimeout{}, effects);
  node = earlier;
  EXPECT_TRUE(node == earlier);
  node.step(ElectionTimeout{}, effects);
  EXPECT_EQ(node.term_and_vote.current_term, Term{1});
}

// ---- a function of its inputs

// Some input that can come to S1 of three, drawn from `random`.
Input any_input(Random& random, std::span<const Command> commands) {
  const ServerId from = random.happens(500'000) ? S2 : S3;
  const Term term{random.between(1, 4)};
  switch (random.between(0, 6)) {
    case 0:
      return ElectionTimeout{};
    case 1:
      return Propose{commands};
    case 2:
      return Message{from, S1, term, RequestVoteReply{random.happens(700'000)}};
    case 3:
      return Message{from, S1, term, RequestVote{}};
    case 4:
      return Message{from, S1, term, append_entries(at(0, 0), {entry(1, "e1")}, 1)};
    case 5:
      return Message{from, S1, term,
                     AppendEntriesReply{.success = true, .match_index = {random.between(0, 2)}}};
    default:
      return Tick{};
  }
}

bool same(const Effects& a, const Effects& b) {
  return a.save == b.save && a.messages == b.messages && a.apply == b.apply &&
         a.answer == b.answer && a.message_refused == b.message_refused;
}

TYPED_TEST(EveryNode, does_the_same_on_the_same_inputs) {
  const std::vector<Command> commands{Command("x=1"), Command("y=2")};
  Random random(11);
  Effects one_effects, fresh_each_time;
  TypeParam one({.me = S1, .voters = {S1, S2, S3}}), other = one;
  for (int i = 0; i < 500; ++i) {
    const Input input = any_input(random, commands);
    one.step(input, one_effects);
    fresh_each_time = Effects{};
    other.step(input, fresh_each_time);
    ASSERT_TRUE(one == other) << "step " << i;
    ASSERT_EQ(digest_of(one), digest_of(other));
    ASSERT_TRUE(same(one_effects, fresh_each_time)) << "step " << i;
  }
}

TYPED_TEST(EveryNode, begins_each_step_with_empty_effects) {
  Effects effects;
  TypeParam node({.me = S1, .voters = {S1, S2, S3}});
  node.step(ElectionTimeout{}, effects);
  EXPECT_EQ(effects.messages.size(), 2u);
  node.step(Tick{}, effects);
  EXPECT_TRUE(same(effects, Effects{}));
}

// A node that is not the sum of many parts lacks their answers, and does not invent any.
TEST(TheFrame, gives_no_answer_to_what_no_part_understands) {
  Effects effects;
  ElectionNode election({.me = S1, .voters = {S1}});
  const Command command("x=1");
  election.step(Propose{{&command, 1}}, effects);
  EXPECT_EQ(effects.answer, Answer());
  SafeNode safe({.me = S1, .voters = {S1}});
  safe.step(Reconfigure{{S1, S2}}, effects);
  EXPECT_EQ(effects.answer, Answer());
}

// Figure 2 lets a reader check the paper: what is sent carries the sender's identity and term.
TEST(TheFrame, writes_sender_receiver_and_term_on_every_message) {
  HandCluster<Raft> c(3);
  c.timeout(S2);
  for (const Message& message : c.effects(S2).messages) {
    EXPECT_EQ(message.from, S2);
    EXPECT_EQ(message.term, Term{1});
  }
  EXPECT_EQ(c.effects(S2).messages.size(), 2u);
}

}  // namespace
}  // namespace raft
