// Our own bugs stop the program, and say where and what.

#include "core/ensure.h"

#include <gtest/gtest.h>

namespace raft {
namespace {

TEST(Ensure, says_nothing_while_the_promise_holds) { ensure(true, "the sun to rise"); }

TEST(EnsureDeathTest, ends_the_program_with_the_place_and_the_broken_promise) {
  EXPECT_DEATH(ensure(false, "the sun to rise"),
               "ensure_test.cpp:[0-9]+: this is a bug: expected the sun to rise");
}

}  // namespace
}  // namespace raft
