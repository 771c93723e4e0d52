#include "scenario/shrink.h"

#include <gmock/gmock.h>

#include <algorithm>

namespace raft {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using Lines = std::vector<std::string>;

bool has(const Lines& lines, const std::string& line) {
  return std::find(lines.begin(), lines.end(), line) != lines.end();
}

Lines numbered(int last) {
  Lines lines;
  for (int i = 1; i <= last; ++i) lines.push_back(std::to_string(i));
  return lines;
}

TEST(Shrink, KeepsTheLinesThatAreNeededInTheirOrder) {
  const auto needs_three = [](const Lines& lines) {
    return has(lines, "7") && has(lines, "50") && has(lines, "98");
  };
  EXPECT_THAT(shrink(numbered(100), needs_three), ElementsAre("7", "50", "98"));
}

TEST(Shrink, LeavesNothingOfARunThatAlwaysFails) {
  EXPECT_THAT(shrink(numbered(9), [](const Lines&) { return true; }), IsEmpty());
}

TEST(Shrink, LeavesARunAloneOfWhichEachLineIsNeeded) {
  const auto needs_all = [](const Lines& lines) { return lines.size() == 9; };
  EXPECT_EQ(shrink(numbered(9), needs_all), numbered(9));
}

TEST(Shrink, TriesALineAgainWhenTheLinesThatNeedItHaveGone) {
  // A vote needs its timeout and the timeout its server, but none of them is needed for the
  // failure.
  const auto fails = [](const Lines& lines) {
    return has(lines, "cut") && has(lines, "timeout") >= has(lines, "vote") &&
           has(lines, "server") >= has(lines, "timeout");
  };
  EXPECT_THAT(shrink({"cut", "vote", "timeout", "server"}, fails), ElementsAre("cut"));
}

TEST(Shrink, CannotDoWithoutAnyOneLineOfTheResult) {
  // Fails with four lines or more, but not with six.
  const auto fails = [](const Lines& lines) { return lines.size() >= 4 && lines.size() != 6; };
  const Lines least = shrink(numbered(23), fails);
  ASSERT_TRUE(fails(least));
  for (std::size_t i = 0; i < least.size(); ++i) {
    Lines fewer = least;
    fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(i));
    EXPECT_FALSE(fails(fewer));
  }
}

TEST(Shrink, StopsWhenTheTrialsAreUsedUpWithALineListThatStillFails) {
  std::size_t trials = 0;
  const auto needs_last = [&](const Lines& lines) { return ++trials, has(lines, "1000"); };
  const Lines rest = shrink(numbered(1000), needs_last, 12);
  EXPECT_EQ(trials, 12u);
  EXPECT_TRUE(has(rest, "1000"));
  EXPECT_LT(rest.size(), 1000u);
}

}  // namespace
}  // namespace raft
