#include "whole_node.h"

#include <algorithm>
#include <utility>

#include "membership/raft.h"
#include "simulation/host.h"
#include "trials.h"

namespace raft {
namespace {

Rules yours;

// Each part asks the reader's rule where there is one, and is the book's part otherwise.

struct YourElection : Election {
  using Election::allows;
  using Election::Election;
  using Election::on;

  template <class M>
  void on(const Received<M>& received, auto& node) {
    if (!yours.on_term) return Election::on(received, node);
    Standing mine{.term = term_and_vote.current_term.value,
                  .voted_for = term_and_vote.voted_for,
                  .follows = std::holds_alternative<Follower>(role)};
    const bool followed = mine.follows;
    const Handling handling = yours.on_term(mine, received.term.value, Request<M>);
    const bool moved = mine.term != term_and_vote.current_term.value;
    term_and_vote = {{mine.term}, mine.voted_for};
    if (mine.follows && (moved || !followed)) follow(std::nullopt, node);
    if (handling == Handling::handle) node.tell(Current<M>{received.from, received.message});
    if constexpr (Request<M>) {
      if (handling == Handling::refuse) {
        node.send(received.from, typename ReplyTo<M>::type{});
      }
    }
  }

  void on(const Current<RequestVote>& request, auto& node) {
    if (!yours.may_vote) return Election::on(request, node);
    if (!yours.may_vote(term_and_vote, request.from)) {
      node.send(request.from, RequestVoteReply{});
      return;
    }
    // Whoever has got the vote of this term already does not count: you have said yes.
    const auto before = std::exchange(term_and_vote.voted_for, std::nullopt);
    Election::on(request, node);
    if (!term_and_vote.voted_for) term_and_vote.voted_for = before;
  }

  bool allows(const Decision& decision, const auto& node) const {
    if (yours.enough) return true;
    return yours.won ? yours.won(decision.in_favour, voters) : Election::allows(decision, node);
  }
};

struct YourReplication : Replication {
  using Replication::on;
  using Replication::Replication;

  void on(const Current<AppendEntries>& request, auto& node) {
    if (!yours.holds && !yours.answer && !yours.merge) return Replication::on(request, node);
    if (node.leads()) return;
    const AppendEntries& leaders = request.message;
    const LogPosition prev = leaders.prev_log;
    if (!(yours.holds ? yours.holds(log, prev) : log.holds(prev))) {
      AppendEntriesReply refused = refusal(leaders);
      if (yours.answer) refused.conflict = yours.answer(log, prev);
      node.send(request.from, refused);
      return;
    }
    yours.merge ? merge_as_you_do(leaders, node) : Replication::merge(leaders, node);
    const LogIndex match = prev.index.after(leaders.entries.size());
    commit_to(std::min(leaders.leader_commit, match), node);
    node.send(request.from, AppendEntriesReply{.success = true, .match_index = match});
  }

  // Tells the other parts what has changed in the log.
  void merge_as_you_do(const AppendEntries& leaders, auto& node) {
    Log after = log;
    yours.merge(after, leaders.prev_log.index, leaders.entries.span());
    LogIndex first{1};
    while (log.contains(first) && after.contains(first) &&
           log.term_at(first) == after.term_at(first)) {
      first = first.next();
    }
    const bool shorter = log.contains(first), longer = after.contains(first);
    log = std::move(after);
    if (shorter) node.tell(Truncated{first});
    if (longer) node.tell(Appended{first});
  }

  void on(const Current<AppendEntriesReply>& reply, auto& node) {
    AppendEntriesReply taken = reply.message;
    if (yours.next_try && node.leads() && !taken.success) {
      taken.conflict = yours.next_try(log, taken.conflict);
    }
    Replication::on(Current<AppendEntriesReply>{reply.from, taken}, node);
  }

  void on(const Settling& settling, auto& node) {
    if (!yours.commit_index) return Replication::on(settling, node);
    if (node.leads()) {
      std::vector<std::uint64_t> match;
      for (const Progress& follower : *followers) match.push_back(follower.match_index().value);
      const LogIndex held{yours.commit_index(log.last_index().value, match)};
      if (log.contains(held) && node.agreed(Commit{held, followers->holding(held).with(node.me)}))
        commit_to(held, node);
    }
    apply(node);
  }
};

struct YourRestriction : ElectionRestriction {
  using ElectionRestriction::ElectionRestriction;

  bool allows(const Vote& vote, const auto& node) const {
    if (!yours.up_to_date) return ElectionRestriction::allows(vote, node);
    return yours.up_to_date(vote.request.last_log, node.log.last());
  }
};

struct YourCommitment : CommitCurrentTermOnly {
  using CommitCurrentTermOnly::CommitCurrentTermOnly;

  bool allows(const Commit& commit, const auto& node) const {
    if (!yours.may_commit) return CommitCurrentTermOnly::allows(commit, node);
    return yours.may_commit(node.log, node.term_and_vote.current_term, commit.index);
  }

  void on(const Elected& elected, auto& node) {
    if (yours.begins_with_no_op) CommitCurrentTermOnly::on(elected, node);
  }
};

struct YourDurability : Durability {
  using Durability::Durability;
  using Durability::on;

  void on(const Saving& saving, const auto& node) {
    if (!yours.to_save) return Durability::on(saving, node);
    saving.save = yours.to_save(saved_term_and_vote, node.term_and_vote, unsaved_from);
    saved_term_and_vote = node.term_and_vote;
    unsaved_from.reset();
  }

  void on(const Restored& restored, auto& node) {
    Durability::on(restored, node);
    if (!yours.restored) return;
    Beginning beginning = yours.restored(restored.saved);
    node.term_and_vote = beginning.term_and_vote;
    node.log = std::move(beginning.log);
    node.commit_index = beginning.commit_index;
    node.last_applied = beginning.last_applied;
  }
};

struct YourJointConsensus : JointConsensus {
  using JointConsensus::JointConsensus;

  bool allows(const Decision& decision, const auto& node) const {
    if (!yours.enough) return JointConsensus::allows(decision, node);
    return yours.enough(decision.in_favour, node.members());
  }
};

constexpr MakeHost make_yours =
    make_host<YourElection, YourReplication, YourRestriction, YourCommitment, YourDurability,
              Membership, OneChangeAtATime, YourJointConsensus, CommitBeforeChange>;

}  // namespace
}  // namespace raft

std::string trouble_in_the_whole_node(const Rules& rules, const std::string& name, unsigned seeds) {
  raft::yours = rules;
  return trouble_in_drawn_runs(name, raft::make_yours, seeds);
}

std::string trouble_in(const std::string& scenario, const Rules& rules) {
  raft::yours = rules;
  return trouble_in_scenario(scenario, raft::make_yours);
}
