#pragma once
/// @file
/// What the reader has written, in the whole node, in the whole cluster: the same drawn runs that
/// the book's own node has to survive (campaign/draw.h).

#include <string>

#include "simulation/host.h"

/// What goes wrong in `seeds` drawn runs of the node that `make` makes, told as a campaign tells
/// it; "" if nothing does. The shortest scenario of the failure is left in my/trouble.raft.
/// @param name  the complete node in whose place it stands, "safety" or "raft"
std::string trouble_in_drawn_runs_of(const std::string& name, raft::MakeHost make, unsigned seeds);

template <class... Parts>
std::string trouble_in_drawn_runs(const std::string& name, unsigned seeds) {
  return trouble_in_drawn_runs_of(name, raft::make_host<Parts...>, seeds);
}
