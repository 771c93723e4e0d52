#pragma once

#include <cstdint>

#include "core/random.h"

/// How many ticks a server waits, at least `low` and at most `high`.
inline std::uint32_t patience(std::uint32_t low, std::uint32_t high, raft::Random& random) {
  return static_cast<std::uint32_t>(random.between(low, high));
}
