#include "linearizability/configurations.h"

#include <gtest/gtest.h>

#include <set>

#include "core/random.h"

namespace raft {
namespace {

TEST(Configurations, DifferInEachOfWhatTheyConsistOf) {
  Configurations seen;
  EXPECT_TRUE(seen.add(9, 1, {}));
  EXPECT_TRUE(seen.add(8, 1, {}));
  EXPECT_TRUE(seen.add(9, 2, {}));
  const std::vector<std::uint32_t> one{3};
  const std::vector<std::uint32_t> two{3, 5};
  EXPECT_TRUE(seen.add(9, 1, one));
  EXPECT_TRUE(seen.add(9, 1, two));
  EXPECT_FALSE(seen.add(9, 1, {}));
  EXPECT_FALSE(seen.add(9, 1, two));
  EXPECT_EQ(seen.size(), 5u);
}

// Against a set that keeps them as they are, with numbers of one byte and of five.
TEST(Configurations, AreNeverTakenForEachOther) {
  Random random(1);
  Configurations seen;
  std::set<std::vector<std::uint32_t>> truly;
  for (int i = 0; i < 20'000; ++i) {
    const auto most = random.happens(900'000) ? 12u : 4'000'000'000u;
    std::set<std::uint32_t> calls;
    for (auto left = random.between(0, 2); left > 0; --left) {
      calls.insert(static_cast<std::uint32_t>(random.between(0, most)));
    }
    std::vector<std::uint32_t> ahead(calls.begin(), calls.end());
    const std::uint32_t first = ahead.empty() ? most : ahead.back() + 1;
    const auto value = static_cast<std::uint32_t>(random.between(0, most));
    const bool added = seen.add(first, value, ahead);
    ahead.insert(ahead.end(), {first, value});
    ASSERT_EQ(added, truly.insert(ahead).second);
  }
  EXPECT_EQ(seen.size(), truly.size());
  EXPECT_LT(seen.size(), 19'000u);
  EXPECT_LT(seen.bytes(), 40 * seen.size());
}

}  // namespace
}  // namespace raft
