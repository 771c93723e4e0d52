#include "scenario/shrink.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <numeric>

namespace raft::shrink_test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using Places = std::vector<std::size_t>;

bool has(const Places& places, std::size_t place) {
  return std::ranges::find(places, place) != places.end();
}

Places numbered(std::size_t last) {
  Places places(last);
  std::iota(places.begin(), places.end(), std::size_t{1});
  return places;
}

TEST(Shrink, KeepsTheLinesThatAreNeededInTheirOrder) {
  const auto needs_three = [](const Places& places) {
    return has(places, 7) && has(places, 50) && has(places, 98);
  };
  EXPECT_THAT(shrink(numbered(100), needs_three), ElementsAre(7, 50, 98));
}

TEST(Shrink, LeavesNothingOfARunThatAlwaysFails) {
  EXPECT_THAT(shrink(numbered(9), [](const Places&) { return true; }), IsEmpty());
}

TEST(Shrink, LeavesARunAloneOfWhichEachLineIsNeeded) {
  const auto needs_all = [](const Places& places) { return places.size() == 9; };
  EXPECT_EQ(shrink(numbered(9), needs_all), numbered(9));
}

TEST(Shrink, TriesALineAgainWhenTheLinesThatNeedItHaveGone) {
  // A vote needs its timeout and the timeout its server, but none of them is needed for the
  // failure.
  constexpr std::size_t cut = 1, vote = 2, timeout = 3, server = 4;
  const auto fails = [](const Places& places) {
    return has(places, cut) && has(places, timeout) >= has(places, vote) &&
           has(places, server) >= has(places, timeout);
  };
  EXPECT_THAT(shrink({cut, vote, timeout, server}, fails), ElementsAre(cut));
}

TEST(Shrink, CannotDoWithoutAnyOneLineOfTheResult) {
  // Fails with four lines or more, but not with six.
  const auto fails = [](const Places& places) { return places.size() >= 4 && places.size() != 6; };
  const Places least = shrink(numbered(23), fails);
  ASSERT_TRUE(fails(least));
  for (std::size_t i = 0; i < least.size(); ++i) {
    Places fewer = least;
    fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(i));
    EXPECT_FALSE(fails(fewer));
  }
}

TEST(Shrink, StopsWhenTheTrialsAreUsedUpWithALineListThatStillFails) {
  std::size_t trials = 0;
  const auto needs_last = [&](const Places& places) { return ++trials, has(places, 1000); };
  const Places rest = shrink(numbered(1000), needs_last, 12);
  EXPECT_EQ(trials, 12u);
  EXPECT_TRUE(has(rest, 1000));
  EXPECT_LT(rest.size(), 1000u);
}

}  // namespace
}  // namespace raft::shrink_test
