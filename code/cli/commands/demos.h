#pragma once
/// @file
/// The demos, one a chapter: chapters/NN-slug/demo.cpp. Each returns what Telling::end returns.

#include "cli/console/telling.h"

namespace raft {

int demo_background(Telling& tell);
int demo_election(Telling& tell);
int demo_replication(Telling& tell);
int demo_safety(Telling& tell);
int demo_membership(Telling& tell);
int demo_cluster(Telling& tell);

}  // namespace raft
