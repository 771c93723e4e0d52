#pragma once
/// @file
/// Replication without consensus: the two things that a good programmer tries first. Both copy
/// every write to every server, both work as long as nothing happens at the same time and nobody
/// is slow, and both lose. Paper section 2; dissertation section 2.1.
///
/// **Tell everyone.** Each server executes a client's write at once and sends it to the others, who
/// execute it when it arrives. Two clients write at two servers at the same time: the messages
/// cross, each server has its own write first, and the stores differ for ever.
///
/// **The next takes over.** Only one server takes writes, the primary: the lowest server that is
/// not suspected to have failed. Who hears nothing from the primary for too long suspects it. But
/// silence is no proof: the primary may live behind a broken cable. Now two servers take writes,
/// each rightly by its own lights: a split brain.
///
/// Nothing in here compares logs, counts a majority or numbers the reigns of primaries. That is
/// what the next three chapters add. Like a node of Raft, a replica is a regular value that reads
/// no clock and owns no network; somebody else carries the messages and says when time is up.

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "background/key_value_store.h"
#include "core/command.h"
#include "core/ensure.h"
#include "core/log.h"
#include "core/server_set.h"

namespace raft {

/// Who takes a client's write.
enum class NaiveStrategy : std::uint8_t {
  tell_everyone,    ///< every server
  next_takes_over,  ///< the primary only
};

/// One server tells another of a write, or, without one, only that it is there (a heartbeat).
struct NaiveMessage {
  ServerId from = {};
  ServerId to = {};
  std::optional<Command> write = {};

  friend bool operator==(const NaiveMessage&, const NaiveMessage&) = default;
};

/// A write has been executed here: the store's answer to the client, and what the others must hear.
struct NaiveWrite {
  std::string answer = {};
  std::vector<NaiveMessage> messages = {};
};

/// One server.
class NaiveReplica {
 public:
  /// The server `me` of `servers`, which include it.
  NaiveReplica(ServerId me, ServerSet servers, NaiveStrategy strategy)
      : me_(me), servers_(servers), strategy_(strategy) {
    ensure(servers.contains(me), "a server that is one of the servers");
  }

  /// A client wants `command` executed. The error is whom the client should ask instead.
  std::expected<NaiveWrite, ServerId> write(const Command& command);
  /// A message has arrived. Its sender is alive, whatever was suspected before.
  void receive(const NaiveMessage& message);
  /// Whom this server follows has been silent for too long. A server that finds itself the primary
  /// now says so to the others.
  std::vector<NaiveMessage> timeout();
  /// What a primary says from time to time, so that nobody suspects it; nothing from the others.
  std::vector<NaiveMessage> heartbeat() const;

  /// Whose writes this server expects: the primary, as far as it knows, or itself if it is one.
  ServerId follows() const;
  bool is_primary() const { return follows() == me_; }

  ServerSet suspected() const { return suspected_; }
  /// What it has executed, in order. There are no terms here: all are 0.
  const Log& log() const { return log_; }
  const KeyValueStore& store() const { return store_; }

  auto fields() const {
    return std::make_tuple(me_, servers_, static_cast<int>(strategy_), suspected_, log_, store_);
  }
  friend bool operator==(const NaiveReplica&, const NaiveReplica&) = default;

 private:
  std::string execute(const Command& command);
  std::vector<NaiveMessage> to_the_others(const std::optional<Command>& write) const;

  ServerId me_;
  ServerSet servers_;
  NaiveStrategy strategy_;
  ServerSet suspected_;
  Log log_;
  KeyValueStore store_;
};

}  // namespace raft
