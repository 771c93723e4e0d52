#pragma once
/// @file
/// What every exercise's test includes.

#include <gtest/gtest.h>

#include "membership/raft.h"
#include "simulation/host.h"
#include "simulation/stage.h"
