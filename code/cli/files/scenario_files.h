#pragma once
/// @file
/// Scenarios as files.

#include <expected>
#include <string>
#include <vector>

#include "scenario/scenario.h"

namespace raft {

/// The files that are meant: a folder means all .raft files in it and below, in alphabetical order.
/// The error is a sentence that names the path.
std::expected<std::vector<std::string>, std::string> find_scenarios(
    const std::vector<std::string>& paths);

/// Reads a scenario; "-" is standard input. The error is a text for people, of several lines if
/// there are several mistakes, each with its place; refuse_with_place() shows it.
std::expected<Scenario, std::string> read_scenario(const std::string& path);

}  // namespace raft
