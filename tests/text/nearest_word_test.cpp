#include "text/nearest_word.h"

#include <gtest/gtest.h>

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace raft::nearest_word_test {
namespace {

constexpr std::array<std::string_view, 4> verbs{"crash", "cut", "deliver", "run"};

TEST(NearestWord, ForgivesTwoLettersAndTheirCase) {
  EXPECT_EQ(nearest_word("crahs", verbs), "crash");
  EXPECT_EQ(nearest_word("delver", verbs), "deliver");
  EXPECT_EQ(nearest_word("DELIVERR", verbs), "deliver");
}

TEST(NearestWord, ForgivesOneLetterOfAShortWord) {
  EXPECT_EQ(nearest_word("rum", verbs), "run");
  EXPECT_EQ(nearest_word("ram", verbs), "");
}

TEST(Advice, NamesTheWordThatWasMeant) {
  EXPECT_EQ(advice("crsh", verbs, "see the manual"), "did you mean 'crash'?");
}

TEST(Advice, SaysSomethingElseWhereNoneIsNear) {
  EXPECT_EQ(advice("explode", verbs, "see the manual"), "see the manual");
  EXPECT_EQ(advice("explode", std::vector<std::string>{"cut", "run"}), "choose from cut, run");
}

}  // namespace
}  // namespace raft::nearest_word_test
