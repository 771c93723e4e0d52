#include "bugs/membership.h"

#include "bugs/mutant.h"

namespace raft {

std::vector<Bug> bugs_of_membership() {
  return {
      mutant<MembersAtCommit>(
          {.name = "members-at-commit",
           .parts = {"MembersAtCommit"},
           .does = "A configuration is in force when it is committed, not when it is "
                   "appended.",
           .origin = "etcd-io/etcd#2397, etcd-io/etcd#5004",
           .breaks = {"Election Safety", "Leader Completeness", "State Machine Safety"},
           .seeds = 5}),
      mutant<RemovedEntryInForce>(
          {.name = "removed-entry-in-force",
           .parts = {"RemovedEntryInForce"},
           .does = "The configuration of an entry that was removed from the log stays "
                   "in force.",
           .origin = "camunda/camunda#57393, canonical/raft#250",
           .breaks = {"Election Safety", "Leader Completeness", "State Machine Safety", "liveness"},
           .seeds = 15}),
      mutant<MembersForgotten>(
          {.name = "members-forgotten",
           .parts = {"MembersForgotten"},
           .does = "After a restart the configuration that the cluster began with is "
                   "in force.",
           .origin = "camunda/camunda#62837",
           .breaks = {"Election Safety", "Leader Completeness", "State Machine Safety"},
           .seeds = 2}),
      mutant<LeaderDropsMembers>(
          {.name = "leader-drops-members",
           .parts = {"LeaderDropsMembers"},
           .does = "A new leader goes back to the last committed configuration.",
           .origin = "eBay/NuRaft#67, andy-yx-chen/jraft#1",
           .breaks = {"Election Safety", "Leader Completeness", "State Machine Safety", "liveness"},
           .seeds = 4}),
      mutant<ChangesOverlap>(
          {.name = "changes-overlap",
           .parts = {"ChangesOverlap"},
           .does = "A second change begins while the entry of the first is not "
                   "committed.",
           .origin = "eBay/NuRaft#651; dissertation section 4.1",
           .breaks = {"Election Safety", "Leader Completeness", "State Machine Safety"},
           .seeds = 14}),
      mutant<AnyCommitWillDo>(
          {.name = "any-commit-will-do",
           .parts = {"AnyCommitWillDo"},
           .does = "A new leader changes the members although it has committed only "
                   "entries of earlier terms.",
           .origin = "Ongaro, raft-dev, July 2015; databendlabs/openraft#2051",
           .breaks = {"Leader Completeness", "State Machine Safety"},
           .seeds = 17}),
      mutant<NoCatchUp>({.name = "no-catch-up",
                         .parts = {"NoCatchUp"},
                         .does = "A new server counts as a voter before it has the log, or even "
                                 "runs.",
                         .origin = "Dissertation section 4.2.1",
                         .breaks = {"liveness"},
                         .seeds = 2}),
      mutant<JointNotCommitted>(
          {.name = "joint-not-committed",
           .parts = {"JointNotCommitted"},
           .does = "The new configuration follows the joint one before that is "
                   "committed.",
           .origin = "camunda/camunda#61854",
           .breaks = {"Election Safety", "Leader Completeness", "State Machine Safety"},
           .seeds = 13}),
      mutant<JointNeverLeft>({.name = "joint-never-left",
                              .parts = {"JointNeverLeft"},
                              .does =
                                  "Only the leader that began a joint change ends it; if it fails, "
                                  "the cluster stays joint.",
                              .origin = "etcd-io/etcd#12136",
                              .breaks = {"liveness"},
                              .seeds = 8}),
      mutant<NewVotersDecide>(
          {.name = "new-voters-decide",
           .parts = {"NewVotersDecide"},
           .does = "A joint configuration is decided by a majority of the new voters "
                   "alone.",
           .origin = "Paper section 6: separate majorities",
           .breaks = {"Election Safety", "Leader Completeness", "State Machine Safety"},
           .seeds = 8}),
      mutant<OldVotersDecide>(
          {.name = "old-voters-decide",
           .parts = {"OldVotersDecide"},
           .does = "A joint configuration is decided by a majority of the old voters "
                   "alone.",
           .origin = "Paper section 6: separate majorities",
           .breaks = {"Election Safety", "Leader Completeness", "State Machine Safety"},
           .seeds = 17}),
      mutant<EveryoneDecides, NewVotersDecide>(
          {.name = "everyone-decides",
           .parts = {"EveryoneDecides", "NewVotersDecide"},
           .does = "A joint configuration is decided by one majority of all servers "
                   "that it names.",
           .origin = "Paper section 6: separate majorities",
           .breaks = {"Election Safety", "Leader Completeness", "State Machine Safety"},
           .seeds = 18}),
      mutant<CountsNonVoters>(
          {.name = "counts-non-voters",
           .parts = {"CountsNonVoters"},
           .does = "A leader or candidate counts whoever answers, voter or not.",
           .origin = "Dissertation section 4.2.1; compare tikv/raft-rs#57",
           .breaks = {"Election Safety", "Leader Completeness", "State Machine Safety"},
           .seeds = 4}),
      mutant<RemovedLeaderCounts>(
          {.name = "removed-leader-counts",
           .parts = {"RemovedLeaderCounts"},
           .does = "A leader counts itself, although it has removed itself.",
           .origin = "camunda/camunda#15232, etcd-io/etcd#10563",
           .breaks = {"liveness", "Leader Completeness"},
           .seeds = 12}),
      mutant<RemovedStillCount>(
          {.name = "removed-still-count",
           .parts = {"RemovedStillCount"},
           .does = "Servers that were removed still count towards the majority.",
           .origin = "Paper section 6; compare tikv/tikv#2184",
           .breaks = {"liveness"},
           .seeds = 2}),
      mutant<RemovedStands>({.name = "removed-stands",
                             .parts = {"RemovedStands"},
                             .does =
                                 "A removed server goes on standing for election, and deposes one "
                                 "leader after the other.",
                             .origin = "hashicorp/raft#524, logcabin/logcabin#56",
                             .breaks = {"liveness"},
                             .seeds = 7}),
      mutant<NewcomerDoesNotVote>(
          {.name = "newcomer-does-not-vote",
           .parts = {"NewcomerDoesNotVote"},
           .does = "A server that does not know yet that it is a voter does not vote.",
           .origin = "etcd-io/etcd#10998, tikv/raft-rs#57",
           .breaks = {"liveness"},
           .seeds = 89}),
  };
}

}  // namespace raft
