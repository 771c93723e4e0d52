// A fingerprint is the same for equal values, and every field of a value matters to it.

#include "core/digest.h"

#include <gtest/gtest.h>

#include <optional>
#include <set>
#include <string_view>
#include <variant>
#include <vector>

#include "core/log.h"

namespace raft {
namespace {

Log log_with(std::vector<Entry> entries) {
  Log log;
  log.append(entries);
  return log;
}

TEST(Digest, equal_values_have_equal_digests_wherever_their_bytes_are) {
  EXPECT_EQ(digest_of(Entry{.term = Term{1}, .command = Command("x=1")}),
            digest_of(Entry{.term = Term{1}, .command = Command("x=1")}));
}

// If a compiler disagreed here, stored digests would be worthless.
TEST(Digest, is_the_same_number_on_every_machine) {
  EXPECT_EQ(digest_of(Term{1}), 0xd9fd38d4f4120c8eu);
  EXPECT_EQ(digest_of(std::string_view("x1")), 0x2798b97e16e72dbfu);
}

TEST(Digest, every_field_of_an_entry_matters) {
  const std::set<std::uint64_t> digests = {
      digest_of(Entry{}),
      digest_of(Entry{.term = Term{1}}),
      digest_of(Entry{.kind = EntryKind::no_op}),
      digest_of(Entry{.kind = EntryKind::configuration}),
      digest_of(Entry{.command = Command("x=1")}),
      digest_of(Entry{.command = Command("x=2")}),
  };
  EXPECT_EQ(digests.size(), 6u);
}

TEST(Digest, every_entry_of_a_log_and_their_order_matter) {
  const Entry a{.term = Term{1}, .command = Command("a")};
  const Entry b{.term = Term{1}, .command = Command("b")};
  const std::set<std::uint64_t> digests = {
      digest_of(Log{}),
      digest_of(log_with({a})),
      digest_of(log_with({b})),
      digest_of(log_with({a, b})),
      digest_of(log_with({b, a})),
      digest_of(log_with({a, a})),
      digest_of(log_with({a, b, b})),
  };
  EXPECT_EQ(digests.size(), 7u);
}

TEST(Digest, where_one_text_ends_and_the_next_begins_matters) {
  using Texts = std::vector<std::string_view>;
  EXPECT_NE(digest_of(Texts{"ab", "c"}), digest_of(Texts{"a", "bc"}));
  EXPECT_NE(digest_of(Texts{"ab"}), digest_of(Texts{"ab", ""}));
}

TEST(Digest, nothing_differs_from_a_zero) {
  EXPECT_NE(digest_of(std::optional<Term>{}), digest_of(std::optional{Term{0}}));
  EXPECT_NE(digest_of(std::vector<Term>{}), digest_of(std::vector{Term{0}}));
  using Votes = std::vector<std::optional<Term>>;
  EXPECT_NE(digest_of(Votes{Term{1}, std::nullopt}), digest_of(Votes{std::nullopt, Term{1}}));
}

TEST(Digest, the_alternative_of_a_variant_matters_even_if_what_it_holds_is_equal) {
  using Either = std::variant<Term, LogIndex>;
  EXPECT_NE(digest_of(Either{Term{1}}), digest_of(Either{LogIndex{1}}));
}

TEST(Digest, of_different_sets_of_servers_are_different) {
  std::set<std::uint64_t> digests;
  for (std::uint64_t bits = 0; bits < 1'024; ++bits) {
    digests.insert(digest_of(ServerSet::from_bits(bits)));
  }
  EXPECT_EQ(digests.size(), 1'024u);
}

}  // namespace
}  // namespace raft
