#pragma once
/// @file
/// The observer: a part that has no state and no opinion. Listed first, it hears each event before
/// any other part reacts to it, and writes it down for the stage, which traces it and checks the
/// invariants. The protocol is watched without one line of logging in it.

#include <tuple>
#include <variant>
#include <vector>

#include "core/log.h"
#include "node/events.h"
#include "node/part.h"
#include "node/setup.h"
#include "trace/event.h"

namespace raft {

/// What happened inside a node during one step, in order, in the words of the trace.
using Occurrence = std::variant<trace::TimedOut, trace::RoleChanged, trace::Voted, trace::Appended,
                                trace::Truncated, trace::Committed, trace::ChangeAbandoned>;
using Occurrences = std::vector<Occurrence>;

/// The part that listens.
struct Observer {
  using hears = Events<BecameCandidate, Elected, SteppedDown, Voted, Appended, Truncated, Committed,
                       ChangeAbandoned>;

  explicit Observer(const Setup&) {}

  // Where to write, during a step. Not part of the node's value.
  struct Notebook {
    Occurrences* pages = nullptr;
    friend bool operator==(Notebook, Notebook) { return true; }
  } notebook;

  void note(Occurrence occurrence) {
    if (notebook.pages) notebook.pages->push_back(std::move(occurrence));
  }
  void note_role(RoleName role, const auto& node) {
    note(trace::RoleChanged{role, node.term_and_vote.current_term, node.known_leader()});
  }
  void on(const BecameCandidate&, auto& node) {
    note(trace::TimedOut{});
    note_role(RoleName::candidate, node);
    note(trace::Voted{node.term_and_vote.current_term, node.me});
  }
  void on(const Elected&, auto& node) { note_role(RoleName::leader, node); }
  void on(const SteppedDown&, auto& node) { note_role(RoleName::follower, node); }
  void on(const Voted& voted, auto& node) {
    note(trace::Voted{node.term_and_vote.current_term, voted.candidate});
  }
  void on(const Appended& appended, auto& node) {
    const auto entries = node.log.from(appended.first);
    note(trace::Appended{appended.first, {entries.begin(), entries.end()}});
  }
  void on(const Truncated& truncated, auto&) { note(truncated); }
  void on(const Committed&, auto& node) { note(trace::Committed{node.commit_index}); }
  void on(const ChangeAbandoned& abandoned, auto&) { note(abandoned); }

  auto fields() const { return std::tuple<>(); }
  friend bool operator==(const Observer&, const Observer&) = default;
};

}  // namespace raft
