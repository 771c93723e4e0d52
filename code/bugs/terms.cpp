#include "bugs/terms.h"

#include "bugs/mutant.h"

namespace raft {

std::vector<Bug> bugs_of_terms() {
  return {
      mutant<LeadsOn>({.name = "leads-on",
                       .parts = {"LeadsOn"},
                       .does = "A leader that learns of a later term takes it over and goes on "
                               "leading.",
                       .origin =
                           "Paper section 5.1: a stale leader \"immediately reverts to follower "
                           "state\"",
                       .breaks = {"Election Safety", "Leader Completeness"},
                       .seeds = 2}),
      mutant<TermGoesBack>(
          {.name = "term-goes-back",
           .parts = {"TermGoesBack"},
           .does = "A message of an earlier term takes the server back to that term.",
           .origin = "Figure 2, currentTerm: \"increases monotonically\"; compare "
                     "vesoft-inc/nebula#2405",
           .breaks = {"Term Monotonicity"},
           .seeds = 1}),
      mutant<ObeysPastLeader>({.name = "obeys-past-leader",
                               .parts = {"ObeysPastLeader"},
                               .does = "Entries from a leader of an earlier term are taken.",
                               .origin = "Figure 2, AppendEntries rule 1",
                               .breaks = {"Commit Monotonicity", "State Machine Safety",
                                          "Log Matching", "Leader Completeness"},
                               .seeds = 5}),
      mutant<CalmedByPastLeader>(
          {.name = "calmed-by-past-leader",
           .parts = {"CalmedByPastLeader"},
           .does = "A leader of an earlier term is refused, but still restarts the "
                   "election timer.",
           .origin = "Figure 2, rules for followers: only the current leader counts",
           .breaks = {"liveness"},
           .seeds = 7}),
      mutant<CountsLateSuccess>(
          {.name = "counts-late-success",
           .parts = {"CountsLateSuccess"},
           .does = "A leader counts what a follower confirmed to it in an earlier "
                   "term.",
           .origin = "Paper section 5.1: what carries a stale term number is rejected",
           .breaks = {"Leader Completeness", "State Machine Safety"},
           .seeds = 16}),
      mutant<StandsInSameTerm>(
          {.name = "stands-in-same-term",
           .parts = {"StandsInSameTerm"},
           .does = "A candidate that did not win asks again in the same term, in which "
                   "everyone has voted.",
           .origin = "Paper section 5.2: \"start a new election by incrementing its term\"",
           .breaks = {"liveness"},
           .seeds = 11}),
      mutant<LeaderTeachesNoTerm>(
          {.name = "leader-teaches-no-term",
           .parts = {"LeaderTeachesNoTerm"},
           .does = "A follower takes entries of a later term without taking over the "
                   "term.",
           .origin = "Figure 2, rules for all servers; compare vesoft-inc/nebula#685",
           .breaks = {"Leader Completeness", "State Machine Safety"},
           .seeds = 2}),
  };
}

}  // namespace raft
