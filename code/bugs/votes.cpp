#include "bugs/votes.h"

#include "bugs/mutant.h"

namespace raft {

std::vector<Bug> bugs_of_votes() {
  return {
      mutant<VotesTwice>({.name = "votes-twice",
                          .parts = {"VotesTwice"},
                          .does =
                              "A server votes for everyone who asks, also for a second candidate "
                              "in the same term.",
                          .origin = "vesoft-inc/nebula#2405",
                          .breaks = {"Vote Stability", "Election Safety"},
                          .seeds = 2}),
      mutant<VotesForRival>({.name = "votes-for-rival",
                             .parts = {"VotesForRival"},
                             .does =
                                 "A candidate forgets that it has voted for itself, and votes for "
                                 "another in its own term.",
                             .origin = "vesoft-inc/nebula#3415",
                             .breaks = {"Vote Stability", "Election Safety"},
                             .seeds = 2}),
      mutant<DropsVoteForLeader>(
          {.name = "drops-vote-for-leader",
           .parts = {"DropsVoteForLeader"},
           .does = "A server that hears who leads the term, or ceases to lead it, "
                   "forgets its vote of that term.",
           .origin = "hazelcast/hazelcast#16643, etcd-io/etcd#2461, microsoft/CCF#8094",
           .breaks = {"Vote Stability"},
           .seeds = 1}),
      mutant<KeepsVote>({.name = "keeps-vote",
                         .parts = {"KeepsVote"},
                         .does = "The vote of the old term is kept in the new one, so that others "
                                 "are refused.",
                         .origin =
                             "Figure 2, votedFor: \"candidateId that received vote in current "
                             "term\"",
                         .breaks = {"liveness"},
                         .seeds = 1}),
      mutant<CountsRefusals>({.name = "counts-refusals",
                              .parts = {"CountsRefusals"},
                              .does = "A candidate counts every answer as a vote, also a refusal.",
                              .origin = "Paper section 5.2: votes from a majority",
                              .breaks = {"Election Safety", "Leader Completeness"},
                              .seeds = 2}),
      mutant<CountsCopies>({.name = "counts-copies",
                            .parts = {"CountsCopies"},
                            .does =
                                "A candidate counts votes, not voters: a vote that arrives twice "
                                "counts twice.",
                            .origin = "ktoso/akka-raft#45, xnnyygn/xraft#27",
                            .breaks = {"Election Safety", "Leader Completeness"},
                            .seeds = 2}),
      mutant<CountsLateVotes>(
          {.name = "counts-late-votes",
           .parts = {"CountsLateVotes"},
           .does = "A candidate counts votes that were given to it in an earlier term.",
           .origin = "andreev-io/little-raft#44, ktoso/akka-raft#46",
           .breaks = {"Election Safety", "Leader Completeness"},
           .seeds = 106}),
      mutant<HalfDecides>(
          {.name = "half-decides",
           .parts = {"HalfDecides"},
           .does = "Half of an even number of voters are taken for a majority.",
           .origin = "btmorr/leifdb#73",
           .breaks = {"Election Safety", "Leader Completeness", "State Machine Safety"},
           .seeds = 1}),
      mutant<RefusalRestartsTimer>(
          {.name = "refusal-restarts-timer",
           .parts = {"RefusalRestartsTimer"},
           .does = "Every request for a vote restarts the election timer, also one "
                   "that is refused: a hasty server that cannot win keeps the others "
                   "from trying.",
           .origin = "dotnet/dotNext#89, tikv/raft-rs#14",
           .breaks = {"liveness"},
           .seeds = 3}),
      mutant<SameTimeouts>({.name = "same-timeouts",
                            .parts = {"SameTimeouts"},
                            .does =
                                "All servers have the same election timeout, stand together, and "
                                "split the vote for ever.",
                            .origin = "Paper sections 5.2 and 9.3",
                            .breaks = {"liveness"},
                            .seeds = 1}),
      mutant<ComparesNothing>({.name = "compares-nothing",
                               .parts = {"ComparesNothing"},
                               .does = "A voter does not compare the candidate's log with its own.",
                               .origin = "ktoso/akka-raft#51, jgroups-extras/jgroups-raft#14",
                               .breaks = {"Leader Completeness", "State Machine Safety"},
                               .seeds = 2}),
      mutant<ComparesIndex>({.name = "compares-index",
                             .parts = {"ComparesIndex"},
                             .does = "The longer log wins, whatever the terms of its entries.",
                             .origin = "sile/noraft#22",
                             .breaks = {"Leader Completeness", "State Machine Safety"},
                             .seeds = 6}),
      mutant<ComparesTerm>({.name = "compares-term",
                            .parts = {"ComparesTerm"},
                            .does = "The log with the later last term wins, however short it is.",
                            .origin = "markwylde/liferaft#6",
                            .breaks = {"Leader Completeness", "State Machine Safety"},
                            .seeds = 2}),
      mutant<ComparesBoth>(
          {.name = "compares-both",
           .parts = {"ComparesBoth"},
           .does = "A candidate must have both the later last term and the longer log, "
                   "so that two servers may refuse each other for ever.",
           .origin = "hashicorp/raft#94, neo4j/neo4j#6289",
           .breaks = {"liveness"},
           .seeds = 6}),
      mutant<RefusesEqualLogs>(
          {.name = "refuses-equal-logs",
           .parts = {"RefusesEqualLogs"},
           .does = "A candidate whose log is equal to the voter's is refused: new "
                   "servers never elect anyone.",
           .origin = "Figure 2, RequestVote rule 2: \"at least as up-to-date\"",
           .breaks = {"liveness"},
           .seeds = 1}),
  };
}

}  // namespace raft
