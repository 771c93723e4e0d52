#pragma once
/// @file
/// What the program can do, one function a command. Each writes its result to standard output and
/// what is wrong to standard error, and returns the program's exit code (cli/exit_code.h).

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/exit_code.h"
#include "cli/node_choice.h"
#include "cli/screen.h"
#include "explorer/bounds.h"
#include "linearizability/linearizability.h"

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
  NodeChoice node = {};
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

struct CheckOptions {
  std::string history = {};  ///< a file of operations (linearizability/history_lines.h)
  std::string model = "kv";  ///< or "register"
  std::string svg = {};      ///< a file for the picture of what is impossible; none: no picture
  std::uint64_t limit = usual_search_limit;
  Screen screen = {};
};
/// Says whether a history is linearizable, and what is impossible if it is not.
int check_command(const CheckOptions& options);

struct ShellOptions {
  NodeChoice node = {};  ///< raft, if nothing is said
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

struct CampaignOptions {
  NodeChoice node = {};  ///< raft, if nothing is said
  std::uint64_t seeds = 1000;
  std::uint64_t first_seed = 1;
  unsigned jobs = 0;           ///< threads; 0: one a core
  std::string json_file = {};  ///< none: no file
  std::string keep = ".";      ///< the folder for the scenario of a failure
  Screen screen = {};
};
/// Draws thousands of scenarios and runs them, until one fails; then makes that one short. Returns
/// exit_interrupted after Ctrl-C.
int campaign_command(const CampaignOptions& options);

struct BugsOptions {
  std::string bug = {};  ///< its name; none: all of them
  Screen screen = {};
};
/// Lists the bugs, or tells all of one.
int bugs_command(const BugsOptions& options);

struct ExploreOptions {
  NodeChoice node = {};  ///< none: that of `from`, or the whole of Raft
  unsigned servers = 3;
  Bounds bounds = {};
  std::optional<unsigned> newcomers = {};  ///< none: one, if the members may change
  std::vector<std::string> until = {};     ///< the invariants that end it; none: all
  std::string from = {};                   ///< a scenario; none: begin at the beginning
  std::size_t megabytes = 1024;
  std::string output = {};      ///< where the counterexample goes as a scenario; may be empty
  std::string trace_file = {};  ///< and its trace; may be empty
  Screen screen = {};
};
/// Visits every world within bounds, until an invariant breaks.
int explore_command(const ExploreOptions& options);

/// Lists the nodes with their parts and rules.
int nodes_command(const Screen& screen);

/// Writes `raft: message` to standard error; returns exit_bad_input.
int refuse(std::string_view message);
/// Writes mistakes in a file, each of which begins with its place, as they are; returns the same.
int refuse_with_place(std::string_view mistakes);

}  // namespace raft
