// What a reader writes runs in the whole node: a rule that is wrong is found there.

#include "whole_node.h"

#include <gmock/gmock.h>

#include <algorithm>

namespace raft {
namespace {

using testing::HasSubstr;

const std::string figure_8 = "exercises/04-safety/09-count-what/run.raft";

TEST(TheWholeNode, has_no_trouble_with_the_books_rules) {
  EXPECT_EQ(trouble_in_the_whole_node({}), "");
  EXPECT_EQ(trouble_in_the_whole_node({}, "raft"), "");
  EXPECT_EQ(trouble_in(figure_8, {.begins_with_no_op = false}), "");
}

TEST(TheWholeNode, that_votes_for_all_who_ask_is_in_trouble) {
  EXPECT_THAT(
      trouble_in_the_whole_node({.may_vote = [](const TermAndVote&, ServerId) { return true; }}),
      HasSubstr("Vote Stability"));
}

TEST(TheWholeNode, that_is_content_with_half_of_the_votes_is_in_trouble) {
  EXPECT_THAT(trouble_in_the_whole_node({.won =
                                             [](ServerSet granted, ServerSet voters) {
                                               return 2 * granted.size() >= voters.size() - 1;
                                             }}),
              HasSubstr("is broken"));
}

TEST(TheWholeNode, that_keeps_its_vote_in_a_later_term_is_in_trouble) {
  EXPECT_NE(trouble_in_the_whole_node({.on_term =
                                           [](Standing& mine, std::uint64_t term, bool) {
                                             if (term > mine.term) {
                                               mine.term = term;
                                               mine.follows = true;
                                             }
                                             return term == mine.term ? Handling::handle
                                                                      : Handling::refuse;
                                           }}),
            "");
}

TEST(TheWholeNode, that_handles_messages_of_the_past_is_in_trouble) {
  EXPECT_NE(trouble_in_the_whole_node({.on_term =
                                           [](Standing& mine, std::uint64_t term, bool) {
                                             if (term > mine.term) mine = {.term = term};
                                             return Handling::handle;
                                           }}),
            "");
}

TEST(TheWholeNode, that_looks_at_no_term_in_the_log_is_in_trouble) {
  EXPECT_THAT(trouble_in_the_whole_node(
                  {.holds = [](const Log& log,
                               LogPosition prev) { return prev.index <= log.last_index(); }}),
              HasSubstr("Log Matching"));
}

TEST(TheWholeNode, that_cuts_its_log_where_the_message_ends_is_in_trouble) {
  EXPECT_NE(
      trouble_in_the_whole_node({.merge =
                                     [](Log& log, LogIndex prev, std::span<const Entry> entries) {
                                       log.truncate_from(prev.next());
                                       log.append(entries);
                                     }}),
      "");
}

TEST(TheWholeNode, that_commits_what_one_follower_holds_is_in_trouble) {
  EXPECT_NE(trouble_in_the_whole_node({.commit_index =
                                           [](std::uint64_t, std::vector<std::uint64_t> match) {
                                             return match.empty() ? 0
                                                                  : *std::max_element(match.begin(),
                                                                                      match.end());
                                           }}),
            "");
}

TEST(TheWholeNode, that_compares_the_lengths_of_logs_is_in_trouble) {
  EXPECT_NE(trouble_in_the_whole_node(
                {.up_to_date = [](LogPosition candidate,
                                  LogPosition mine) { return candidate.index >= mine.index; }}),
            "");
}

TEST(TheWholeNode, that_counts_entries_of_earlier_terms_is_in_trouble) {
  EXPECT_THAT(trouble_in(figure_8, {.may_commit = [](const Log&, Term, LogIndex) { return true; },
                                    .begins_with_no_op = false}),
              HasSubstr("Leader Completeness"));
}

TEST(TheWholeNode, that_saves_no_vote_is_in_trouble) {
  const auto saves_no_vote = [](const TermAndVote& on_disk, const TermAndVote& now,
                                std::optional<LogIndex> changed_from) {
    Save save{.term_and_vote = {}, .log_from = changed_from};
    if (now.current_term != on_disk.current_term) save.term_and_vote = now;
    return save;
  };
  EXPECT_THAT(trouble_in("exercises/04-safety/10-save-first/run.raft", {.to_save = saves_no_vote}),
              HasSubstr("Vote Stability"));
}

TEST(TheWholeNode, that_takes_its_whole_log_for_committed_after_a_crash_is_in_trouble) {
  EXPECT_NE(trouble_in_the_whole_node(
                {.restored =
                     [](const Saved& saved) {
                       return Beginning{saved.term_and_vote, saved.log, saved.log.last_index(), {}};
                     }}),
            "");
}

TEST(TheWholeNode, that_asks_the_new_voters_only_is_in_trouble) {
  const auto new_voters_only = [](ServerSet in_favour, const Configuration& c) {
    return has_majority(in_favour, c.voters);
  };
  EXPECT_THAT(
      trouble_in("diagrams/05-membership/disjoint-majorities.raft", {.enough = new_voters_only}),
      HasSubstr("Leader Completeness"));
}

}  // namespace
}  // namespace raft
