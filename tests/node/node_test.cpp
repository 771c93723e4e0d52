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
  using hears = Events<Tick>;
  using objects_to = Questions<Candidacy>;

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
  EXPECT_TRUE(node.agreed(Commit{{1}, {}}));
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
constexpr bool placed = part_checks::well_placed<Part, Parts...>();

static_assert(placed<Replication, Election, Replication>);
static_assert(!placed<Replication, Replication, Election>, "before what it builds on");
static_assert(!placed<Replication, Replication>, "without what it builds on");
static_assert(placed<Election, Election>, "the first part builds on nothing");
static_assert(placed<ElectionRestriction, Election, Replication, ElectionRestriction>);
static_assert(!placed<ElectionRestriction, Election, ElectionRestriction, Replication>);
static_assert(!placed<JointConsensus, Election, Replication, JointConsensus>);
static_assert(placed<JointConsensus, Election, Replication, Membership, JointConsensus>);
static_assert(placed<Membership, Election, Replication, Membership>, "Durability may be missing");
static_assert(!placed<Membership, Election, Replication, Membership, Durability>,
              "what is on the disk is read before the members are looked for in it");

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
         a.answers == b.answers && a.message_refused == b.message_refused &&
         a.message_ignored == b.message_ignored;
}

TYPED_TEST(EveryNode, does_the_same_on_the_same_inputs) {
  const std::vector<Command> commands{Command("x=1"), Command("y=2")};
  Random random(11);
  Effects one_effects, fresh_each_time;
  TypeParam one({.me = S1, .voters = {S1, S2, S3}}), other = one;
  for (int i = 0; i < 500; ++i) {
    const Input input = any_input(random, commands);
    raft::step(one, input, one_effects);
    fresh_each_time = Effects{};
    raft::step(other, input, fresh_each_time);
    ASSERT_TRUE(one == other) << "step " << i;
    ASSERT_EQ(digest_of(one), digest_of(other));
    ASSERT_TRUE(same(one_effects, fresh_each_time)) << "step " << i;
  }
}

TEST(TheEffects, of_no_step_ask_for_nothing) {
  const Effects effects;
  EXPECT_FALSE(effects.save.needed() || effects.apply.needed());
  EXPECT_FALSE(effects.message_refused || effects.message_ignored);
}

TYPED_TEST(EveryNode, begins_each_step_with_empty_effects) {
  Effects effects;
  TypeParam node({.me = S1, .voters = {S1, S2, S3}});
  node.step(ElectionTimeout{}, effects);
  EXPECT_EQ(effects.messages.size(), 2u);
  node.step(Tick{}, effects);
  EXPECT_TRUE(same(effects, Effects{}));
}

// What no part hears cannot happen to a node, and the compiler knows it.
static_assert(ElectionNode::hears<Tick> && !ElectionNode::hears<Propose>);
static_assert(ReplicatingNode::hears<Propose> && !ReplicatingNode::hears<Reconfigure>);
static_assert(Raft::hears<Reconfigure>);

TEST(TheFrame, answers_each_question_under_its_ticket) {
  Effects effects;
  Raft node({.me = S1, .voters = {S1}});
  node.step(ElectionTimeout{}, effects);
  const Command command("x=1");
  node.step(Propose{.commands = {&command, 1}, .ticket = {7}}, effects);
  EXPECT_EQ(effects.answer_to({7}), Answer(Accepted{{2}, {2}}));
  EXPECT_EQ(effects.answer_to({8}), Answer()) << "nobody has asked that";
  node.step(Reconfigure{.voters = {}, .ticket = {8}}, effects);
  EXPECT_EQ(effects.answer_to({8}), Answer(Refused{Refusal::no_voters, S1}));
  EXPECT_EQ(effects.answer_to({7}), Answer()) << "that was the step before";
}

// ---- the order in which events are told

// Writes down, of three events that cause each other, which it hears when.
template <char name>
struct Listener {
  using hears = Events<ElectionTimeout, BecameCandidate, Elected, Settling>;

  explicit Listener(const Setup&) {}

  void note(const char* what, auto& node) { node.paper += std::string(1, name) + what; }
  void on(const ElectionTimeout&, auto& node) { note(":timeout ", node); }
  void on(const BecameCandidate&, auto& node) { note(":stands ", node); }
  void on(const Elected&, auto& node) { note(":wins ", node); }
  void on(const Settling&, auto& node) { note(":settles ", node); }
};

TEST(TheFrame, tells_what_an_event_causes_before_the_next_part_hears_the_event) {
  Effects effects;
  Node<Paper, Listener<'a'>, Election, Listener<'z'>> node({.me = S1, .voters = {S1}});
  node.step(ElectionTimeout{}, effects);
  EXPECT_EQ(node.paper, "a:timeout a:stands z:stands a:wins z:wins z:timeout a:settles z:settles ");
}

// Changes something in the last moment in which that is possible.
struct Latecomer {
  using hears = Events<Settling>;
  explicit Latecomer(const Setup&) {}
  void on(const Settling&, auto& node) { node.term_and_vote.current_term = Term{9}; }
};

TEST(TheFrame, saves_what_happened_while_the_step_settled) {
  Effects effects;
  Node<Election, Replication, Durability, Latecomer> node({.me = S1, .voters = {S1, S2}});
  node.step(Tick{}, effects);
  ASSERT_TRUE(effects.save.term_and_vote);
  EXPECT_EQ(effects.save.term_and_vote->current_term, Term{9});
}

// ---- what a later part may object to

// Holds back what goes to S2, does not heed S3, and takes no commands.
struct Reluctant {
  using objects_to = Questions<Every<Sending>, Every<Heed>, Proposal>;

  explicit Reluctant(const Setup&) {}

  template <class M>
  bool allows(const Sending<M>& sending, const auto&) const {
    return sending.to != S2;
  }
  template <class M>
  bool allows(const Heed<M>& heed, const auto&) const {
    return heed.received.from != S3;
  }
  bool allows(const Proposal& proposal, const auto&) const {
    proposal.why = Refusal::change_in_progress;
    return false;
  }
};

using ReluctantNode = Node<Election, Replication, Reluctant>;

TEST(TheFrame, does_not_send_what_a_part_holds_back) {
  Effects effects;
  ReluctantNode node({.me = S1, .voters = {S1, S2, S3}});
  node.step(ElectionTimeout{}, effects);
  ASSERT_EQ(effects.messages.size(), 1u);
  EXPECT_EQ(effects.messages[0].to, S3);
}

// Asks everybody for a vote whenever its clock ticks, and counts those that it could ask.
struct Asker {
  using hears = Events<Tick>;
  using speaks = Messages<RequestVote>;
  explicit Asker(const Setup&) {}
  int asked = 0;
  void on(const Tick&, auto& node) {
    for (const ServerId peer : node.peers) asked += node.send(peer, RequestVote{}) ? 1 : 0;
  }
};

TEST(TheFrame, tells_who_sends_whether_a_part_has_held_it_back) {
  Effects effects;
  Node<Election, Replication, Reluctant, Asker> node({.me = S1, .voters = {S1, S2, S3}});
  node.step(Tick{}, effects);
  EXPECT_EQ(node.asked, 1) << "S2 is not spoken to";
}

TEST(TheFrame, learns_nothing_from_a_message_that_a_part_does_not_heed) {
  Effects effects;
  ReluctantNode node({.me = S1, .voters = {S1, S2, S3}});
  node.step(Message{S3, S1, {7}, RequestVote{}}, effects);
  EXPECT_TRUE(effects.message_ignored);
  EXPECT_FALSE(effects.message_refused) << "its sender is honest";
  EXPECT_EQ(node.term_and_vote.current_term, Term{0}) << "not even its term";
  EXPECT_TRUE(effects.messages.empty());
  node.step(Tick{}, effects);
  EXPECT_FALSE(effects.message_ignored) << "that was the step before";
  node.step(Message{S2, S1, {7}, RequestVote{}}, effects);
  EXPECT_FALSE(effects.message_ignored);
  EXPECT_EQ(node.term_and_vote.current_term, Term{7});
}

TEST(TheFrame, turns_a_proposal_away_with_the_reason_of_the_part_that_objects) {
  Effects effects;
  ReluctantNode node({.me = S1, .voters = {S1}});
  node.step(ElectionTimeout{}, effects);
  const Command command("x=1");
  node.step(Propose{.commands = {&command, 1}, .ticket = {1}}, effects);
  EXPECT_EQ(effects.answer_to({1}), Answer(Refused{Refusal::change_in_progress, S1}));
  EXPECT_TRUE(node.log.empty());
}

// A part may count otherwise than by majority, so it is told who holds the entry.
struct All {
  using objects_to = Questions<Commit>;
  explicit All(const Setup&) {}
  bool allows(const Commit& commit, const auto&) const { return commit.holders.size() == 3; }
};

TEST(TheFrame, tells_a_part_that_is_asked_about_a_commit_who_holds_the_entry) {
  HandCluster<Node<Election, Replication, All>> c(3);
  c.elect(S1);
  c.cut(S1, S3);
  c.propose(S1, "x=1");
  c.deliver_all();
  EXPECT_EQ(c.commit_of(S1), 0u) << "only two hold it";
  c.heal();
  c.heartbeat(S1);
  c.deliver_all();
  EXPECT_EQ(c.commit_of(S1), 1u);
}

// ---- a setup that nobody can live with

TEST(TheFrame, does_not_begin_with_a_setup_that_no_server_can_live_with) {
  const raft::Setup good{.me = S1, .voters = {S1}};
  const auto with = [&](auto change) {
    raft::Setup setup = good;
    change(setup);
    return setup;
  };
  EXPECT_TRUE(sound(good));
  for (const raft::Setup& bad :
       {with([](raft::Setup& s) { s.me = {0}; }), with([](raft::Setup& s) { s.me = {65}; }),
        with([](raft::Setup& s) { s.timing.election_timeout_min = 0; }),
        with([](raft::Setup& s) { s.timing.election_timeout_max = 149; }),
        with([](raft::Setup& s) { s.timing.heartbeat_interval = 0; }),
        with([](raft::Setup& s) { s.entries_per_message = 0; })}) {
    EXPECT_FALSE(sound(bad));
  }
  for (const raft::Setup& edge :
       {with([](raft::Setup& s) { s.me = {64}; }),
        with([](raft::Setup& s) { s.timing = {1, 1, 1}; }),
        with([](raft::Setup& s) { s.entries_per_message = 1; })}) {
    EXPECT_TRUE(sound(edge));
  }
  EXPECT_DEATH(Raft(with([](raft::Setup& s) { s.entries_per_message = 0; })), "can live with");
}

// Paper section 9.3 recommends 150 to 300 ms, as here with a tick a millisecond.
TEST(ASetup, of_which_nothing_is_said_has_the_papers_times) {
  const raft::Setup setup;
  EXPECT_EQ(setup.timing, (Timing{150, 300, 50}));
  EXPECT_EQ(setup.entries_per_message, 1024u);
  EXPECT_EQ(setup.seed, 1u);
}

// Figure 2 lets a reader check the paper: what is sent carries the sender's identity and term.
TEST(TheFrame, writes_sender_receiver_and_term_on_every_message) {
  HandCluster<Raft> c(3);
  c.timeout(S2);
  const std::vector<Message>& messages = c.effects(S2).messages;
  ASSERT_EQ(messages.size(), 2u);
  EXPECT_EQ(messages[0].to, S1);
  EXPECT_EQ(messages[1].to, S3);
  for (const Message& message : messages) {
    EXPECT_EQ(message.from, S2);
    EXPECT_EQ(message.term, Term{1});
  }
}

}  // namespace
}  // namespace raft
