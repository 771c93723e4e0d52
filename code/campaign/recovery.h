#pragma once
/// @file
/// The end of each round of a drawn run. What Raft promises of safety holds through any trouble;
/// what it promises of progress holds once a majority of the servers can work and reach each other
/// (paper section 5.6). So a majority is mended (campaign/survivors.h), and within a stated time
/// there must be a leader, and a new command must be committed (campaign/demands.h).

#include "campaign/scene.h"
#include "campaign/tally.h"

namespace raft {

/// Writes it: a majority of the members works again, leads and commits; in half of the rounds it
/// has something to live with meanwhile, and in half of them the other members return as well. The
/// background fault is counted.
void demand_recovery(Scene& scene, Tally& tally);

}  // namespace raft
