#include "text/utf8.h"

#include <gtest/gtest.h>

namespace raft {
namespace {

TEST(utf8, each_length_has_its_smallest_and_its_largest_character) {
  EXPECT_EQ(utf8_length("a"), 1u);
  EXPECT_EQ(utf8_length("\x7f"), 1u);
  EXPECT_EQ(utf8_length("\xc2\x80"), 2u);
  EXPECT_EQ(utf8_length("\xdf\xbf"), 2u);
  EXPECT_EQ(utf8_length("\xe0\xa0\x80"), 3u);
  EXPECT_EQ(utf8_length("\xef\xbf\xbf"), 3u);
  EXPECT_EQ(utf8_length("\xf0\x90\x80\x80"), 4u);
  EXPECT_EQ(utf8_length("\xf4\x8f\xbf\xbf"), 4u);
}

TEST(utf8, only_the_first_character_is_measured) { EXPECT_EQ(utf8_length("ab"), 1u); }

TEST(utf8, a_character_has_only_its_shortest_form) {
  EXPECT_EQ(utf8_length("\xc1\xbf"), 0u);
  EXPECT_EQ(utf8_length("\xe0\x9f\xbf"), 0u);
  EXPECT_EQ(utf8_length("\xf0\x8f\xbf\xbf"), 0u);
}

TEST(utf8, surrogates_and_what_lies_past_the_last_character_are_none) {
  EXPECT_EQ(utf8_length("\xed\x9f\xbf"), 3u);
  EXPECT_EQ(utf8_length("\xed\xa0\x80"), 0u);
  EXPECT_EQ(utf8_length("\xf4\x90\x80\x80"), 0u);
  EXPECT_EQ(utf8_length("\xf5\x80\x80\x80"), 0u);
}

TEST(utf8, a_character_that_is_cut_off_or_has_no_beginning_is_none) {
  for (const char* bytes : {"", "\x80", "\xc3", "\xe2\x82", "\xf0\x9f\x98", "\xf0\x9f\x28\x80",
                            "\xf0\x28", "\xe2\x28\xa1", "\xc3\x28", "\xff"}) {
    EXPECT_EQ(utf8_length(bytes), 0u);
  }
}

}  // namespace
}  // namespace raft
