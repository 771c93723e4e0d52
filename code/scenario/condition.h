#pragma once
/// @file
/// What may hold of a cluster: what `expect` demands and `run until` waits for, as data.

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/log.h"
#include "core/server_set.h"
#include "membership/configuration.h"
#include "node/effects.h"
#include "simulation/network.h"
#include "trace/event.h"

namespace raft {

/// What a condition asks.
namespace condition {

/// How a number stands to the one that is asked for.
enum class Relation : std::uint8_t { equal, at_most, at_least };

/// There is a running leader: this one, or any.
struct HasLeader {
  std::optional<ServerId> server = {};
};
/// There is a running leader, and it is one of these.
struct LeaderAmong {
  ServerSet among = {};
};
struct TermIs {
  ServerId server = {};
  Term term = {};
  Relation relation = Relation::equal;
};
struct RoleIs {
  ServerId server = {};
  RoleName role = RoleName::follower;
};
/// The server's vote in its term.
struct VoteIs {
  ServerId server = {};
  std::optional<ServerId> candidate = {};
};
struct LogIs {
  ServerId server = {};
  std::vector<Entry> entries = {};
};
struct CommitIs {
  ServerId server = {};
  LogIndex index = {};
  Relation relation = Relation::equal;
};
struct AppliedIs {
  ServerId server = {};
  LogIndex index = {};
  Relation relation = Relation::equal;
};
/// The configuration in force on the server.
struct VotersAre {
  ServerId server = {};
  Configuration members = {};
};
/// So many running servers, or more, know that this command is committed.
struct Committed {
  std::string command = {};
  std::uint32_t servers = 1;
};
/// The key has this value, or none: on this server, or on every member that has applied all that is
/// known to be committed, of which there must be one.
struct ValueIs {
  std::optional<ServerId> server = {};
  std::string key = {};
  std::optional<std::string> value = {};
};
/// Every running member has applied all that is known to be committed.
struct AllApplied {};
/// Nothing is on its way but held messages.
struct Quiet {};
struct SameStores {};  ///< of all running members
struct SameLogs {};    ///< of all running members
struct SameTerms {};   ///< of all running members
/// How many such messages are on their way, held ones included.
struct MessagesAre {
  MessageFilter filter = {};
  std::uint64_t count = 0;
  Relation relation = Relation::equal;
};
/// How many such messages servers have sent, or how many bytes these carry (carried_bytes()): since
/// the caption of this text, or since the beginning.
struct SentAre {
  MessageFilter filter = {};
  bool bytes = false;
  std::uint64_t count = 1;
  Relation relation = Relation::at_least;
  std::optional<std::string> since = {};
};
/// What the clients saw so far could have been seen of one server. Its opposite holds if it could
/// not; neither does where the search is ended at its limit.
struct Linearizable {
  std::optional<std::uint64_t> steps = {};  ///< of the search, at most; none: the usual limit
};
/// No invariant has been broken.
struct Safe {};
/// This invariant has been broken.
struct Broken {
  std::string invariant = {};
};
/// The last thing that was asked of a server was refused, for this reason or any.
struct WasRefused {
  std::optional<Refusal> why = {};
};
/// The last thing that was asked of a server was not refused.
struct WasAccepted {};

}  // namespace condition

/// A condition or its opposite.
struct Condition {
  using Of = std::variant<
      condition::HasLeader, condition::LeaderAmong, condition::TermIs, condition::RoleIs,
      condition::VoteIs, condition::LogIs, condition::CommitIs, condition::AppliedIs,
      condition::VotersAre, condition::Committed, condition::ValueIs, condition::AllApplied,
      condition::Quiet, condition::SameStores, condition::SameLogs, condition::SameTerms,
      condition::MessagesAre, condition::SentAre, condition::Linearizable, condition::Safe,
      condition::Broken, condition::WasRefused, condition::WasAccepted>;
  Of of = {};
  bool negated = false;
};

}  // namespace raft
