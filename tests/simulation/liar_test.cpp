// What the gate cannot tell from the truth: a server that lies about commits. The cluster is lost
// then, but the node must stay on its feet.

#include <gtest/gtest.h>

#include "simulation/catalogue.h"
#include "simulation/host.h"

namespace raft::liar_test {
namespace {

constexpr ServerId S1{1}, S2{2}, S3{3};

// S1, of three servers.
class Believer {
 public:
  void hears(ServerId from, Term term, const Message::Body& body) {
    step(Message{.from = from, .to = S1, .term = term, .body = body});
    EXPECT_FALSE(effects_.message_refused);
  }
  void step(const Input& input) {
    effects_.clear();
    host_->step(input, effects_, occurrences_);
  }
  const Effects& effects() const { return effects_; }
  View view() const { return host_->view(); }

 private:
  std::unique_ptr<Host> host_ =
      (*find_node_type("raft"))->make({.me = S1, .voters = ServerSet::first(3)});
  Effects effects_;
  Occurrences occurrences_;
};

Entries entries(Term term, std::size_t count) {
  return Entries(std::vector<Entry>(count, Entry{.term = term, .command = Command("x=1")}));
}

// It believes five entries to be committed, because S3 said so. S2, who leads after S3, has others.
TEST(ABeliever, GivesUpNothingThatItBelievesToBeCommitted) {
  Believer node;
  node.hears(S3, {1}, AppendEntries{.entries = entries({1}, 5), .leader_commit = {5}});
  node.step(Message{
      .from = S2,
      .to = S1,
      .term = {2},
      .body = AppendEntries{.prev_log = {.term = {1}, .index = {1}}, .entries = entries({2}, 1)}});
  EXPECT_TRUE(node.effects().message_refused);
  EXPECT_EQ(node.view().commit_index, LogIndex{5});
  EXPECT_EQ(node.view().log->last_index(), LogIndex{5});
}

// So it never looks behind the end of its log for what it has committed.
TEST(ABeliever, LeadsWithAllThatItBelievesToBeCommitted) {
  Believer node;
  node.hears(S3, {1}, AppendEntries{.entries = entries({1}, 5), .leader_commit = {5}});
  node.step(ElectionTimeout{});
  node.hears(S2, {2}, RequestVoteReply{.vote_granted = true});
  EXPECT_EQ(node.view().role, RoleName::leader);
  node.step(Reconfigure{ServerSet{S1, S2}});
  EXPECT_EQ(node.effects().answer_to({}), Answer(Refused{Refusal::no_commit_in_this_term, S1}));
}

}  // namespace
}  // namespace raft::liar_test
