#pragma once
/// @file
/// A node in the whole cluster: the drawn runs that the book's own has to survive
/// (campaign/draw.h), and scenarios of the book.

#include <string>

#include "simulation/host.h"

/// What goes wrong in `seeds` drawn runs of the node that `make` makes, told as a campaign tells
/// it; "" if nothing does. The shortest scenario of the failure is left in my/trouble.raft.
/// @param name  the complete node in whose place it stands, "safety" or "raft"
std::string trouble_in_drawn_runs(const std::string& name, raft::MakeHost make, unsigned seeds);

/// What goes wrong when the node that `make` makes plays this scenario; "" if nothing does.
/// @param file  from the top folder
std::string trouble_in_scenario(const std::string& file, raft::MakeHost make);
