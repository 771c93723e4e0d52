#pragma once
/// @file
/// What the reader has written, in the whole node, in the whole cluster.

#include <string>

#include "rules.h"

/// What goes wrong in `seeds` drawn runs of the whole node with these rules, told as a campaign
/// tells it; "" if nothing does. The shortest scenario of the failure is left in my/trouble.raft.
/// @param name  the node of the book in whose place it stands: "safety", or "raft", whose drawn
///              runs also change the members
std::string trouble_in_the_whole_node(const Rules& rules, const std::string& name = "safety",
                                      unsigned seeds = 30);

/// What goes wrong when the whole node with these rules plays this scenario; "" if nothing does.
/// @param scenario  its file, from the top folder
std::string trouble_in(const std::string& scenario, const Rules& rules);
