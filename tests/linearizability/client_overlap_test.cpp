#include "linearizability/client_overlap.h"

#include <gtest/gtest.h>

namespace raft {
namespace {

KeyOperation by(std::uint32_t client, std::int64_t called, std::optional<std::int64_t> returned) {
  return {.client = client, .called = called, .returned = returned};
}

TEST(ClientOverlap, IsNoneWhereEveryClientWaits) {
  EXPECT_EQ(first_client_overlap({}), std::nullopt);
  EXPECT_EQ(first_client_overlap({by(1, 0, 10), by(2, 5, 15), by(1, 10, 20)}), std::nullopt);
}

TEST(ClientOverlap, IsNoneWhereAClientGoesOnAfterWhatItNeverHeardOf) {
  EXPECT_EQ(first_client_overlap({by(1, 0, std::nullopt), by(1, 5, 10), by(1, 20, 30)}),
            std::nullopt);
}

TEST(ClientOverlap, IsFoundWhateverTheOrderOfTheLines) {
  EXPECT_EQ(first_client_overlap({by(1, 5, 20), by(2, 0, 30), by(1, 0, 10)}),
            (ClientOverlap{.first = 2, .second = 0}));
}

TEST(ClientOverlap, IsFoundBehindAShorterOperationInBetween) {
  EXPECT_EQ(first_client_overlap({by(1, 0, 100), by(2, 1, 2), by(2, 3, 4), by(1, 50, 60)}),
            (ClientOverlap{.first = 0, .second = 3}));
}

TEST(ClientOverlap, OfAnOperationThatNeverReturnsIsFoundToo) {
  EXPECT_EQ(first_client_overlap({by(1, 0, 10), by(1, 5, std::nullopt)}),
            (ClientOverlap{.first = 0, .second = 1}));
}

}  // namespace
}  // namespace raft
