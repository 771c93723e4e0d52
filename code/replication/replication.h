#pragma once
/// @file
/// Chapter 3: the leader copies its log to the followers, and what a majority holds is committed.
/// Paper section 5.3 and Figure 2; dissertation section 3.5.
///
/// The part promises Log Matching and Leader Append-Only. It does not yet promise that what is
/// committed stays: chapter 4 shows how that fails, and adds the rules that are missing.

#include <algorithm>
#include <cstdint>
#include <optional>
#include <span>
#include <tuple>

#include "core/log.h"
#include "election/election.h"
#include "node/events.h"
#include "node/input.h"
#include "node/part.h"
#include "node/setup.h"
#include "replication/progress.h"

namespace raft {

/// The part of chapter 3.
struct Replication {
  using builds_on = After<Election>;
  using hears = Events<Elected, SteppedDown, Propose, Appended, Departing<AppendEntries>,
                       Current<AppendEntries>, Current<AppendEntriesReply>, Committed, Settling>;
  using objects_to = Questions<Plausible<AppendEntriesReply>>;

  explicit Replication(const Setup& setup) : entries_per_message(setup.entries_per_message) {}

  Log log;
  LogIndex commit_index;
  LogIndex last_applied;
  std::optional<Followers>
      followers;  ///< nextIndex[] and matchIndex[]: a leader has them, nobody else
  std::uint32_t entries_per_message;

  // [lead]
  void on(const Elected&, auto& node) {
    followers.emplace();
    followers->track(node.peers, log.last_index());
  }

  void on(const SteppedDown&, auto&) { followers.reset(); }
  // [lead]-end

  // [propose]
  void on(const Propose& propose, auto& node) {
    Refusal why = Refusal::not_leader;
    if (!node.leads() || !node.agreed(Proposal{why})) {
      node.effects().answers.push_back({propose.ticket, Refused{why, node.known_leader()}});
      return;
    }
    const LogIndex first = log.last_index().next();
    append(propose.commands, EntryKind::command, node);
    node.effects().answers.push_back({propose.ticket, Accepted{first, log.last_index()}});
  }

  void append(std::span<const Command> commands, EntryKind kind, auto& node) {
    if (commands.empty()) return;
    const LogIndex first = log.last_index().next();
    for (const Command& command : commands) {
      log.append({node.term_and_vote.current_term, kind, command});
    }
    node.tell(Appended{first});
  }
  // [propose]-end

  // [send]
  void on(const Appended&, auto& node) {
    if (!node.leads()) return;
    for (const Progress& follower : *followers) send_new_entries(follower, node);
  }

  void send_new_entries(const Progress& follower, auto& node) {
    while (!follower.probing() && follower.next_index() <= log.last_index() &&
           node.send(follower.server(), AppendEntries{})) {
    }
  }

  void on(const Departing<AppendEntries>& departing, auto& node) {
    Progress& follower = followers->of(departing.to);
    const LogIndex previous = follower.next_index().previous();
    AppendEntries& message = departing.message;
    message.prev_log = log.position(previous);
    message.entries =
        node.effects().entries().take(log, follower.next_index(), entries_per_message);
    message.leader_commit = commit_index;
    follower.sent(previous.after(message.entries.size()));
  }
  // [send]-end

  // [receive]
  void on(const Current<AppendEntries>& request, auto& node) {
    if (node.leads()) return;
    const AppendEntries& leaders = request.message;
    if (!log.holds(leaders.prev_log)) {
      node.send(request.from, refusal(leaders));
      return;
    }
    merge(leaders, node);
    const LogIndex match = leaders.prev_log.index.after(leaders.entries.size());
    commit_to(std::min(leaders.leader_commit, match), node);
    node.send(request.from, AppendEntriesReply{.success = true, .match_index = match});
  }

  AppendEntriesReply refusal(const AppendEntries& leaders) const {
    const auto [term, index] = leaders.prev_log;
    return {.success = false, .prev_log_index = index, .conflict = log.last_not_after(term, index)};
  }

  void merge(const AppendEntries& leaders, auto& node) {
    const std::span<const Entry> entries = leaders.entries.span();
    if (entries.empty()) return;
    const LogIndex first = log.first_missing(leaders.prev_log.index, entries);
    const std::uint64_t known = first.value - leaders.prev_log.index.value - 1;
    if (known == entries.size()) return;
    if (log.contains(first)) {
      log.truncate_from(first);
      node.tell(Truncated{first});
    }
    log.append(entries.subspan(known));
    node.tell(Appended{first});
  }
  // [receive]-end

  // [reply]
  void on(const Current<AppendEntriesReply>& reply, auto& node) {
    Progress* follower = node.leads() ? followers->find(reply.from) : nullptr;
    if (!follower) return;
    if (reply.message.success) {
      follower->succeeded(reply.message.match_index);
      send_new_entries(*follower, node);
    } else if (follower->refused(reply.message, log)) {
      node.send(reply.from, AppendEntries{});
    }
  }

  bool allows(const Plausible<AppendEntriesReply>& reply, const auto& node) const {
    // Of an earlier reign the reply may rightly name what the log has lost since.
    return !node.leads() || reply.received.term != node.term_and_vote.current_term ||
           reply.received.message.match_index <= log.last_index();
  }
  // [reply]-end

  // [commit]
  void on(const Settling&, auto& node) {
    // Again after each advance: what was committed may have put another entry into the log.
    while (node.leads() && commit_index < log.last_index() && advance_commit(node)) {
    }
    apply(node);
  }

  bool advance_commit(auto& node) {
    LogIndex best = commit_index;
    const auto consider = [&](LogIndex index) {
      if (index <= best) return;
      const ServerSet holders = followers->holding(index).with(node.me);
      if (node.agreed(Decision{holders}) && node.agreed(Commit{index, holders})) best = index;
    };
    for (const Progress& follower : *followers) consider(follower.match_index());
    consider(log.last_index());
    return commit_to(best, node);
  }

  bool commit_to(LogIndex index, auto& node) {
    if (index <= commit_index) return false;
    const LogIndex before = commit_index;
    commit_index = index;
    node.tell(Committed{before});
    return true;
  }

  void on(const Committed&, auto& node) {
    if (!node.leads()) return;
    for (const Progress& follower : *followers) {
      if (!follower.probing()) node.send(follower.server(), AppendEntries{});
    }
  }
  // [commit]-end

  // [apply]
  void apply(auto& node) {
    if (last_applied >= commit_index) return;
    node.effects().apply = {.after = last_applied, .up_to = commit_index};
    last_applied = commit_index;
  }
  // [apply]-end

  auto fields() const {
    return std::tie(log, commit_index, last_applied, followers, entries_per_message);
  }
  friend bool operator==(const Replication&, const Replication&) = default;
};

}  // namespace raft
