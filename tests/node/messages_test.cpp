// An explorer that took two different messages for one would leave states out of its search.

#include "node/messages.h"

#include <gtest/gtest.h>

#include <set>

#include "core/digest.h"
#include "node/hand_cluster.h"

namespace raft {
namespace {

Message from_s2(Message::Body body) {
  return {.from = S2, .to = S1, .term = {3}, .body = std::move(body)};
}

TEST(Messages, that_differ_in_any_word_have_different_fingerprints) {
  const std::vector<Message> all{
      from_s2(RequestVote{}),
      from_s2(RequestVote{.last_log = at(2, 1)}),
      from_s2(RequestVote{.last_log = at(1, 2)}),
      from_s2(RequestVoteReply{.vote_granted = false}),
      from_s2(RequestVoteReply{.vote_granted = true}),
      from_s2(append_entries(at(0, 0), {})),
      from_s2(append_entries(at(1, 1), {})),
      from_s2(append_entries(at(1, 1), {entry(2, "x=1")})),
      from_s2(append_entries(at(1, 1), {entry(3, "x=1")})),
      from_s2(append_entries(at(1, 1), {entry(3, "x=2")})),
      from_s2(append_entries(at(1, 1), {}, 1)),
      from_s2(AppendEntriesReply{.success = true, .match_index = {1}}),
      from_s2(AppendEntriesReply{.success = true, .match_index = {2}}),
      from_s2(AppendEntriesReply{.success = false, .prev_log_index = {1}}),
      from_s2(AppendEntriesReply{.success = false, .conflict = at(1, 1)})};
  std::set<std::uint64_t> fingerprints;
  for (const Message& message : all) fingerprints.insert(digest_of(message));
  EXPECT_EQ(fingerprints.size(), all.size());
}

TEST(Messages, with_the_same_words_have_the_same_fingerprint) {
  const auto same = [] { return from_s2(append_entries(at(1, 1), {entry(2, "x=1")}, 1)); };
  EXPECT_EQ(digest_of(same()), digest_of(same()));
}

TEST(Messages, of_another_sender_receiver_or_term_have_another_fingerprint) {
  const Message message = from_s2(RequestVote{});
  for (int other = 0; other < 3; ++other) {
    Message changed = message;
    if (other == 0) changed.from = S3;
    if (other == 1) changed.to = S3;
    if (other == 2) changed.term = {4};
    EXPECT_NE(digest_of(changed), digest_of(message));
  }
}

}  // namespace
}  // namespace raft
