#pragma once
/// @file
/// The state machine: what a cluster is for. It takes one command at a time, and its state and its
/// answers depend on nothing but the commands and their order. Paper section 2; dissertation
/// section 2.1.
///
/// That it is deterministic is the whole point. Raft makes the logs of the servers equal and does
/// nothing else; it never compares what they computed. Equal logs give equal states only if the
/// same command in the same state does the same thing everywhere. A machine that looks at a clock,
/// draws a random number, or walks a table in the order of its addresses computes something else on
/// every server, and no consensus algorithm will notice. If a command needs the time or a random
/// number, the client or the leader must write it into the command before it enters the log.

#include <concepts>
#include <optional>
#include <string>
#include <string_view>

#include "core/ensure.h"
#include "core/log.h"
#include "core/vocabulary.h"

namespace raft {

// [machine]
/// A type whose values execute commands. The compiler can check the form; that `apply` is
/// deterministic, and never fails but by an answer that says so, is the author's promise.
template <class Machine>
concept StateMachine = std::regular<Machine> &&
    requires(Machine machine, std::string_view command) {
  { machine.apply(command) } -> std::same_as<std::string>;
};
// [machine]-end

/// Executes one entry and returns the machine's answer. Entries that are not commands are the
/// cluster's own business: the machine does not see them, and there is no answer.
template <StateMachine Machine>
std::optional<std::string> execute(const Entry& entry, Machine& machine) {
  if (entry.kind != EntryKind::command) return std::nullopt;
  return machine.apply(entry.command.bytes());
}

/// The state after the entries of `log` up to and including `commit_index`, which must not be past
/// its end. Begins with a new machine, as a server does that starts again.
template <StateMachine Machine>
Machine replay(const Log& log, LogIndex commit_index) {
  ensure(commit_index <= log.last_index(), "a commit index inside the log");
  Machine machine{};
  for (const Entry& entry : log.from(LogIndex{1}, commit_index.value)) execute(entry, machine);
  return machine;
}

}  // namespace raft
