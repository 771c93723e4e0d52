#pragma once

#include <span>

#include "background/oral_messages.h"

/// What a lieutenant does who was told `told` by the commander, and hears from the other
/// lieutenants that they were told `others`.
inline raft::Order decide(raft::Order told, std::span<const raft::Order> others) {
  return raft::Order::retreat;
}
