#pragma once
/// @file
/// The fingerprint of a world: equal for two worlds in which the same can happen from now on, so
/// that one of them stands for both. Such are worlds that differ only in which server bears which
/// name: a cluster of three in which S1 leads is one in which S2 leads, with other names. Of all
/// ways to name the servers the smallest fingerprint is taken (symmetry reduction; Ip and Dill,
/// 1996).
///
/// Two different worlds have the same fingerprint by accident with a chance of 1 in 2^64. Among n
/// worlds the chance that it happens at all is below n * n / 2^65: for ten million, 3 in a million.

#include <cstdint>

#include "explorer/world.h"

namespace raft {

/// The fingerprint. O(servers + messages) as a rule; where k servers cannot be told apart without
/// names, all k! ways to name them are tried.
std::uint64_t fingerprint(const Space& space, const World& world);

}  // namespace raft
