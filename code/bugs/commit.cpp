#include "bugs/commit.h"

#include "bugs/mutant.h"

namespace raft {

std::vector<Bug> bugs_of_commit() {
  return {
      mutant<CommitsAlone>({.name = "commits-alone",
                            .parts = {"CommitsAlone"},
                            .does = "A leader commits an entry as soon as it has appended it.",
                            .origin = "Paper section 5.3: replicated on a majority",
                            .breaks = {"Leader Completeness", "State Machine Safety"},
                            .seeds = 2}),
      mutant<OneFollowerDecides>(
          {.name = "one-follower-decides",
           .parts = {"OneFollowerDecides"},
           .does = "An entry is committed when one follower holds it, however many "
                   "servers there are.",
           .origin = "Paper section 5.3; compare async-raft/async-raft#143",
           .breaks = {"Leader Completeness", "State Machine Safety"},
           .seeds = 2}),
      mutant<SentIsHeld>({.name = "sent-is-held",
                          .parts = {"SentIsHeld"},
                          .does = "A leader counts an entry as held by a follower when it has sent "
                                  "it.",
                          .origin = "Figure 2, matchIndex: \"known to be replicated\"",
                          .breaks = {"Leader Completeness", "State Machine Safety"},
                          .seeds = 2}),
      mutant<GuessIsMatch>(
          {.name = "guess-is-match",
           .parts = {"GuessIsMatch"},
           .does = "A new leader takes its guess of what followers hold for knowledge, "
                   "and ignores that they refuse.",
           .origin = "Figure 2, matchIndex: \"initialized to 0\"",
           .breaks = {"liveness"},
           .seeds = 2}),
      mutant<RefusalIsMatch>(
          {.name = "refusal-is-match",
           .parts = {"RefusalIsMatch"},
           .does = "A leader counts a refusal as a success.",
           .origin = "Figure 2, rules for leaders: \"If successful: update nextIndex and "
                     "matchIndex\"",
           .breaks = {"Leader Completeness", "State Machine Safety", "liveness"},
           .seeds = 2}),
      mutant<CommitGoesBack>(
          {.name = "commit-goes-back",
           .parts = {"CommitGoesBack"},
           .does = "A follower sets its commit index to that of the message, also if "
                   "it is lower.",
           .origin = "ongardie/raft.tla#22",
           .breaks = {"Commit Monotonicity"},
           .seeds = 2}),
      mutant<FollowerCommitsAlone>({.name = "follower-commits-alone",
                                    .parts = {"FollowerCommitsAlone"},
                                    .does = "A follower commits what it has appended.",
                                    .origin = "Figure 2, AppendEntries rule 5",
                                    .breaks = {"State Machine Safety", "Leader Completeness"},
                                    .seeds = 2}),
      mutant<HeartbeatSaysCommit, HeartbeatCommits>(
          {.name = "heartbeat-commits",
           .parts = {"HeartbeatSaysCommit", "HeartbeatCommits"},
           .does = "Heartbeats carry the leader's commit index past the consistency "
                   "check, and followers commit whatever their log holds there.",
           .origin = "atomix/copycat#265, scylladb/scylladb#9965",
           .breaks = {"State Machine Safety", "Leader Completeness"},
           .seeds = 2}),
      mutant<AppliesUncommitted>(
          {.name = "applies-uncommitted",
           .parts = {"AppliesUncommitted"},
           .does = "A server executes what stands in its log, committed or not.",
           .origin = "Figure 2, lastApplied",
           .breaks = {"Apply Order"},
           .seeds = 1}),
      mutant<AppliesOnlyLast>(
          {.name = "applies-only-last",
           .parts = {"AppliesOnlyLast"},
           .does = "If several entries are committed at once, only the last is "
                   "executed.",
           .origin = "Figure 2, rules for all servers: \"increment lastApplied\"",
           .breaks = {"same stores"},
           .seeds = 1}),
      mutant<CountsOldTerms>(
          {.name = "counts-old-terms",
           .parts = {"CountsOldTerms"},
           .does = "A leader commits entries of earlier terms by counting replicas.",
           .origin = "Figure 8; nats-io/nats-server#7955, canonical/raft#336",
           .breaks = {"Leader Completeness", "State Machine Safety"},
           .seeds = 15}),
      mutant<NoNoOp>({.name = "no-no-op",
                      .parts = {"NoNoOp"},
                      .does = "A term begins without a no-op, so what is left from earlier terms "
                              "waits until a client writes.",
                      .origin = "openmessaging/dledger#305, PikaLabs/floyd#17",
                      .breaks = {"liveness"},
                      .seeds = 1}),
  };
}

}  // namespace raft
