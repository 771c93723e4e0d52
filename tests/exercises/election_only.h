#pragma once
/// @file
/// A server that can elect and nothing else, written by hand and without the book's parts: as far
/// as a reader may have come after the third level.

#include <algorithm>

#include "core/majority.h"
#include "core/random.h"
#include "own_node.h"

namespace raft {

/// Chapter 2 in one class.
class ElectionOnly {
 public:
  ElectionOnly(const Setup& setup, const Saved& saved) : setup_(setup), random_(setup.seed) {
    state_.term_and_vote = saved.term_and_vote;
    wait();
  }

  Output step(const Input& input) {
    Output output;
    const TermAndVote before = mine();
    std::visit([&](const auto& what) { on(what, output); }, input);
    if (mine() != before) output.save.term_and_vote = mine();
    return output;
  }

  const Figure2& state() const { return state_; }

 private:
  const TermAndVote& mine() const { return state_.term_and_vote; }
  bool leads() const { return state_.role == RoleName::leader; }

  void wait() {
    patience_ =
        random_.between(setup_.timing.election_timeout_min, setup_.timing.election_timeout_max);
  }

  void send(ServerId to, Message::Body body, Output& output) const {
    output.messages.push_back(
        {.from = setup_.me, .to = to, .term = mine().current_term, .body = std::move(body)});
  }
  void send_to_all(const Message::Body& body, Output& output) const {
    for (const ServerId to : setup_.voters.without(setup_.me)) send(to, body, output);
  }

  void follow(std::optional<ServerId> leader) {
    if (leads()) wait();
    state_.role = RoleName::follower;
    state_.leader = leader;
    state_.votes = {};
  }

  void on(const Tick&, Output& output) {
    if (--patience_ > 0) return;
    leads() ? on(HeartbeatTimeout{}, output) : on(ElectionTimeout{}, output);
  }

  void on(const ElectionTimeout&, Output& output) {
    if (leads()) return;
    wait();
    state_.term_and_vote = {mine().current_term.next(), setup_.me};
    state_.role = RoleName::candidate;
    state_.leader.reset();
    state_.votes = {setup_.me};
    send_to_all(RequestVote{}, output);
    win_if_enough(output);
  }

  void on(const HeartbeatTimeout&, Output& output) {
    if (!leads()) return;
    patience_ = setup_.timing.heartbeat_interval;
    send_to_all(AppendEntries{}, output);
  }

  void on(const Propose&, Output&) {}
  void on(const Reconfigure&, Output&) {}

  void on(const Message& message, Output& output) {
    if (message.term > mine().current_term) {
      state_.term_and_vote = {message.term, std::nullopt};
      follow(std::nullopt);
    }
    const bool current = message.term == mine().current_term;
    std::visit([&](const auto& body) { on(message.from, body, current, output); }, message.body);
  }

  void on(ServerId from, const RequestVote&, bool current, Output& output) {
    const bool granted = current && mine().voted_for.value_or(from) == from;
    if (granted) {
      state_.term_and_vote.voted_for = from;
      wait();
    }
    send(from, RequestVoteReply{granted}, output);
  }

  void on(ServerId from, const RequestVoteReply& reply, bool current, Output& output) {
    if (!current || state_.role != RoleName::candidate || !reply.vote_granted) return;
    state_.votes.add(from);
    win_if_enough(output);
  }

  void on(ServerId from, const AppendEntries&, bool current, Output& output) {
    if (current) {
      wait();
      follow(from);
    }
    send(from, AppendEntriesReply{.success = current}, output);
  }
  void on(ServerId, const AppendEntriesReply&, bool, Output&) {}

  void win_if_enough(Output& output) {
    if (!has_majority(state_.votes, setup_.voters)) return;
    state_.role = RoleName::leader;
    state_.leader = setup_.me;
    on(HeartbeatTimeout{}, output);
  }

  Setup setup_;
  Random random_;
  std::uint64_t patience_ = 0;  // ticks, until it stands or speaks
  Figure2 state_;
};

}  // namespace raft
