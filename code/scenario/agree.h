#pragma once
/// @file
/// The client of `agree`: it offers a command until the cluster has it.

#include "scenario/director.h"
#include "scenario/scenario.h"
#include "simulation/stage.h"

namespace raft {

/// Offers the command to whoever leads, and again where it has got lost, and lets time pass until
/// enough servers have applied it. Fails at the end of the time that the statement gives.
StatementOutcome agree(Stage& stage, const action::Agree& said);

}  // namespace raft
