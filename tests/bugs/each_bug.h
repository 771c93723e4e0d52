#pragma once
/// @file
/// How a test that takes each known bug is named and printed.

#include <gtest/gtest.h>

#include <algorithm>
#include <ostream>
#include <string>

#include "bugs/bugs.h"

namespace raft {

inline void PrintTo(const Bug& bug, std::ostream* out) { *out << bug.name; }

/// For INSTANTIATE_TEST_SUITE_P.
inline std::string called(const testing::TestParamInfo<Bug>& bug) {
  std::string name = bug.param.name;
  std::ranges::replace(name, '-', '_');
  return name;
}

}  // namespace raft
