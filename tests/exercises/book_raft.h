#pragma once
/// @file
/// The book's own Raft in the form in which a reader's is judged: one class with a step.

#include <utility>

#include "membership/raft.h"
#include "own_node.h"

namespace raft {

/// Raft as a stranger.
class BookRaft {
 public:
  BookRaft(const Setup& setup, const Saved& saved) : node_(setup) {
    Effects effects;
    ensure(node_.restore(saved, effects), "a disk that this class wrote");
    state_.log = saved.log;
    look();
  }

  Output step(const Input& input) {
    Effects effects;
    raft::step(node_, input, effects);
    if (const auto from = effects.save.log_from) {
      state_.log.truncate_from(*from);
      state_.log.append(node_.log.from(*from));
    }
    look();
    return {effects.save, std::move(effects.messages), effects.apply,
            effects.answers.empty() ? Answer{} : effects.answers.front().answer};
  }

  const Figure2& state() const { return state_; }

 private:
  void look() {
    state_.term_and_vote = node_.term_and_vote;
    state_.commit_index = node_.commit_index;
    state_.last_applied = node_.last_applied;
    state_.role = role_name(node_.role);
    state_.leader = node_.known_leader();
    const auto* candidate = std::get_if<Candidate>(&node_.role);
    state_.votes = candidate ? candidate->granted : ServerSet{};
    state_.catching_up = {};
    if (!node_.change) return;
    for (const auto& newcomer : node_.change->newcomers) state_.catching_up.add(newcomer.server);
  }

  Raft node_;
  Figure2 state_;
};

}  // namespace raft
