#pragma once
/// @file
/// What the stage asks of a Raft that a reader has written: one class, in whatever style, whose way
/// in is an input and whose way out is an output. It need not be a Node of parts, and nothing of
/// the book's own Raft is in it; only the words are shared (term, log, message, save, apply).

#include <concepts>
#include <optional>
#include <vector>

#include "core/log.h"
#include "core/server_set.h"
#include "node/effects.h"
#include "node/messages.h"
#include "node/setup.h"
#include "simulation/input.h"
#include "trace/event.h"

namespace raft {

/// Everything that one step asks of the world. It is performed in this order: save, then send, then
/// apply; the answer goes to whoever proposed. What is left out does not happen.
struct Output {
  Save save = {};                      ///< what must be on the disk before the messages leave
  std::vector<Message> messages = {};  ///< signed: from is the server itself, term its term
  Apply apply = {};                    ///< the committed entries to execute now
  Answer answer = {};                  ///< to a Propose or a Reconfigure; empty for other inputs
};

/// What onlookers may see of a server: most of it is the state of the paper's Figure 2. The stage
/// takes the log from here when it saves and executes; the invariants are judged by it.
struct Figure2 {
  TermAndVote term_and_vote = {};  ///< currentTerm and votedFor
  Log log = {};                    ///< log[]
  LogIndex commit_index = {};      ///< commitIndex
  LogIndex last_applied = {};      ///< lastApplied: up to here an Output has said apply
  RoleName role = RoleName::follower;
  std::optional<ServerId> leader = {};  ///< who is believed to lead this term; itself, if it leads
  ServerSet votes = {};                 ///< of a candidate: who has voted for it
  ServerSet catching_up = {};  ///< of a leader: servers that it prepares to be voters (chapter 5)
};

// [own-node]
/// A class that the battery can put on the stage. It is made anew for each start of a server, from
/// what the disk holds; `saved` is empty the first time. Copies are servers in the same state.
template <class T>
concept OwnNode = std::copyable<T> && std::constructible_from<T, const Setup&, const Saved&> &&
    requires(T node, const T& same, const Input& input) {
  { node.step(input) } -> std::same_as<Output>;
  { same.state() } -> std::same_as<const Figure2&>;
};
// [own-node]-end

}  // namespace raft
