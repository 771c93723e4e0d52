// The log against a naive twin, for all small logs.

#include "core/log.h"

#include <gtest/gtest.h>

#include <vector>

namespace raft {
namespace {

using Terms = std::vector<std::uint64_t>;

constexpr std::uint64_t longest = 4;
constexpr std::uint64_t last_term = 3;

Log log_of(const Terms& terms) {
  Log log;
  for (const std::uint64_t term : terms) log.append({.term = Term{term}});
  return log;
}

void extend(const Terms& terms, std::vector<Terms>& all) {
  all.push_back(terms);
  if (terms.size() == longest) return;
  for (std::uint64_t term = terms.empty() ? 1 : terms.back(); term <= last_term; ++term) {
    Terms more = terms;
    more.push_back(term);
    extend(more, all);
  }
}

/// The terms of all logs of at most `longest` entries in at most `last_term` terms.
std::vector<Terms> all_small_logs() {
  std::vector<Terms> all;
  extend({}, all);
  return all;
}

LogIndex naive_first_missing(const Terms& mine, const Terms& theirs, std::uint64_t previous) {
  std::uint64_t index = previous + 1;
  for (; index <= theirs.size(); ++index) {
    if (index > mine.size() || mine[index - 1] != theirs[index - 1]) break;
  }
  return {index};
}

LogPosition naive_last_not_after(const Terms& terms, std::uint64_t term, std::uint64_t index) {
  LogPosition last;
  for (std::uint64_t i = 1; i <= index && i <= terms.size(); ++i) {
    if (terms[i - 1] <= term) last = {Term{terms[i - 1]}, LogIndex{i}};
  }
  return last;
}

TEST(Log, begins_empty_at_the_position_before_the_first_entry) {
  const Log log;
  EXPECT_TRUE(log.empty());
  EXPECT_EQ(log.last_index(), LogIndex{0});
  EXPECT_EQ(log.last(), LogPosition{});
  EXPECT_FALSE(log.contains(LogIndex{0}));
  EXPECT_FALSE(log.contains(LogIndex{1}));
}

TEST(Log, the_first_entry_has_index_one) {
  Log log;
  log.append({.term = Term{2}, .command = Command("x=1")});
  EXPECT_EQ(log.last(), (LogPosition{Term{2}, LogIndex{1}}));
  EXPECT_EQ(log[LogIndex{1}].command.bytes(), "x=1");
  EXPECT_EQ(log.term_at(LogIndex{1}), Term{2});
  EXPECT_EQ(log.term_at(LogIndex{0}), Term{0});
}

// Figure 2, AppendEntries rule 2: does the log contain an entry at prevLogIndex whose term matches?
TEST(Log, holds_exactly_its_own_positions_and_the_one_before_the_first) {
  for (const Terms& terms : all_small_logs()) {
    const Log log = log_of(terms);
    for (std::uint64_t index = 0; index <= longest + 1; ++index) {
      for (std::uint64_t term = 0; term <= last_term + 1; ++term) {
        const bool held =
            index == 0 ? term == 0 : index <= terms.size() && terms[index - 1] == term;
        ASSERT_EQ(log.holds({Term{term}, LogIndex{index}}), held) << index << " in term " << term;
      }
    }
  }
}

// Figure 2, AppendEntries rules 3 and 4: where "existing entries conflict", or end.
TEST(Log, the_first_missing_entry_is_the_first_that_conflicts_or_lies_past_the_end) {
  const std::vector<Terms> all = all_small_logs();
  for (const Terms& mine : all) {
    const Log log = log_of(mine);
    for (const Terms& theirs : all) {
      const Log other = log_of(theirs);
      for (std::uint64_t previous = 0; previous <= theirs.size(); ++previous) {
        ASSERT_EQ(log.first_missing(LogIndex{previous}, other.from(LogIndex{previous + 1})),
                  naive_first_missing(mine, theirs, previous));
      }
    }
  }
}

// Paper section 5.3: back up past all entries of a conflicting term at once.
TEST(Log, the_last_position_not_after_a_term_and_an_index_is_what_a_scan_finds) {
  for (const Terms& terms : all_small_logs()) {
    const Log log = log_of(terms);
    for (std::uint64_t index = 0; index <= longest + 2; ++index) {
      for (std::uint64_t term = 0; term <= last_term + 1; ++term) {
        ASSERT_EQ(log.last_not_after(Term{term}, LogIndex{index}),
                  naive_last_not_after(terms, term, index));
      }
    }
  }
}

TEST(Log, hands_out_the_entries_from_an_index_on_and_at_most_so_many) {
  const Terms terms{1, 1, 2, 3};
  const Log log = log_of(terms);
  for (std::uint64_t first = 0; first <= 6; ++first) {
    for (std::uint64_t most = 0; most <= 6; ++most) {
      Terms expected, found;
      for (std::uint64_t i = first; first > 0 && i <= 4 && i < first + most; ++i) {
        expected.push_back(terms[i - 1]);
      }
      for (const Entry& entry : log.from(LogIndex{first}, most)) found.push_back(entry.term.value);
      EXPECT_EQ(found, expected) << first << " most " << most;
    }
  }
  EXPECT_EQ(log.from(LogIndex{2}).size(), 3u);
}

TEST(Log, truncating_removes_an_entry_and_all_that_follow_it) {
  const Terms terms{1, 1, 2, 3};
  for (std::uint64_t first = 1; first <= 6; ++first) {
    Log log = log_of(terms);
    log.truncate_from(LogIndex{first});
    Terms kept;
    for (std::uint64_t i = 1; i < first && i <= terms.size(); ++i) kept.push_back(terms[i - 1]);
    EXPECT_EQ(log, log_of(kept)) << "truncated from " << first;
  }
}

TEST(Log, appending_many_is_appending_one_by_one) {
  const Log source = log_of({1, 2, 2});
  Log at_once, one_by_one;
  at_once.append(source.from(LogIndex{1}));
  for (const Entry& entry : source.from(LogIndex{1})) one_by_one.append(entry);
  EXPECT_EQ(at_once, one_by_one);
  EXPECT_EQ(at_once, source);
}

TEST(Log, a_copy_is_a_log_of_its_own) {
  const Log before = log_of({1, 2});
  Log copy = before;
  copy.append({.term = Term{3}});
  EXPECT_EQ(before.last_index(), LogIndex{2});
  EXPECT_NE(copy, before);
}

// ---- a log that starts later

// The log of `terms` after its first `given_up` entries were compacted.
Log compacted(const Terms& terms, std::uint64_t given_up) {
  Log log = log_of(terms);
  log.compact({given_up});
  return log;
}

TEST(CompactedLog, answers_as_before_about_all_that_it_kept) {
  for (const Terms& terms : all_small_logs()) {
    const Log whole = log_of(terms);
    for (std::uint64_t given_up = 0; given_up <= terms.size(); ++given_up) {
      const Log log = compacted(terms, given_up);
      EXPECT_EQ(log.start(), LogIndex{given_up});
      EXPECT_EQ(log.first_index(), LogIndex{given_up + 1});
      EXPECT_EQ(log.last(), whole.last());
      EXPECT_EQ(log.entries().size(), terms.size() - given_up);
      for (std::uint64_t i = given_up + 1; i <= terms.size(); ++i) {
        EXPECT_TRUE(log.contains({i}));
        EXPECT_EQ(log.position({i}), whole.position({i}));
        EXPECT_EQ(log.from({i}).size(), whole.from({i}).size());
      }
      EXPECT_FALSE(log.contains({given_up})) << "only its position is remembered";
      EXPECT_TRUE(log.from({given_up}).empty());
      EXPECT_TRUE(log.holds(whole.position({given_up})));
    }
  }
}

TEST(CompactedLog, holds_nothing_before_its_start) {
  const Log log = compacted({1, 1, 2, 3}, 3);
  EXPECT_TRUE(log.holds({{2}, {3}}));
  EXPECT_FALSE(log.holds({{1}, {2}})) << "it may have held that, and no longer knows";
  EXPECT_FALSE(log.holds({}));
}

TEST(CompactedLog, finds_what_is_missing_as_the_whole_log_does) {
  for (const Terms& mine : all_small_logs()) {
    for (const Terms& theirs : all_small_logs()) {
      const Log whole = log_of(mine), leaders = log_of(theirs);
      const LogIndex expected = whole.first_missing({0}, leaders.entries());
      // Only what all servers agree on is ever given up.
      for (std::uint64_t given_up = 0; given_up < expected.value; ++given_up) {
        EXPECT_EQ(compacted(mine, given_up).first_missing({0}, leaders.entries()), expected);
      }
    }
  }
}

TEST(CompactedLog, has_held_what_it_has_given_up_whatever_somebody_says_of_it) {
  const Log log = compacted({1, 1, 1, 2}, 3);
  EXPECT_EQ(log.first_missing({2}, log_of({1, 1, 2, 2}).from({3})), LogIndex{5});
}

TEST(CompactedLog, looks_for_the_common_past_no_further_back_than_its_start) {
  for (const Terms& terms : all_small_logs()) {
    const Log whole = log_of(terms);
    for (std::uint64_t given_up = 0; given_up <= terms.size(); ++given_up) {
      const Log log = compacted(terms, given_up);
      for (std::uint64_t term = 0; term <= last_term + 1; ++term) {
        for (std::uint64_t index = 0; index <= longest + 1; ++index) {
          const LogPosition found = whole.last_not_after({term}, {index});
          EXPECT_EQ(log.last_not_after({term}, {index}),
                    found.index.value >= given_up ? found : LogPosition{});
        }
      }
    }
  }
}

TEST(CompactedLog, grows_and_shrinks_at_its_end_like_any_other) {
  Log log = compacted({1, 1, 2, 3}, 2);
  log.append({.term = Term{3}});
  EXPECT_EQ(log.last(), (LogPosition{{3}, {5}}));
  log.truncate_from({4});
  EXPECT_EQ(log.last(), (LogPosition{{2}, {3}}));
  log.truncate_from({3});
  EXPECT_EQ(log.last(), (LogPosition{{1}, {2}})) << "the position where it starts";
  EXPECT_TRUE(log.empty());
}

TEST(CompactedLog, is_not_the_whole_log) {
  EXPECT_FALSE(compacted({1, 1}, 1) == log_of({1, 1}));
  EXPECT_NE(digest_of(compacted({1, 1}, 1)), digest_of(log_of({1})));
}

TEST(CompactedLog, can_start_anew_anywhere) {
  Log log = log_of({1, 1});
  log.reset({{4}, {9}});
  EXPECT_EQ(log.last(), (LogPosition{{4}, {9}}));
  log.append({.term = Term{5}});
  EXPECT_EQ(log.last_index(), LogIndex{10});
}

TEST(CompactedLogDeathTest, an_index_before_the_start_is_our_own_bug) {
  Log log = compacted({1, 1, 2, 3}, 2);
  EXPECT_DEATH(log.term_at({1}), "an index inside the log");
  EXPECT_DEATH(log.truncate_from({2}), "an index to truncate from");
  EXPECT_DEATH(log.compact({1}), "an index to compact up to");
  EXPECT_DEATH(log.compact({5}), "an index to compact up to");
}

TEST(LogDeathTest, an_index_outside_the_log_is_our_own_bug) {
  Log log = log_of({1, 2});
  EXPECT_DEATH(log[LogIndex{3}], "this is a bug: expected an index inside the log");
  EXPECT_DEATH(log[LogIndex{0}], "this is a bug: expected an index inside the log");
  EXPECT_DEATH(log.term_at(LogIndex{3}), "this is a bug: expected an index inside the log");
  EXPECT_DEATH(log.truncate_from(LogIndex{0}), "this is a bug: expected an index to truncate from");
}

}  // namespace
}  // namespace raft
