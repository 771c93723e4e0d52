#pragma once
/// @file
/// Chapter 1's naive replicas on the stage, where their failures can be watched like any other run.
/// A replica speaks in AppendEntries of term 0, which no node of Raft ever sends: there are no
/// terms yet.

#include <memory>

#include "background/naive_replication.h"
#include "simulation/host.h"

namespace raft {

/// The host of a server that tells everyone.
std::unique_ptr<Host> make_naive_copy_host(const Setup& setup);

/// The host of a server of which the lowest that seems alive is the primary.
std::unique_ptr<Host> make_naive_primary_host(const Setup& setup);

}  // namespace raft
