#include "bugs/log_matching.h"

#include "bugs/mutant.h"

namespace raft {

std::vector<Bug> bugs_of_log_matching() {
  return {
      mutant<ChecksNothing>(
          {.name = "checks-nothing",
           .parts = {"ChecksNothing"},
           .does = "A follower appends what comes, without checking what stands before "
                   "it.",
           .origin = "Figure 2, AppendEntries rule 2",
           .breaks = {"Log Matching"},
           .seeds = 1}),
      mutant<ChecksIndexOnly>(
          {.name = "checks-index-only",
           .parts = {"ChecksIndexOnly"},
           .does = "A follower checks that its log is long enough, and not the term of "
                   "the entry there.",
           .origin = "Paper section 5.3: index and term",
           .breaks = {"Log Matching"},
           .seeds = 2}),
      mutant<ChecksNoHeartbeat>(
          {.name = "checks-no-heartbeat",
           .parts = {"ChecksNoHeartbeat"},
           .does = "A heartbeat is answered with success before anything is checked.",
           .origin = "cloud-software-foundation/c5#43",
           .breaks = {"Leader Completeness", "State Machine Safety", "liveness"},
           .seeds = 2}),
      mutant<LogEndsWithMessage>(
          {.name = "log-ends-with-message",
           .parts = {"LogEndsWithMessage"},
           .does = "A follower deletes what stands behind the entries of a message, "
                   "although nothing conflicts: an old message shortens the log.",
           .origin = "hashicorp/raft#113",
           .breaks = {"Commit Monotonicity", "Leader Completeness"},
           .seeds = 1}),
      mutant<KeepsConflict>({.name = "keeps-conflict",
                             .parts = {"KeepsConflict"},
                             .does =
                                 "A follower keeps entries that conflict with the leader's, and "
                                 "takes only what is beyond its end.",
                             .origin = "Figure 2, AppendEntries rule 3",
                             .breaks = {"Log Matching", "State Machine Safety"},
                             .seeds = 2}),
      mutant<ReplacesInPlace>({.name = "replaces-in-place",
                               .parts = {"ReplacesInPlace"},
                               .does =
                                   "A follower replaces conflicting entries one by one, and keeps "
                                   "those behind them.",
                               .origin = "mofa-org/mofa#1150",
                               .breaks = {"Log Matching"},
                               .seeds = 2}),
      mutant<NeverGoesBack>(
          {.name = "never-goes-back",
           .parts = {"NeverGoesBack"},
           .does = "A leader ignores refusals, so a follower with another log is never "
                   "repaired.",
           .origin = "cloud-software-foundation/c5#47",
           .breaks = {"liveness"},
           .seeds = 2}),
      mutant<LeaderTidiesUp>({.name = "leader-tidies-up",
                              .parts = {"LeaderTidiesUp"},
                              .does = "A new leader deletes the entries that are not committed.",
                              .origin = "Figure 3, Leader Append-Only",
                              .breaks = {"Leader Append-Only"},
                              .seeds = 1}),
      mutant<FollowerTakesCommands>({.name = "follower-takes-commands",
                                     .parts = {"FollowerTakesCommands"},
                                     .does = "A follower puts a client's command into its own log.",
                                     .origin = "Paper section 5.1: followers redirect clients",
                                     .breaks = {"Log Matching"},
                                     .seeds = 1}),
  };
}

}  // namespace raft
