#pragma once
/// @file
/// A world: a whole cluster at one moment, as a value that never changes. What happens next is
/// another world, which shares with this one all that stayed as it was. There is no time in it:
/// a timer may run out at any moment, and a message may be on its way for ever.

#include <algorithm>
#include <cstdint>
#include <memory>
#include <tuple>
#include <utility>
#include <vector>

#include "explorer/bounds.h"
#include "explorer/known_digests.h"
#include "invariants/invariants.h"
#include "invariants/relabelled_digest.h"
#include "node/messages.h"
#include "simulation/catalogue.h"
#include "simulation/host.h"

namespace raft {

/// One server: its node, and what its disk holds.
class Actor {
 public:
  Actor(std::shared_ptr<const Host> host, std::shared_ptr<const Saved> disk);

  const Host& host() const { return *host_; }
  const std::shared_ptr<const Saved>& disk() const { return disk_; }
  ServerId id() const { return id_; }
  Term term() const { return term_; }
  bool leads() const { return role_ == RoleName::leader; }
  bool stands() const { return role_ == RoleName::candidate; }
  /// The earliest term in which it can be from now on: a crash takes back what was not saved.
  Term earliest(bool may_crash) const {
    return may_crash ? std::min(term_, disk_->term_and_vote.current_term) : term_;
  }

  /// The fingerprint of the node and, if it may matter, of the disk, without any names.
  std::uint64_t look(bool with_disk) const;
  std::uint64_t digest(const Permutation& permutation, bool with_disk) const;

 private:
  std::shared_ptr<const Host> host_;
  std::shared_ptr<const Saved> disk_;
  ServerId id_;
  Term term_;
  RoleName role_;
  std::uint64_t look_;
  KnownDigests host_digests_;
  KnownDigests disk_digests_;
};

/// One message on its way.
class InFlight {
 public:
  explicit InFlight(Message message) : message_(std::move(message)) {}

  const Message& message() const { return message_; }
  std::uint64_t digest(const Permutation& permutation) const {
    return digests_.get(permutation,
                        [&](const Relabelling& names) { return digest_of(message_, names); });
  }

 private:
  Message message_;
  KnownDigests digests_;
};

/// What the invariants remember of the way to a world.
struct Memory {
  Invariants invariants;
  KnownDigests digests = {};
};

/// How much has happened already of what is bounded.
struct Spent {
  std::uint8_t entries = 0;
  std::uint8_t crashes = 0;
  std::uint8_t drops = 0;
  std::uint8_t duplicates = 0;
  std::uint8_t heartbeats = 0;
  std::uint8_t changes = 0;

  auto fields() const { return std::tie(entries, crashes, drops, duplicates, heartbeats, changes); }
  friend bool operator==(const Spent&, const Spent&) = default;
};

/// A cluster at one moment. Copying it copies pointers.
struct World {
  std::vector<std::shared_ptr<const Actor>> cast = {};          ///< S1 first
  std::vector<std::shared_ptr<const InFlight>> in_flight = {};  ///< those sent first come first
  std::shared_ptr<const Memory> memory = {};
  Spent spent = {};

  const Actor& at(ServerId server) const { return *cast[server.value - 1u]; }
};

/// What all worlds of a search have in common.
struct Space {
  const NodeType* node = nullptr;
  std::vector<Setup> setups = {};  ///< with which servers start, S1 first
  Bounds bounds = {};
  bool symmetric = true;  ///< worlds that differ only in the servers' names are one
  /// A reply that no node of Raft listens to any more is forgotten: of a term that its receiver has
  /// left and cannot return to (paper section 5.1), or about a vote for which it does not stand.
  bool forgets_old_replies = true;

  bool may_crash(const World& world) const { return world.spent.crashes < bounds.crashes; }
};

}  // namespace raft
