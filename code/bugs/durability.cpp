#include "bugs/durability.h"

#include "bugs/mutant.h"

namespace raft {

std::vector<Bug> bugs_of_durability() {
  return {
      mutant<VoteNotSaved>(
          {.name = "vote-not-saved",
           .parts = {"VoteNotSaved"},
           .does = "The term is saved, the vote is not: after a crash the server votes "
                   "again.",
           .origin = "Paper section 5.1, persistent state; dissertation section 3.8",
           .breaks = {"Vote Stability", "Election Safety"},
           .seeds = 11}),
      mutant<OwnVoteNotSaved>({.name = "own-vote-not-saved",
                               .parts = {"OwnVoteNotSaved"},
                               .does = "A candidate does not save its vote for itself.",
                               .origin = "vesoft-inc/nebula#3415",
                               .breaks = {"Vote Stability", "Election Safety"},
                               .seeds = 11}),
      mutant<TermFromLog>({.name = "term-from-log",
                           .parts = {"TermFromLog"},
                           .does =
                               "After a crash the term is that of the last entry, and the vote is "
                               "forgotten.",
                           .origin = "cockroachdb/cockroach#1131 (a term that is not persisted)",
                           .breaks = {"Vote Stability", "Election Safety"},
                           .seeds = 2}),
      mutant<EntriesNotSaved>({.name = "entries-not-saved",
                               .parts = {"EntriesNotSaved"},
                               .does = "Entries are confirmed and not saved.",
                               .origin = "goraft/raft#12",
                               .breaks = {"Leader Completeness", "State Machine Safety"},
                               .seeds = 1}),
      mutant<LeaderSavesLater>(
          {.name = "leader-saves-later",
           .parts = {"LeaderSavesLater"},
           .does = "A leader counts itself for entries that it has not saved yet.",
           .origin = "etcd-io/etcd#14370",
           .breaks = {"Leader Completeness", "State Machine Safety"},
           .seeds = 1}),
      mutant<NoOpNotSaved>(
          {.name = "no-op-not-saved",
           .parts = {"NoOpNotSaved"},
           .does = "A no-op is not written, so the entries on the disk stand one place "
                   "too early.",
           .origin = "Figure 2, persistent state: every entry of log[]",
           .breaks = {"Log Matching", "Leader Completeness"},
           .seeds = 1}),
      mutant<TruncationNotSaved>(
          {.name = "truncation-not-saved",
           .parts = {"TruncationNotSaved"},
           .does = "The disk is only appended to: what was replaced in the log comes "
                   "back after a crash.",
           .origin = "Figure 2, AppendEntries rule 3, on the disk",
           .breaks = {"Log Matching", "Leader Completeness", "State Machine Safety"},
           .seeds = 2}),
      mutant<SavesInBackground>(
          {.name = "saves-in-background",
           .parts = {"SavesInBackground"},
           .does = "The disk is written now and then, not before a message leaves.",
           .origin = "etcd-io/etcd#14370 (saved in parallel with applying)",
           .breaks = {"Vote Stability", "Leader Completeness", "Election Safety",
                      "State Machine Safety"},
           .seeds = 1}),
  };
}

}  // namespace raft
