#pragma once
/// @file
/// The arguments of the program's commands: what each takes, how its help explains it, and what is
/// to be done once they are read.

#include <CLI/CLI.hpp>
#include <cstdint>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "cli/node_choice.h"
#include "cli/screen.h"

namespace raft {

/// The command that was asked for, with its arguments; it returns the program's exit code. Empty
/// until the parser has met a command.
using Chosen = std::function<int(const Screen&)>;

// One function a command: it tells `app` about the command, and the parser then sets `chosen`.
void add_demo(CLI::App& app, Chosen& chosen);
void add_run(CLI::App& app, Chosen& chosen);
void add_shell(CLI::App& app, Chosen& chosen);
void add_matrix(CLI::App& app, Chosen& chosen);
void add_campaign(CLI::App& app, Chosen& chosen);
void add_explore(CLI::App& app, Chosen& chosen);
void add_check(CLI::App& app, Chosen& chosen);
void add_bugs(CLI::App& app, Chosen& chosen);
void add_trace(CLI::App& app, Chosen& chosen);
void add_nodes(CLI::App& app, Chosen& chosen);

// ---- what several commands share

/// The options --node, --without and --bug.
void add_node_choice(CLI::App& command, NodeChoice& choice);

/// "a, b, c"
std::string listed(const std::vector<std::string>& names);

/// Accepts an unsigned number of 64 bits.
CLI::Validator whole_number();

/// Accepts one of these words.
CLI::Validator one_of(std::vector<std::string> words);

}  // namespace raft
