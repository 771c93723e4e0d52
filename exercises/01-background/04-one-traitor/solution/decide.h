#pragma once

#include <algorithm>
#include <cstddef>
#include <span>

#include "background/oral_messages.h"

/// What a lieutenant does who was told `told` by the commander, and hears from the other
/// lieutenants that they were told `others`.
inline raft::Order decide(raft::Order told, std::span<const raft::Order> others) {
  const auto attack = raft::Order::attack;
  const std::ptrdiff_t attacks =
      std::count(others.begin(), others.end(), attack) + (told == attack ? 1 : 0);
  return 2 * attacks > std::ssize(others) + 1 ? attack : raft::Order::retreat;
}
