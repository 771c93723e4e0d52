#pragma once
/// @file
/// Chapter 2: the servers choose a leader, at most one in each term. Paper sections 5.1 and 5.2 and
/// Figure 2; dissertation sections 3.3 and 3.4.
///
/// The part holds the current term, the vote given in it, the role, and the two timers. It promises
/// Election Safety, as long as the servers remember what they said: that is Durability's business,
/// in chapter 4.

#include <cstdint>
#include <optional>
#include <tuple>
#include <variant>

#include "core/majority.h"
#include "core/server_set.h"
#include "election/election_timer.h"
#include "node/events.h"
#include "node/input.h"
#include "node/part.h"
#include "node/setup.h"

namespace raft {

/// A server that obeys. It learns who leads from the leader's first message.
struct Follower {
  std::optional<ServerId> leader;

  auto fields() const { return std::tie(leader); }
  friend bool operator==(const Follower&, const Follower&) = default;
};

/// A server that asks to lead, and who answered what.
struct Candidate {
  ServerSet granted;
  ServerSet refused;

  auto fields() const { return std::tie(granted, refused); }
  friend bool operator==(const Candidate&, const Candidate&) = default;
};

/// The server that leads the current term.
struct Leader {
  auto fields() const { return std::tuple<>(); }
  friend bool operator==(const Leader&, const Leader&) = default;
};

// [role]
using Role = std::variant<Follower, Candidate, Leader>;
// [role]-end

/// "If votedFor is null or candidateId": may this server give its one vote of the term to
/// `candidate`? (Figure 2, RequestVote rule 2.) The same candidate may ask twice: the first answer
/// may be lost.
inline bool may_vote_for(const TermAndVote& mine, ServerId candidate) {
  return !mine.voted_for || *mine.voted_for == candidate;
}

/// The part of chapter 2.
struct Election {
  using hears = Events<Tick, ElectionTimeout, HeartbeatTimeout, Every<Received>,
                       Current<RequestVote>, Current<RequestVoteReply>, Current<AppendEntries>>;
  using objects_to = Questions<Every<Plausible>, Decision>;
  using speaks = Messages<RequestVote, RequestVoteReply, AppendEntries, AppendEntriesReply>;

  explicit Election(const Setup& setup)
      : me(setup.me),
        voters(setup.voters),
        peers(setup.voters.without(setup.me)),
        election_timer(setup.timing, setup.seed),
        heartbeat_timer(setup.timing) {}

  ServerId me;
  ServerSet voters;  ///< whose majority decides
  ServerSet peers;   ///< whom this server speaks to
  TermAndVote term_and_vote;
  Role role;
  ElectionTimer election_timer;
  HeartbeatTimer heartbeat_timer;

  bool leads() const { return std::holds_alternative<Leader>(role); }
  std::optional<ServerId> known_leader() const {
    if (leads()) return me;
    const auto* follower = std::get_if<Follower>(&role);
    return follower ? follower->leader : std::nullopt;
  }

  // [time]
  void on(const Tick&, auto& node) {
    if (leads()) {
      if (heartbeat_timer.tick()) node.tell(HeartbeatTimeout{});
    } else {
      if (election_timer.tick()) node.tell(ElectionTimeout{});
    }
  }
  // [time]-end

  // [stand]
  void on(const ElectionTimeout&, auto& node) {
    if (leads()) return;
    election_timer.restart();
    if (!node.agreed(Candidacy{})) return;
    term_and_vote = {.current_term = term_and_vote.current_term.next(), .voted_for = me};
    role = Candidate{.granted = {me}, .refused = {}};
    node.tell(BecameCandidate{});
    for (const ServerId peer : peers) node.send(peer, RequestVote{});
    win_if_enough(node);
  }
  // [stand]-end

  // [term-rule]
  template <class M>
  void on(const Received<M>& received, auto& node) {
    if (received.term > term_and_vote.current_term) {
      term_and_vote = {.current_term = received.term, .voted_for = std::nullopt};
      follow(std::nullopt, node);
    }
    if (received.term == term_and_vote.current_term) {
      node.tell(Current<M>{received.from, received.message});
    } else if constexpr (Request<M>) {
      node.send(received.from, typename ReplyTo<M>::type{});
    }
  }
  // [term-rule]-end

  // [leap]
  /// Servers begin terms one by one, each after an election timeout at least. One that is so many
  /// ahead of us has not lived through them: the number was damaged on the way. Were it believed,
  /// there might be no later term left in which to elect anybody. This is no power of two: a bit
  /// that flips moves a number by one, and so it never lands near the edge, from where the next
  /// terms would be too far for those that have not heard of it.
  static constexpr std::uint64_t farthest_leap = std::uint64_t{3} << 31;

  template <class M>
  bool allows(const Plausible<M>& question, const auto&) const {
    return question.received.term.value <= term_and_vote.current_term.value + farthest_leap;
  }
  // [leap]-end

  // [vote]
  void on(const Current<RequestVote>& request, auto& node) {
    const bool granted = may_vote_for(term_and_vote, request.from) &&
                         node.agreed(Vote{request.from, request.message});
    if (granted) {
      term_and_vote.voted_for = request.from;
      election_timer.restart();
      node.tell(Voted{request.from});
    }
    node.send(request.from, RequestVoteReply{granted});
  }
  // [vote]-end

  // [count]
  void on(const Current<RequestVoteReply>& reply, auto& node) {
    auto* candidate = std::get_if<Candidate>(&role);
    if (!candidate) return;
    (reply.message.vote_granted ? candidate->granted : candidate->refused).add(reply.from);
    win_if_enough(node);
  }

  void win_if_enough(auto& node) {
    if (!node.agreed(Decision{std::get<Candidate>(role).granted})) return;
    role = Leader{};
    heartbeat_timer.restart();
    node.tell(Elected{});
    node.tell(HeartbeatTimeout{});
  }

  bool allows(const Decision& decision, const auto&) const {
    return has_majority(decision.in_favour, voters);
  }
  // [count]-end

  // [heartbeat]
  void on(const HeartbeatTimeout&, auto& node) {
    if (!leads()) return;
    for (const ServerId peer : peers) node.send(peer, AppendEntries{});
  }

  void on(const Current<AppendEntries>& request, auto& node) {
    if (leads()) return;
    election_timer.restart();
    if (known_leader() != request.from) follow(request.from, node);
  }
  // [heartbeat]-end

  // [follow]
  void follow(std::optional<ServerId> leader, auto& node) {
    const bool led = leads();
    role = Follower{leader};
    if (led) election_timer.restart();
    node.tell(SteppedDown{});
  }
  // [follow]-end

  auto fields() const {
    return std::tie(me, voters, peers, term_and_vote, role, election_timer, heartbeat_timer);
  }
  friend bool operator==(const Election&, const Election&) = default;
};

}  // namespace raft
