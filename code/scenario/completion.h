#pragma once
/// @file
/// What may stand next in a line of a scenario that is being typed.

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/server_set.h"

namespace raft {

/// What could stand in place of the last word of a half-typed line, sorted. `servers` are those
/// that can be spoken of, `called` the names that `call` has given.
std::vector<std::string> complete_scenario_line(std::string_view line, ServerSet servers,
                                                std::span<const std::string> called = {});

}  // namespace raft
