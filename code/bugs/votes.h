#pragma once
/// @file
/// Bugs of votes: who is given one, and which of them are counted. Each replaces Election (paper
/// sections 5.2 and Figure 2, RequestVote) or ElectionRestriction (section 5.4.1). Under all of
/// them lies the same promise: one vote a term, for a log that lacks nothing.

#include <optional>
#include <variant>

#include "election/election.h"
#include "safety/election_restriction.h"

namespace raft {

/// Votes for everyone who asks.
struct VotesTwice : Election {
  using Election::Election;
  using Election::on;

  void on(const Current<RequestVote>& request, auto& node) {
    const auto before = term_and_vote.voted_for;
    term_and_vote.voted_for.reset();
    Election::on(request, node);
    if (!term_and_vote.voted_for) term_and_vote.voted_for = before;
  }
};

/// A candidate forgets that it has voted for itself.
struct VotesForRival : Election {
  using Election::Election;
  using Election::on;

  void on(const Current<RequestVote>& request, auto& node) {
    if (std::holds_alternative<Candidate>(role)) term_and_vote.voted_for.reset();
    Election::on(request, node);
    if (!term_and_vote.voted_for && std::holds_alternative<Candidate>(role)) {
      term_and_vote.voted_for = me;
    }
  }
};

/// The vote of the term is forgotten as soon as somebody leads the term.
struct DropsVoteForLeader : Election {
  using Election::Election;
  using Election::on;
  using hears = And<Election::hears, Events<SteppedDown>>;

  void on(const SteppedDown&, auto&) { term_and_vote.voted_for.reset(); }
};

/// A new term begins with the vote of the old one.
struct KeepsVote : Election {
  using Election::Election;
  using Election::on;

  template <class M>
  void on(const Received<M>& received, auto& node) {
    if (received.term > term_and_vote.current_term) {
      term_and_vote.current_term = received.term;
      follow(std::nullopt, node);
    }
    Election::on(received, node);
  }
};

/// Every answer counts as a vote.
struct CountsRefusals : Election {
  using Election::Election;
  using Election::on;

  void on(const Current<RequestVoteReply>& reply, auto& node) {
    const RequestVoteReply granted{.vote_granted = true};
    Election::on(Current<RequestVoteReply>{reply.from, granted}, node);
  }
};

/// Votes are counted, not voters: the second copy of a vote is taken for another voter's.
struct CountsCopies : Election {
  using Election::Election;
  using Election::on;

  void on(const Current<RequestVoteReply>& reply, auto& node) {
    auto* candidate = std::get_if<Candidate>(&role);
    if (candidate && reply.message.vote_granted && candidate->granted.contains(reply.from)) {
      const ServerSet silent = peers - candidate->granted;
      if (!silent.empty()) candidate->granted.add(*silent.begin());
    }
    Election::on(reply, node);
  }
};

/// A vote that was given in an earlier term counts in this one.
struct CountsLateVotes : Election {
  using Election::Election;
  using Election::on;

  void on(const Received<RequestVoteReply>& received, auto& node) {
    if (received.term < term_and_vote.current_term) {
      return on(Current<RequestVoteReply>{received.from, received.message}, node);
    }
    Election::on(received, node);
  }
};

/// Half of the voters are a majority.
struct HalfDecides : Election {
  using Election::allows;
  using Election::Election;

  bool allows(const Decision& decision, const auto&) const {
    return !voters.empty() && 2 * (decision.in_favour & voters).size() >= voters.size();
  }
};

/// Whoever asks for a vote has to be waited for, whether he gets it or not.
struct RefusalRestartsTimer : Election {
  using Election::Election;
  using Election::on;

  void on(const Current<RequestVote>& request, auto& node) {
    Election::on(request, node);
    election_timer.restart();
  }
};

/// All servers are equally patient.
struct SameTimeouts : Election {
  explicit SameTimeouts(const Setup& setup) : Election(with_one_timeout(setup)) {}

  static Setup with_one_timeout(Setup setup) {
    setup.timing.election_timeout_max = setup.timing.election_timeout_min;
    return setup;
  }
};

/// The voter does not look at the logs.
struct ComparesNothing : ElectionRestriction {
  using ElectionRestriction::ElectionRestriction;

  bool allows(const Vote&, const auto&) const { return true; }
};

/// The longer log wins, whatever its terms are.
struct ComparesIndex : ElectionRestriction {
  using ElectionRestriction::ElectionRestriction;

  bool allows(const Vote& vote, const auto& node) const {
    return vote.request.last_log.index >= node.log.last().index;
  }
};

/// The later term wins, however short the log is.
struct ComparesTerm : ElectionRestriction {
  using ElectionRestriction::ElectionRestriction;

  bool allows(const Vote& vote, const auto& node) const {
    return vote.request.last_log.term >= node.log.last().term;
  }
};

/// Term and index must both be at least as great.
struct ComparesBoth : ElectionRestriction {
  using ElectionRestriction::ElectionRestriction;

  bool allows(const Vote& vote, const auto& node) const {
    const LogPosition theirs = vote.request.last_log;
    return theirs.term >= node.log.last().term && theirs.index >= node.log.last().index;
  }
};

/// An equal log is not good enough.
struct RefusesEqualLogs : ElectionRestriction {
  using ElectionRestriction::ElectionRestriction;

  bool allows(const Vote& vote, const auto& node) const {
    return vote.request.last_log > node.log.last();
  }
};

}  // namespace raft
