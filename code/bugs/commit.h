#pragma once
/// @file
/// Bugs of commitment: what is taken for committed, and what is executed. They spoil Replication
/// (paper section 5.3 and Figure 2, commitIndex and lastApplied) or CommitCurrentTermOnly (section
/// 5.4.2 and Figure 8).

#include <algorithm>

#include "election/election.h"
#include "replication/replication.h"
#include "safety/commit_current_term_only.h"

namespace raft {

/// A leader commits what it has appended, without asking.
struct CommitsAlone : Replication {
  using Replication::on;
  using Replication::Replication;

  void on(const Settling& settling, auto& node) {
    if (node.leads()) commit_to(log.last_index(), node);
    Replication::on(settling, node);
  }
};

/// One follower that holds an entry is enough, however many there are.
struct OneFollowerDecides : Replication {
  using Replication::on;
  using Replication::Replication;

  void on(const Settling& settling, auto& node) {
    if (node.leads()) {
      LogIndex best;
      for (const Progress& follower : *followers) best = std::max(best, follower.match_index());
      if (node.agreed(Commit{best, followers->holding(best).with(node.me)})) commit_to(best, node);
    }
    Replication::on(settling, node);
  }
};

/// What was sent counts as received.
struct SentIsHeld : Replication {
  using Replication::on;
  using Replication::Replication;

  void on(const Departing<AppendEntries>& departing, auto& node) {
    Replication::on(departing, node);
    const AppendEntries& message = departing.message;
    followers->find(departing.to)->succeeded(message.prev_log.index.after(message.entries.size()));
  }
};

/// A new leader takes its guess of what the followers hold for knowledge.
struct GuessIsMatch : Replication {
  using Replication::on;
  using Replication::Replication;

  void on(const Elected& elected, auto& node) {
    Replication::on(elected, node);
    for (const ServerId peer : node.peers) followers->find(peer)->succeeded(log.last_index());
  }
};

/// A refusal counts as a success.
struct RefusalIsMatch : Replication {
  using Replication::on;
  using Replication::Replication;

  void on(const Current<AppendEntriesReply>& reply, auto& node) {
    AppendEntriesReply taken = reply.message;
    if (!taken.success) taken.match_index = std::min(taken.prev_log_index, log.last_index());
    taken.success = true;
    Replication::on(Current<AppendEntriesReply>{reply.from, taken}, node);
  }
};

/// A follower takes the leader's commit index as it is, also when the message is an old one.
struct CommitGoesBack : Replication {
  using Replication::on;
  using Replication::Replication;

  void on(const Current<AppendEntries>& request, auto& node) {
    const bool taken = !node.leads() && log.holds(request.message.prev_log);
    Replication::on(request, node);
    if (taken) commit_index = std::min(request.message.leader_commit, log.last_index());
  }
};

/// A follower commits what it has appended.
struct FollowerCommitsAlone : Replication {
  using Replication::on;
  using Replication::Replication;

  void on(const Current<AppendEntries>& request, auto& node) {
    const AppendEntries& leaders = request.message;
    const bool taken = !node.leads() && log.holds(leaders.prev_log);
    Replication::on(request, node);
    if (taken) commit_to(leaders.prev_log.index.after(leaders.entries.size()), node);
  }
};

/// Heartbeats are messages of their own and name only the commit index: the leader's half.
struct HeartbeatSaysCommit : Election {
  using Election::Election;
  using Election::on;

  void on(const HeartbeatTimeout& timeout, auto& node) {
    if (leads()) {
      for (const ServerId peer : peers) {
        node.effects().messages.emplace_back(me, peer, term_and_vote.current_term,
                                             AppendEntries{.leader_commit = node.commit_index});
      }
    }
    Election::on(timeout, node);
  }
};

/// The follower's half: it commits so much of whatever its log holds.
struct HeartbeatCommits : Replication {
  using Replication::on;
  using Replication::Replication;

  void on(const Current<AppendEntries>& request, auto& node) {
    Replication::on(request, node);
    const AppendEntries& leaders = request.message;
    const bool heartbeat = leaders.entries.empty() && leaders.prev_log == LogPosition{};
    if (!node.leads() && heartbeat) {
      commit_to(std::min(leaders.leader_commit, log.last_index()), node);
    }
  }
};

/// Executes what stands in the log, committed or not.
struct AppliesUncommitted : Replication {
  using Replication::on;
  using Replication::Replication;

  void on(const Settling& settling, auto& node) {
    const LogIndex before = last_applied;
    Replication::on(settling, node);
    if (last_applied >= log.last_index()) return;
    last_applied = log.last_index();
    node.effects().apply = {.after = before, .up_to = last_applied};
  }
};

/// Of several entries that are committed at once only the last is executed.
struct AppliesOnlyLast : Replication {
  using Replication::on;
  using Replication::Replication;

  void on(const Settling& settling, auto& node) {
    Replication::on(settling, node);
    Apply& apply = node.effects().apply;
    if (apply.needed()) apply.after = apply.up_to.previous();
  }
};

/// Entries of earlier terms are counted like those of this one, and a term begins without a no-op.
struct CountsOldTerms : CommitCurrentTermOnly {
  using CommitCurrentTermOnly::CommitCurrentTermOnly;

  bool allows(const Commit&, const auto&) const { return true; }
  void on(const Elected&, auto&) {}
};

/// Entries of earlier terms are not counted, but a term begins without a no-op.
struct NoNoOp : CommitCurrentTermOnly {
  using CommitCurrentTermOnly::CommitCurrentTermOnly;

  void on(const Elected&, auto&) {}
};

}  // namespace raft
