#pragma once
/// @file
/// What servers say to each other: the two remote procedure calls of Figure 2, and their results. A
/// call and its result are two messages here, each of which may be lost, delayed, doubled or
/// overtaken on its own. Who speaks and in which term is on the envelope, so candidateId, leaderId
/// and term of the figure are not repeated inside.

#include <array>
#include <concepts>
#include <cstddef>
#include <string_view>
#include <tuple>
#include <variant>

#include "core/log.h"
#include "core/server_set.h"
#include "node/entries.h"

namespace raft {

// [traits]
/// What a message and its fields are called wherever somebody reads them: in a trace, in a
/// scenario, on a page. The fields are those of fields(), in that order.
template <std::size_t count>
struct MessageTraits {
  std::string_view name;
  std::array<std::string_view, count> field_names = {};
};
MessageTraits(const char*)->MessageTraits<0>;
template <std::size_t count>
MessageTraits(const char*, const char* const (&)[count]) -> MessageTraits<count>;
// [traits]-end

/// A candidate asks for a vote (paper section 5.2).
struct RequestVote {
  LogPosition last_log =
      {};  ///< where the candidate's log ends (lastLogIndex, lastLogTerm; section 5.4.1)

  static constexpr MessageTraits traits{"RequestVote", {"last_log"}};
  auto fields() const { return std::tie(last_log); }
  friend bool operator==(const RequestVote&, const RequestVote&) = default;
};

/// The answer to RequestVote.
struct RequestVoteReply {
  bool vote_granted = false;

  static constexpr MessageTraits traits{"RequestVoteReply", {"granted"}};
  auto fields() const { return std::tie(vote_granted); }
  friend bool operator==(const RequestVoteReply&, const RequestVoteReply&) = default;
};

/// A leader's entries for a follower, or none: then it is a heartbeat (paper sections 5.2 and 5.3).
struct AppendEntries {
  LogPosition prev_log = {};    ///< the place before the entries (prevLogIndex, prevLogTerm)
  Entries entries = {};         ///< what follows it
  LogIndex leader_commit = {};  ///< how far the leader has committed

  static constexpr MessageTraits traits{"AppendEntries", {"prev", "entries", "commit"}};
  auto fields() const { return std::tie(prev_log, entries, leader_commit); }
  friend bool operator==(const AppendEntries&, const AppendEntries&) = default;
};

/// The answer to AppendEntries.
struct AppendEntriesReply {
  bool success = false;
  LogIndex match_index = {};     ///< success: up to here the follower's log is the leader's
  LogIndex prev_log_index = {};  ///< failure: the place that the follower's log did not hold
  LogPosition conflict =
      {};  ///< failure: the last place where the logs can still agree, seen from here

  static constexpr MessageTraits traits{"AppendEntriesReply",
                                        {"success", "match", "prev_index", "conflict"}};
  auto fields() const { return std::tie(success, match_index, prev_log_index, conflict); }
  friend bool operator==(const AppendEntriesReply&, const AppendEntriesReply&) = default;
};

// [reply-to]
/// Which reply answers a request. Only requests have one.
template <class Request>
struct ReplyTo;
template <>
struct ReplyTo<RequestVote> {
  using type = RequestVoteReply;
};
template <>
struct ReplyTo<AppendEntries> {
  using type = AppendEntriesReply;
};

/// A message that wants an answer.
template <class M>
concept Request = requires {
  typename ReplyTo<M>::type;
};
// [reply-to]-end

// [envelope]
/// A message on its way: who says what to whom, and the sender's term when it did. What can be said
/// in a node is what its parts speak (node/part.h).
template <class... Bodies>
struct MessageOf {
  using Body = std::variant<Bodies...>;

  ServerId from = {};
  ServerId to = {};
  Term term = {};
  Body body = {};

  auto fields() const { return std::tie(from, to, term, body); }
  friend bool operator==(const MessageOf&, const MessageOf&) = default;
};

/// What the nodes of chapters 2 to 5 say.
using Message = MessageOf<RequestVote, RequestVoteReply, AppendEntries, AppendEntriesReply>;
// [envelope]-end

}  // namespace raft
