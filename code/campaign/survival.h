#pragma once
/// @file
/// The second phase of a drawn run. What Raft promises of safety holds through any trouble; what it
/// promises of progress holds once a majority of the servers can work and reach each other (paper
/// section 5.6). So a majority is drawn and mended; the others stay as they are, or get worse: and
/// within a stated time there must be a leader, and a new command must be committed.

#include "campaign/scene.h"

namespace raft {

/// Writes the phase: a majority of the members works again, leads and commits; perhaps the other
/// members return, too; then the clients leave, and all that is left must agree.
///
/// The majority is one in the latest committed configuration, and in every later one that a server
/// has heard of or that is on its way to one; what a leader was preparing is given up. Servers
/// that are no members are stopped: a removed server that has not heard of it stands for election
/// for ever, which is a known limit of this Raft, as it has no pre-vote.
void demand_survival(Scene& scene);

}  // namespace raft
