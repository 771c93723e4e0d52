#pragma once
/// @file
/// What a campaign draws by chance. All of it comes from one seed, so that a seed is a run.

#include <cstdint>

#include "core/ensure.h"
#include "core/random.h"
#include "core/server_set.h"

namespace raft {

/// A stream of decisions. A regular value.
///
/// C++ leaves open which argument of a call is evaluated first, and compilers differ. So no call
/// has two decisions among its arguments: the same seed would be another run.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : random_(seed) {}

  /// From `low` to `high`, both included.
  std::uint64_t number(std::uint64_t low, std::uint64_t high) { return random_.between(low, high); }
  /// True so many times in a hundred.
  bool chance(unsigned percent) { return random_.between(0, 99) < percent; }

  /// One of these servers, of which there must be one.
  ServerId one_of(ServerSet servers) {
    ensure(!servers.empty(), "a server to choose");
    auto skip = random_.between(0, servers.size() - 1);
    for (const ServerId server : servers) {
      if (skip-- == 0) return server;
    }
    return {};
  }

  /// So many of these servers; all of them, if there are no more.
  ServerSet some_of(ServerSet servers, unsigned count) {
    ServerSet chosen;
    while (chosen.size() < count && chosen != servers) chosen.add(one_of(servers - chosen));
    return chosen;
  }

 private:
  Random random_;
};

}  // namespace raft
