#pragma once
/// @file
/// Bugs of terms: the rule that a later term is obeyed, and an earlier one refused, is bent. Each
/// replaces Election (paper section 5.1 and Figure 2, "rules for servers").

#include <optional>
#include <variant>

#include "election/election.h"
#include "replication/replication.h"

namespace raft {

/// A leader takes over a later term and goes on leading.
struct LeadsOn : Election {
  using Election::Election;
  using Election::on;

  template <class M>
  void on(const Received<M>& received, auto& node) {
    if (leads() && received.term > term_and_vote.current_term) {
      term_and_vote = {.current_term = received.term, .voted_for = std::nullopt};
    }
    Election::on(received, node);
  }
};

/// A message of an earlier term takes the server back to that term.
struct TermGoesBack : Election {
  using Election::Election;
  using Election::on;

  template <class M>
  void on(const Received<M>& received, auto& node) {
    if (received.term < term_and_vote.current_term) {
      term_and_vote = {.current_term = received.term, .voted_for = std::nullopt};
      follow(std::nullopt, node);
    }
    Election::on(received, node);
  }
};

/// The entries of a leader of an earlier term are taken.
struct ObeysPastLeader : Election {
  using Election::Election;
  using Election::on;

  void on(const Received<AppendEntries>& received, auto& node) {
    if (received.term < term_and_vote.current_term) {
      return node.tell(Current<AppendEntries>{received.from, received.message});
    }
    Election::on(received, node);
  }
};

/// A leader of an earlier term is refused, and yet it keeps the server from standing for election.
struct CalmedByPastLeader : Election {
  using Election::Election;
  using Election::on;

  void on(const Received<AppendEntries>& received, auto& node) {
    if (received.term < term_and_vote.current_term) election_timer.restart();
    Election::on(received, node);
  }
};

/// What a follower confirmed in an earlier term counts in this one.
struct CountsLateSuccess : Election {
  using Election::Election;
  using Election::on;

  void on(const Received<AppendEntriesReply>& received, auto& node) {
    const bool late = leads() && received.term < term_and_vote.current_term;
    if (late && received.message.match_index <= node.log.last_index()) {
      return node.tell(Current<AppendEntriesReply>{received.from, received.message});
    }
    Election::on(received, node);
  }
};

/// A candidate that did not win asks again, in the same term.
struct StandsInSameTerm : Election {
  using Election::Election;
  using Election::on;

  void on(const ElectionTimeout& timeout, auto& node) {
    if (!std::holds_alternative<Candidate>(role)) return Election::on(timeout, node);
    election_timer.restart();
    for (const ServerId peer : peers) node.send(peer, RequestVote{});
  }
};

/// A later term is learned from candidates only, not from a leader.
struct LeaderTeachesNoTerm : Election {
  using Election::Election;
  using Election::on;

  void on(const Received<AppendEntries>& received, auto& node) {
    if (received.term > term_and_vote.current_term) {
      return node.tell(Current<AppendEntries>{received.from, received.message});
    }
    Election::on(received, node);
  }
};

}  // namespace raft
