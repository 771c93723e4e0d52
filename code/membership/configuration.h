#pragma once
/// @file
/// Who is in the cluster. A configuration travels as an entry of the log, so that all servers agree
/// on the members by the same means as on everything else. Paper section 6; dissertation chapter 4.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>

#include "core/log.h"
#include "core/majority.h"
#include "core/server_set.h"

namespace raft {

/// The members: `voters` decide. While the cluster moves from an old set of voters to a new one by
/// joint consensus, the old ones are `outgoing`, and a decision needs a majority of each.
struct Configuration {
  ServerSet voters = {};
  ServerSet outgoing = {};

  bool joint() const { return !outgoing.empty(); }
  ServerSet everyone() const { return voters | outgoing; }

  auto fields() const { return std::tie(voters, outgoing); }
  friend bool operator==(const Configuration&, const Configuration&) = default;
};

/// The configuration as the content of an entry: voters, then outgoing, each as 8 bytes, lowest
/// first.
inline Command encode(const Configuration& configuration) {
  std::string bytes;
  for (std::uint64_t word : {configuration.voters.bits(), configuration.outgoing.bits()}) {
    for (int i = 0; i < 8; ++i, word >>= 8) bytes.push_back(static_cast<char>(word & 0xff));
  }
  return Command(bytes);
}

/// The inverse of encode; nothing if `command` is not a configuration with at least one voter.
inline std::optional<Configuration> decode_configuration(const Command& command) {
  const std::string_view bytes = command.bytes();
  if (bytes.size() != 16) return std::nullopt;
  const auto word = [&](std::size_t first) {
    std::uint64_t value = 0;
    for (std::size_t i = 8; i-- > 0;)
      value = value << 8 | static_cast<std::uint8_t>(bytes[first + i]);
    return ServerSet::from_bits(value);
  };
  const Configuration configuration{.voters = word(0), .outgoing = word(8)};
  if (configuration.voters.empty()) return std::nullopt;
  return configuration;
}

/// "C-old,new" where more than one server differs: then two majorities could miss each other and
/// both must decide. Where one server differs, any majority of the old voters and any of the new
/// overlap (dissertation section 4.1), and the new configuration can follow the old one directly.
inline Configuration first_step(ServerSet from, ServerSet to) {
  const unsigned differing = ((from - to) | (to - from)).size();
  return {.voters = to, .outgoing = differing > 1 ? from : ServerSet{}};
}

}  // namespace raft
