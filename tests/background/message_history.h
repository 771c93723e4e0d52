#pragma once
/// @file
/// Random histories of servers that take steps and send each other messages, for the tests of both
/// logical clocks, and the naive answer to what happened before what: follow the arrows.

#include <cstddef>
#include <optional>
#include <vector>

#include "core/random.h"
#include "core/vocabulary.h"

namespace raft {

/// One event of a history.
struct Happening {
  ServerId server = {};
  std::optional<std::size_t> received = {};  ///< the event in which the received message was sent
};

/// `events` events of `servers` servers. Any earlier event of another server may have sent the
/// message that an event receives; messages may overtake each other, double, or never arrive.
inline std::vector<Happening> random_history(std::uint64_t seed, std::uint8_t servers,
                                             std::size_t events) {
  Random random(seed);
  std::vector<Happening> history;
  for (std::size_t i = 0; i < events; ++i) {
    Happening event{.server = {static_cast<std::uint8_t>(random.between(1, servers))}};
    const std::size_t sent = random.between(0, i);
    const bool other = sent < i && history[sent].server != event.server;
    if (other && random.happens(400'000)) event.received = sent;
    history.push_back(event);
  }
  return history;
}

/// Lamport's definition, word for word: `before[a][b]` if a came first in the same server, or a
/// sent what b received, or there is an event between them.
inline std::vector<std::vector<bool>> happened_before(const std::vector<Happening>& history) {
  const std::size_t n = history.size();
  std::vector<std::vector<bool>> before(n, std::vector<bool>(n));
  for (std::size_t b = 0; b < n; ++b) {
    for (std::size_t a = 0; a < b; ++a) {
      before[a][b] = history[a].server == history[b].server || history[b].received == a;
    }
  }
  for (std::size_t between = 0; between < n; ++between) {
    for (std::size_t a = 0; a < n; ++a) {
      for (std::size_t b = 0; b < n; ++b) {
        if (before[a][between] && before[between][b]) before[a][b] = true;
      }
    }
  }
  return before;
}

}  // namespace raft
