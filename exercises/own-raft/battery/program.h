#pragma once
/// @file
/// The program that judges a Raft of a reader's. The tutor calls it (exercises/tutor/own_raft.py):
///
///     own-raft --level 3       one line of JSON for each run that begins, and one for the verdict
///     own-raft --drawn 17      one line of JSON for each line of that drawn run of a campaign
///     own-raft FILE [--trace FILE]
///                              runs a scenario on the reader's servers, as `raft run` does

#include "simulation/host.h"

namespace raft {

/// Does what the arguments say, with servers that `make` makes; returns the exit code: 0 passed, 1
/// failed, 2 what was asked cannot be done.
int own_raft_program(int argc, char** argv, MakeHost make);

}  // namespace raft
