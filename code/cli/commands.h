#pragma once
/// @file
/// What the program can do, one function a command. Each writes its result to standard output and
/// what is wrong to standard error, and returns the program's exit code (cli/exit_code.h).

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/exit_code.h"
#include "cli/screen.h"

namespace raft {

/// How `raft run` shows a run.
enum class RunStyle : std::uint8_t {
  automatic,  ///< one scenario as a table, several by their verdicts
  table,
  highlights,  ///< a table without messages
  milestones,  ///< a table of roles, votes, members and faults
  transcript,
  quiet,  ///< only the verdict
};

/// What every command that runs a scenario lets the user choose; what is not given is the
/// scenario's own.
struct Choices {
  std::string node = {};
  std::string without = {};
  std::optional<std::uint64_t> seed = {};
};

struct RunOptions {
  std::vector<std::string> scenarios = {};  ///< files and folders
  Choices choices = {};
  std::string trace_file = {};
  RunStyle style = RunStyle::automatic;
  Screen screen = {};
};
/// Runs scenarios, shows what happens, and says whether what they expect holds.
int run_command(const RunOptions& options);

struct TraceOptions {
  std::string file = {};
  std::string form = {};    ///< one of trace_forms()
  std::string output = {};  ///< a file; none: standard output
  Screen screen = {};
};
/// Shows a recorded trace in another form.
int trace_command(const TraceOptions& options);
/// The forms that a trace can be shown in.
std::vector<std::string> trace_forms();

struct ShellOptions {
  std::string node = "raft";
  std::string without = {};
  unsigned servers = 3;
  std::uint64_t seed = 1;
  Screen screen = {};
};
/// The scenario language, typed line by line.
int shell_command(const ShellOptions& options);

struct MatrixOptions {
  std::vector<std::string> scenarios = {};  ///< files and folders
  Screen screen = {};
};
/// Every rule left out, in every scenario: which invariant breaks.
int matrix_command(const MatrixOptions& options);

/// Lists the nodes with their parts and rules.
int nodes_command(const Screen& screen);

/// Writes `raft: message` to standard error; returns exit_bad_input.
int refuse(std::string_view message);
/// Writes the mistakes of a scenario, which begin with their place, as they are; returns the same.
int refuse_scenario(std::string_view mistakes);

}  // namespace raft
