// The words: their order, their text, and that the compiler keeps them apart.

#include "core/vocabulary.h"

#include <gtest/gtest.h>

#include <concepts>
#include <cstdint>
#include <vector>

namespace raft {
namespace {

template <class A, class B>
concept comparable = requires(A a, B b) {
  a < b;
};

TEST(Vocabulary, a_term_is_no_index_and_no_number) {
  static_assert(comparable<Term, Term>);
  static_assert(!comparable<Term, LogIndex>);
  static_assert(!comparable<LogIndex, ServerId>);
  static_assert(!std::convertible_to<Term, LogIndex>);
  static_assert(!std::convertible_to<std::uint64_t, Term>);
}

TEST(Vocabulary, terms_and_indices_are_ordered_by_their_numbers) {
  EXPECT_LT(Term{1}, Term{2});
  EXPECT_EQ(Term{1}.next(), Term{2});
  EXPECT_LT(LogIndex{9}, LogIndex{10});
  EXPECT_EQ(LogIndex{9}.next(), LogIndex{10});
  EXPECT_EQ(LogIndex{9}.after(3), LogIndex{12});
}

TEST(Vocabulary, the_index_before_the_first_is_zero_and_has_none_before_it) {
  EXPECT_EQ(LogIndex{1}.previous(), LogIndex{0});
  EXPECT_EQ(LogIndex{0}.previous(), LogIndex{0});
}

TEST(Vocabulary, everything_starts_before_the_first_term_and_the_first_entry) {
  EXPECT_EQ(Term{}, Term{0});
  EXPECT_EQ(LogIndex{}, LogIndex{0});
  EXPECT_EQ(LogPosition{}, (LogPosition{Term{0}, LogIndex{0}}));
}

TEST(Vocabulary, there_is_always_an_s1) { EXPECT_EQ(ServerId{}, ServerId{1}); }

// Paper section 5.4.1: "If the logs have last entries with different terms, then the log with the
// later term is more up-to-date. If the logs end with the same term, then whichever log is longer".
TEST(Vocabulary, of_two_positions_the_term_decides_first_and_the_index_second) {
  std::vector<LogPosition> all;
  for (std::uint64_t term = 0; term < 4; ++term) {
    for (std::uint64_t index = 0; index < 4; ++index) all.push_back({Term{term}, LogIndex{index}});
  }
  for (const LogPosition a : all) {
    for (const LogPosition b : all) {
      const bool earlier = a.term != b.term ? a.term < b.term : a.index < b.index;
      EXPECT_EQ(a < b, earlier);
    }
  }
}

TEST(Vocabulary, servers_are_called_by_an_s_and_their_number) {
  EXPECT_EQ(to_string(ServerId{1}), "S1");
  EXPECT_EQ(to_string(ServerId{ServerId::highest}), "S64");
  EXPECT_EQ(to_string(Term{3}), "3");
  EXPECT_EQ(to_string(LogIndex{12}), "12");
}

}  // namespace
}  // namespace raft
