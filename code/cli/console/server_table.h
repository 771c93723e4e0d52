#pragma once
/// @file
/// A cluster at one moment, as text for people.

#include <string>

#include "cli/console/screen.h"
#include "simulation/stage.h"

namespace raft {

/// A line for each server: role, term, vote, commit index, log, and what ails it. Fits the screen;
/// of a long log only the end is shown.
std::string server_table(const Stage& stage, const Screen& screen);

/// A line for each message on its way, in order of arrival.
std::string flight_table(const Stage& stage, const Screen& screen);

}  // namespace raft
