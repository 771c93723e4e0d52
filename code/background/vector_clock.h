#pragma once
/// @file
/// Vector clocks: for each server the number of its steps that can have influenced this moment. One
/// moment happened before another exactly if its vector is smaller; if neither is, the two could
/// not have known of each other. Fidge 1988, Mattern 1989.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "core/ensure.h"
#include "core/vocabulary.h"

namespace raft {

/// A moment in the life of a group of servers, in causal terms. A regular value; a server that is
/// not mentioned counts as 0.
class VectorClock {
 public:
  VectorClock() = default;
  /// The moment with these counts of S1, S2, ...; at most 64.
  explicit VectorClock(std::vector<std::uint64_t> counts) : counts_(std::move(counts)) {
    ensure(counts_.size() <= ServerId::highest, "counts of at most 64 servers");
  }

  /// How many steps of `server` are known here.
  std::uint64_t of(ServerId server) const {
    const std::size_t place = server.value - std::size_t{1};
    return place < counts_.size() ? counts_[place] : 0;
  }

  /// `server` takes a step of its own.
  void step(ServerId server) {
    ensure(server.value >= 1 && server.value <= ServerId::highest, "a server from S1 to S64");
    if (counts_.size() < server.value) counts_.resize(server.value);
    ++counts_[server.value - 1u];
  }

  /// What `other` knows becomes known here, as on receipt of a message that carries `other`.
  void learn(const VectorClock& other) {
    if (counts_.size() < other.counts_.size()) counts_.resize(other.counts_.size());
    for (std::size_t i = 0; i < other.counts_.size(); ++i) {
      counts_[i] = std::max(counts_[i], other.counts_[i]);
    }
  }

  /// Whether all that is known here is known there.
  bool known_to(const VectorClock& other) const {
    for (std::size_t i = 0; i < counts_.size(); ++i) {
      if (counts_[i] > (i < other.counts_.size() ? other.counts_[i] : 0)) return false;
    }
    return true;
  }
  bool happened_before(const VectorClock& other) const {
    return known_to(other) && !other.known_to(*this);
  }
  bool concurrent_with(const VectorClock& other) const {
    return !known_to(other) && !other.known_to(*this);
  }

  /// The counts of S1, S2, ... in order; trailing servers without steps may be missing.
  const std::vector<std::uint64_t>& counts() const { return counts_; }

  friend bool operator==(const VectorClock& a, const VectorClock& b) {
    return a.known_to(b) && b.known_to(a);
  }

 private:
  std::vector<std::uint64_t> counts_;
};

}  // namespace raft
