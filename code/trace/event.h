#pragma once
/// @file
/// The trace: one stream of events from which every picture is drawn, and only from it. What a
/// reader can see of a run, in a terminal, a diagram or a player, is in here; what is not in here
/// cannot be shown. As a file it is JSON Lines (trace/json_lines.h), described by
/// docs/trace.schema.json.

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "background/vector_clock.h"
#include "core/log.h"
#include "core/server_set.h"
#include "core/vocabulary.h"
#include "membership/configuration.h"
#include "node/effects.h"
#include "node/events.h"
#include "node/messages.h"
#include "trace/node_name.h"

namespace raft {

/// Time on the stage: microseconds since the run began. It passes only when the stage says so.
using VirtualTime = std::chrono::microseconds;

/// The number of a message within a run, from 1, in order of sending. A copy made by the network
/// has a number of its own.
using MessageId = std::uint64_t;

/// What a server is, for onlookers.
enum class RoleName : std::uint8_t { follower, candidate, leader };

namespace trace {

// ---- messages

/// The server sends `message`. If the network made this copy by itself, `copy_of` says of which.
struct Sent {
  MessageId id = 0;
  Message message = {};
  std::optional<MessageId> copy_of = {};
};
/// The server receives the message `id`, and handles it now.
struct Delivered {
  MessageId id = 0;
};
/// Why a message will never arrive.
enum class LossReason : std::uint8_t { lost, cut, receiver_down, dropped };
/// The message `id` is gone. `server` of the event is the one that would have received it.
struct Lost {
  MessageId id = 0;
  LossReason reason = LossReason::lost;
};
/// The gate turned the message `id` away: no honest server sends it.
struct Refused {
  MessageId id = 0;
};

// ---- the protocol

/// The server is in the cluster now; the first event of its column.
struct Joined {};
/// The election timer ran out.
struct TimedOut {};
/// The server has a new role, a new term, or both. `leader`: whom a follower follows, if it knows.
struct RoleChanged {
  RoleName role = RoleName::follower;
  Term term = {};
  std::optional<ServerId> leader = {};
};
/// The server gave its vote of `term` to `candidate`, which may be itself.
struct Voted {
  Term term = {};
  ServerId candidate = {};
};
/// The entries were added to the log, the first at index `first`.
struct Appended {
  LogIndex first = {};
  std::vector<Entry> entries = {};
};
/// The entries from index `first` to the end were removed from the log.
using raft::Truncated;
/// The commit index is now `index`.
struct Committed {
  LogIndex index = {};
};
/// The state machine executed the entry at `index`; `result` is what it answered, if anything.
struct Applied {
  LogIndex index = {};
  std::string command = {};
  std::string result = {};
};
/// These are the members now, by the entry at `index` (0: from the beginning).
struct MembersChanged {
  LogIndex index = {};
  Configuration members = {};
};
/// The leader gave up on a newcomer.
using raft::ChangeAbandoned;
/// The disk holds these now: term and vote if they were written, and the log from `log_from` on.
struct Saved {
  std::optional<TermAndVote> term_and_vote = {};
  std::optional<LogIndex> log_from = {};
};

// ---- faults and the world

/// The server stops and forgets all that its disk does not hold.
struct Crashed {};
/// The server runs again, from what its disk holds: this term, vote and log length.
struct Restarted {
  TermAndVote term_and_vote = {};
  LogIndex last_index = {};
};
/// The server does nothing from now on, and keeps its memory.
struct Paused {};
/// A paused server goes on, and notices nothing of the pause.
struct Resumed {};
/// The server's clock runs at `permille` thousandths of the right speed.
struct ClockRate {
  std::uint32_t permille = 1000;
};
/// The server's disk behaves differently from now on, in words.
struct DiskChanged {
  std::string how = {};
};
/// Messages from `from` to `to` are lost from now on.
struct LinkCut {
  ServerId from = {};
  ServerId to = {};
};
/// Messages from `from` to `to` arrive again from now on.
struct LinkMended {
  ServerId from = {};
  ServerId to = {};
};
/// Only servers of the same group reach each other from now on.
struct Partitioned {
  std::vector<ServerSet> groups = {};
};
/// Every link works again.
struct Healed {};

// ---- clients

/// A client asks the server for something. `operation` numbers the requests of a run, from 1.
struct Invoked {
  std::uint32_t client = 0;
  std::uint64_t operation = 0;
  std::string command = {};
};
/// What a client came to know of its request. After `unknown` it may yet be executed, or never.
enum class Outcome : std::uint8_t { ok, unknown };
/// The request ends for its client, with what the state machine answered.
struct Returned {
  std::uint32_t client = 0;
  std::uint64_t operation = 0;
  Outcome outcome = Outcome::ok;
  std::string result = {};
};

// ---- the telling

/// The author says what to look at.
struct Caption {
  std::string text = {};
};
/// The scenario expected `text`; if it did not hold, `found` says what was there instead.
struct Expectation {
  std::string text = {};
  bool met = true;
  std::string found = {};
};
/// A named invariant is broken; the run ends here. `facts` are the two things that contradict.
struct Violated {
  std::string invariant = {};
  std::vector<std::string> facts = {};
};

/// What happened.
using What =
    std::variant<Sent, Delivered, Lost, Refused, Joined, TimedOut, RoleChanged, Voted, Appended,
                 Truncated, Committed, Applied, MembersChanged, ChangeAbandoned, Saved, Crashed,
                 Restarted, Paused, Resumed, ClockRate, DiskChanged, LinkCut, LinkMended,
                 Partitioned, Healed, Invoked, Returned, Caption, Expectation, Violated>;

}  // namespace trace

/// One event of a run.
struct TraceEvent {
  std::uint64_t sequence = 0;  ///< from 1, without gaps: the order in which things happened
  VirtualTime at{0};
  std::optional<ServerId> server = {};  ///< in whose column it stands; none: it concerns all
  trace::What what = {};
  VectorClock clock = {};  ///< of `server`, after the event; empty without a server
};

/// What a trace begins with.
struct TraceHeader {
  static constexpr int current_version = 1;

  int version = current_version;
  std::string title = {};
  NodeName node = {};
  bool terms = true;       ///< whether the servers know terms and agreement; chapter 1's do not
  ServerSet servers = {};  ///< those present at the beginning
  std::uint64_t seed = 0;
};

/// A whole run.
struct Trace {
  TraceHeader header = {};
  std::vector<TraceEvent> events = {};
};

}  // namespace raft
