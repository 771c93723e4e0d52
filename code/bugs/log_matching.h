#pragma once
/// @file
/// Bugs of the log: what a follower checks before it takes entries, what it deletes, and what it
/// says of it. Each replaces Replication (paper section 5.3 and Figure 2, AppendEntries).
///
/// Several of them hand the right part another message than the one that arrived.

#include <algorithm>
#include <cstdint>
#include <vector>

#include "replication/replication.h"

namespace raft {

/// Entries are put at the end of the log, whatever stands there.
struct ChecksNothing : Replication {
  using Replication::on;
  using Replication::Replication;

  void on(const Current<AppendEntries>& request, auto& node) {
    AppendEntries taken = request.message;
    if (taken.prev_log.index >= log.last_index()) {
      taken.prev_log = log.last();
    } else {
      taken.prev_log = log.position(taken.prev_log.index);
    }
    Replication::on(Current<AppendEntries>{request.from, taken}, node);
  }
};

/// The follower checks that its log is long enough, and not which term stands there.
struct ChecksIndexOnly : Replication {
  using Replication::on;
  using Replication::Replication;

  void on(const Current<AppendEntries>& request, auto& node) {
    AppendEntries taken = request.message;
    if (taken.prev_log.index <= log.last_index()) {
      taken.prev_log = log.position(taken.prev_log.index);
    }
    Replication::on(Current<AppendEntries>{request.from, taken}, node);
  }
};

/// A heartbeat is answered with success, unchecked.
struct ChecksNoHeartbeat : Replication {
  using Replication::on;
  using Replication::Replication;

  void on(const Current<AppendEntries>& request, auto& node) {
    const AppendEntries& heartbeat = request.message;
    if (node.leads() || !heartbeat.entries.empty()) return Replication::on(request, node);
    commit_to(std::min(heartbeat.leader_commit, log.last_index()), node);
    node.send(request.from,
              AppendEntriesReply{.success = true, .match_index = heartbeat.prev_log.index});
  }
};

/// After each message the log ends where the message ends.
struct LogEndsWithMessage : Replication {
  using Replication::on;
  using Replication::Replication;

  void on(const Current<AppendEntries>& request, auto& node) {
    const AppendEntries& leaders = request.message;
    const bool taken = !node.leads() && log.holds(leaders.prev_log);
    Replication::on(request, node);
    const LogIndex rest = leaders.prev_log.index.after(leaders.entries.size()).next();
    if (!taken || !log.contains(rest)) return;
    log.truncate_from(rest);
    node.tell(Truncated{rest});
  }
};

/// What conflicts is kept; only what goes beyond the end of the log is taken.
struct KeepsConflict : Replication {
  using Replication::on;
  using Replication::Replication;

  void on(const Current<AppendEntries>& request, auto& node) {
    AppendEntries taken = request.message;
    if (log.holds(taken.prev_log)) {
      const std::uint64_t here = log.last_index().value - taken.prev_log.index.value;
      const auto new_ones = taken.entries.span().subspan(
          std::min<std::size_t>(static_cast<std::size_t>(here), taken.entries.size()));
      const std::uint64_t skipped = taken.entries.size() - new_ones.size();
      taken.prev_log = log.position(taken.prev_log.index.after(skipped));
      taken.entries = Entries({new_ones.begin(), new_ones.end()});
    }
    Replication::on(Current<AppendEntries>{request.from, taken}, node);
  }
};

/// Conflicting entries are replaced one by one, and what stands behind them stays.
struct ReplacesInPlace : Replication {
  using Replication::on;
  using Replication::Replication;

  void on(const Current<AppendEntries>& request, auto& node) {
    const AppendEntries& leaders = request.message;
    const LogIndex end = leaders.prev_log.index.after(leaders.entries.size());
    const auto rest = log.from(end.next());
    const std::vector<Entry> behind(rest.begin(), rest.end());
    Replication::on(request, node);
    if (behind.empty() || log.last_index() != end) return;
    log.append(behind);
    node.tell(Appended{end.next()});
  }
};

/// A leader does not go back to where a follower's log is right.
struct NeverGoesBack : Replication {
  using Replication::on;
  using Replication::Replication;

  void on(const Current<AppendEntriesReply>& reply, auto& node) {
    if (reply.message.success) Replication::on(reply, node);
  }
};

/// A new leader begins with a clean log: what is not committed is deleted.
struct LeaderTidiesUp : Replication {
  using Replication::on;
  using Replication::Replication;

  void on(const Elected& elected, auto& node) {
    if (const LogIndex first = commit_index.next(); log.contains(first)) {
      log.truncate_from(first);
      node.tell(Truncated{first});
    }
    Replication::on(elected, node);
  }
};

/// A follower that knows a leader takes commands, too.
struct FollowerTakesCommands : Replication {
  using Replication::on;
  using Replication::Replication;

  void on(const Propose& propose, auto& node) {
    if (node.leads() || !node.known_leader()) return Replication::on(propose, node);
    const LogIndex first = log.last_index().next();
    append(propose.commands, EntryKind::command, node);
    node.effects().answers.push_back({propose.ticket, Accepted{first, log.last_index()}});
  }
};

}  // namespace raft
