#pragma once
/// @file
/// What every exercise's test includes.

#include <gtest/gtest.h>

#include "background/oral_messages.h"
#include "background/vector_clock.h"
#include "drawn_runs.h"
#include "membership/raft.h"
#include "simulation/host.h"
#include "simulation/stage.h"
