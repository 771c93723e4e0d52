#include <algorithm>
#include <ctime>
#include <numeric>

#include "frame.h"
#include "linearizable.h"

namespace {

Operation write(int value, int called, int returned) { return {called, returned, true, value}; }
Operation read(int value, int called, int returned) { return {called, returned, false, value}; }

// All orders, one after another: slow and surely right.
bool by_all_orders(const std::vector<Operation>& history) {
  std::vector<std::size_t> order(history.size());
  std::iota(order.begin(), order.end(), 0u);
  do {
    int value = 0;
    bool fits = true;
    for (std::size_t a = 0; a < order.size() && fits; ++a) {
      const Operation& now = history[order[a]];
      for (std::size_t b = a + 1; b < order.size(); ++b) {
        fits &= history[order[b]].returned >= now.called;
      }
      fits &= now.write || now.value == value;
      if (now.write) value = now.value;
    }
    if (fits) return true;
  } while (std::next_permutation(order.begin(), order.end()));
  return false;
}

TEST(AHistory, of_one_client_is_judged_in_its_order) {
  EXPECT_TRUE(linearizable({write(1, 0, 1), read(1, 2, 3)}));
  EXPECT_FALSE(linearizable({write(1, 0, 1), read(0, 2, 3)}))
      << "1 was written, then 0 was read: a read gave the value of before";
}

TEST(AReadDuringAWrite, may_see_it_or_not) {
  EXPECT_TRUE(linearizable({write(1, 0, 10), read(0, 2, 4)}));
  EXPECT_TRUE(linearizable({write(1, 0, 10), read(1, 2, 4)}));
}

TEST(TwoReadsDuringAWrite, must_not_go_back_in_time) {
  EXPECT_TRUE(linearizable({write(1, 0, 10), read(0, 2, 4), read(1, 6, 8)}));
  EXPECT_FALSE(linearizable({write(1, 0, 10), read(1, 2, 4), read(0, 6, 8)}))
      << "once somebody has seen it, everybody after must";
}

TEST(TwoWrites, that_overlap_may_be_in_either_order) {
  EXPECT_TRUE(linearizable({write(1, 0, 5), write(2, 1, 6), read(1, 7, 8)}));
  EXPECT_FALSE(linearizable({write(1, 0, 5), write(2, 1, 6), read(1, 7, 8), read(2, 9, 10)}));
}

TEST(AllSmallHistories, are_judged_as_by_trying_every_order) {
  for (std::uint64_t seed = 0; seed < 3000; ++seed) {
    raft::Random random(seed);
    std::vector<Operation> history;
    for (int i = 0; i < 5; ++i) {
      const int called = static_cast<int>(random.between(0, 12));
      const int returned = called + 1 + static_cast<int>(random.between(0, 5));
      history.push_back(
          {called, returned, random.between(0, 1) == 0, static_cast<int>(random.between(0, 2))});
    }
    EXPECT_EQ(linearizable(history), by_all_orders(history)) << "seed " << seed;
  }
}

TEST(TenOperations, are_judged_in_a_moment) {
  std::vector<Operation> history;
  for (int i = 0; i < 9; ++i) history.push_back(write(i + 1, 0, 100));
  history.push_back(read(77, 0, 100));
  const std::clock_t begin = std::clock();
  EXPECT_FALSE(linearizable(history)) << "nobody has written 77";
  const auto took = static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
  EXPECT_TRUE(took < 0.5) << "it took " << took
                          << " s of a processor. Ten operations have 3,628,800 "
                          << "orders; what was found out about those that are left need not be "
                          << "found out again";
}

}  // namespace
