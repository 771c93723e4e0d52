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
#include "simulation/message_filter.h"
#include "trace/event.h"

namespace raft {

/// What a condition asks.
namespace condition {

/// How a number stands to the one that is asked for.
enum class Relation : std::uint8_t { equal, at_most, at_least };

/// There is a running leader: this one, or any.
struct HasLeader {
  std::optional<ServerId> server = {};
  friend bool operator==(const HasLeader&, const HasLeader&) = default;
};
/// There is a running leader, and it is one of these.
struct LeaderAmong {
  ServerSet among = {};
  friend bool operator==(const LeaderAmong&, const LeaderAmong&) = default;
};
/// The term in which the server is.
struct TermIs {
  ServerId server = {};
  Term term = {};
  Relation relation = Relation::equal;
  friend bool operator==(const TermIs&, const TermIs&) = default;
};
/// The role that the server has in its term.
struct RoleIs {
  ServerId server = {};
  RoleName role = RoleName::follower;
  friend bool operator==(const RoleIs&, const RoleIs&) = default;
};
/// The server's vote in its term.
struct VoteIs {
  ServerId server = {};
  std::optional<ServerId> candidate = {};
  friend bool operator==(const VoteIs&, const VoteIs&) = default;
};
/// All entries of the server's log, from index 1 on.
struct LogIs {
  ServerId server = {};
  std::vector<Entry> entries = {};
  friend bool operator==(const LogIs&, const LogIs&) = default;
};
/// Up to where the server knows the log to be committed.
struct CommitIs {
  ServerId server = {};
  LogIndex index = {};
  Relation relation = Relation::equal;
  friend bool operator==(const CommitIs&, const CommitIs&) = default;
};
/// Up to where the server's store has executed the log.
struct AppliedIs {
  ServerId server = {};
  LogIndex index = {};
  Relation relation = Relation::equal;
  friend bool operator==(const AppliedIs&, const AppliedIs&) = default;
};
/// The configuration in force on the server.
struct VotersAre {
  ServerId server = {};
  Configuration members = {};
  friend bool operator==(const VotersAre&, const VotersAre&) = default;
};
/// So many running servers, or more, know that this command is committed.
struct Committed {
  std::string command = {};
  std::uint32_t servers = 1;
  friend bool operator==(const Committed&, const Committed&) = default;
};
/// The key has this value, or none: on this server, or on every member that has applied all that is
/// known to be committed, of which there must be one.
struct ValueIs {
  std::optional<ServerId> server = {};
  std::string key = {};
  std::optional<std::string> value = {};
  friend bool operator==(const ValueIs&, const ValueIs&) = default;
};
/// Every running member has applied all that is known to be committed.
struct AllApplied {
  friend bool operator==(const AllApplied&, const AllApplied&) = default;
};
/// Nothing is on its way but held messages.
struct Quiet {
  friend bool operator==(const Quiet&, const Quiet&) = default;
};
struct SameStores {
  friend bool operator==(const SameStores&, const SameStores&) = default;
};  ///< of all running members
struct SameLogs {
  friend bool operator==(const SameLogs&, const SameLogs&) = default;
};  ///< of all running members
struct SameTerms {
  friend bool operator==(const SameTerms&, const SameTerms&) = default;
};  ///< of all running members
/// How many such messages are on their way, held ones included.
struct MessagesAre {
  MessageFilter filter = {};
  std::uint64_t count = 0;
  Relation relation = Relation::equal;
  friend bool operator==(const MessagesAre&, const MessagesAre&) = default;
};
/// How many such messages servers have sent, or how many bytes these carry (carried_bytes()): since
/// the caption of this text, or since the beginning.
struct SentAre {
  MessageFilter filter = {};
  bool bytes = false;
  std::uint64_t count = 1;
  Relation relation = Relation::at_least;
  std::optional<std::string> since = {};
  friend bool operator==(const SentAre&, const SentAre&) = default;
};
/// What the clients saw so far could have been seen of one server. Its opposite holds if it could
/// not; neither does where the search is ended at its limit.
struct Linearizable {
  std::optional<std::uint64_t> steps = {};  ///< of the search, at most; none: the usual limit
  friend bool operator==(const Linearizable&, const Linearizable&) = default;
};
/// No invariant has been broken.
struct Safe {
  friend bool operator==(const Safe&, const Safe&) = default;
};
/// This invariant has been broken.
struct Broken {
  std::string invariant = {};
  friend bool operator==(const Broken&, const Broken&) = default;
};
/// The last thing that was asked of a server was refused, for this reason or any.
struct WasRefused {
  std::optional<Refusal> why = {};
  friend bool operator==(const WasRefused&, const WasRefused&) = default;
};
/// The last thing that was asked of a server was not refused.
struct WasAccepted {
  friend bool operator==(const WasAccepted&, const WasAccepted&) = default;
};

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
  friend bool operator==(const Condition&, const Condition&) = default;
};

}  // namespace raft
