#pragma once
/// @file
/// Fingerprints that need not be computed twice: of one value, in the names in which the servers
/// were called when somebody asked.

#include <array>
#include <cstdint>
#include <utility>

#include "core/vocabulary.h"
#include "invariants/relabelled_digest.h"

namespace raft {

/// Other names for the servers of a world, and a short form of them.
struct Permutation {
  Relabelling names = {};
  std::uint32_t code = 0;  ///< equal for equal names

  /// Calls `server` Sn, where n = `place` + 1. To be said once of each server.
  void call(ServerId server, unsigned place) {
    names.call(server, {static_cast<std::uint8_t>(place + 1)});
    code |= (place + 1) << (4 * (server.value - 1u));
  }
};

/// Fingerprints of one value in the names in which it was asked for last. They are remembered while
/// the value is const, so it is not for use from two threads at once, const or not.
class KnownDigests {
 public:
  template <class Compute>
  std::uint64_t get(const Permutation& permutation, const Compute& compute) const {
    for (const auto& [code, digest] : known_) {
      if (code == permutation.code) return digest;
    }
    auto& oldest = known_[next_++ % known_.size()];
    oldest = {permutation.code, compute(permutation.names)};
    return oldest.second;
  }
  void forget() { known_ = {}; }

 private:
  // No names have the code 0.
  mutable std::array<std::pair<std::uint32_t, std::uint64_t>, 4> known_{};
  mutable std::uint8_t next_ = 0;
};

}  // namespace raft
