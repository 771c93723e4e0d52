#include "invariants/invariant.h"

#include <algorithm>
#include <array>
#include <utility>

namespace raft {
namespace {

constexpr std::array<const char*, 9> all_names = {
    "Election Safety",     "Leader Append-Only",   "Log Matching",
    "Leader Completeness", "State Machine Safety", "Term Monotonicity",
    "Vote Stability",      "Commit Monotonicity",  "Apply Order"};

// What the paper says, and where.
constexpr std::array<const char*, 9> clauses = {
    "At most one leader can be elected in a given term (paper 5.2, Figure 3).",
    "A leader only adds to its log; it neither overwrites nor deletes entries "
    "(paper 5.3, Figure 3).",
    "If two logs have an entry with the same index and term, they are the same in all entries up "
    "to that one (paper 5.3, Figure 3).",
    "An entry that is committed in one term is in the log of every leader of every later term "
    "(paper 5.4, Figure 3).",
    "Once a server has applied an entry at some index, no server ever applies a different one "
    "there (paper 5.4.3, Figure 3).",
    "A server's current term only grows (paper 5.1; Figure 2, currentTerm).",
    "A server votes for at most one candidate in a given term (paper 5.2; Figure 2, votedFor).",
    "A server's commit index only grows, and what it covers stays in the log "
    "(paper 5.3; Figure 2, commitIndex).",
    "Entries are applied in the order of the log, and only those that are committed "
    "(paper 5.3; Figure 2, lastApplied)."};

// What to look for in the node that one is writing.
constexpr std::array<const char*, 9> likely_mistakes = {
    "Is the vote on disk before the reply leaves? Does a candidate count each voter once, and only "
    "those that vote in its configuration?",
    "Does a leader handle AppendEntries as a follower does? One that learns of a later term must "
    "first become a follower.",
    "Does a follower refuse entries when its log lacks the index and term before them? Does it "
    "delete the conflicting entry and all that follow it?",
    "Does a voter compare the candidate's log with its own before it votes (5.4.1)? Does a leader "
    "count replicas of its own term's entries only (5.4.2)? Is an entry on disk before it is "
    "acknowledged? While the members change, can two majorities decide that share no server?",
    "Does a follower commit no further than the message reaches, the smaller of leaderCommit and "
    "the last entry that the message speaks of?",
    "Is a message of an earlier term refused, or is its term taken over?",
    "Is votedFor cleared only when the term grows, and on disk before the reply leaves?",
    "Does a late message set the commit index back? Does a follower delete entries although "
    "nothing conflicts?",
    "Is leaderCommit taken over although the log does not reach that far? Does anything but the "
    "commit index decide what is applied?"};

}  // namespace

std::span<const char* const> invariant_names() { return all_names; }

std::optional<Invariant> find_invariant(std::string_view name) {
  const auto found = std::find(all_names.begin(), all_names.end(), name);
  if (found == all_names.end()) return std::nullopt;
  return static_cast<Invariant>(found - all_names.begin());
}

Violation broken(Invariant invariant, ServerId server, std::vector<std::string> facts) {
  const auto which = static_cast<std::size_t>(invariant);
  return {.invariant = all_names[which],
          .server = server,
          .facts = std::move(facts),
          .clause = clauses[which],
          .likely_mistake = likely_mistakes[which]};
}

}  // namespace raft
