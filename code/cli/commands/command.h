#pragma once
/// @file
/// What the program can do, one file a command: its work, the words of its help, and what it takes.
/// Each writes its result to standard output and what is wrong to standard error, and returns the
/// program's exit code (cli/console/exit_code.h).

#include <CLI/CLI.hpp>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "cli/console/exit_code.h"
#include "cli/console/node_choice.h"
#include "cli/console/refuse.h"
#include "cli/console/screen.h"

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
void add_wal(CLI::App& app, Chosen& chosen);

// ---- what several commands share

/// Once the parser has met `command`, what is to be done is `work`, with its options and the
/// screen.
template <class Options>
void choose(CLI::App& command, Chosen& chosen, std::shared_ptr<Options> options,
            int (*work)(const Options&)) {
  command.callback([&chosen, options = std::move(options), work] {
    chosen = [options, work](const Screen& screen) {
      options->screen = screen;
      return work(*options);
    };
  });
}

/// The options --node, --without and --bug.
void add_node_choice(CLI::App& command, NodeChoice& choice);

/// Accepts an unsigned number of 64 bits.
CLI::Validator whole_number();

/// Accepts one of these words.
CLI::Validator one_of(std::vector<std::string> words);

}  // namespace raft
