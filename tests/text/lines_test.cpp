// A text and its lines.

#include "text/lines.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace raft {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(Lines, TheEndOfTheLastLineBeginsNoOther) {
  EXPECT_THAT(lines_of("one\n\ntwo\n"), ElementsAre("one", "", "two"));
  EXPECT_THAT(lines_of("one\ntwo"), ElementsAre("one", "two"));
  EXPECT_THAT(lines_of("\n"), ElementsAre(""));
  EXPECT_THAT(lines_of(""), IsEmpty());
}

TEST(Lines, EachEndsInTheTextThatTheyMake) {
  EXPECT_EQ(text_of(std::vector<std::string>{"one", "", "two"}), "one\n\ntwo\n");
  EXPECT_EQ(text_of({}), "");
}

}  // namespace
}  // namespace raft
