// `raft matrix`: the kill matrix. A row for the complete node and for each rule left out of it, a
// column for each scenario, and in each cell what went wrong.

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>
#include <string_view>
#include <utility>

#include "cli/commands/command.h"
#include "cli/console/as_typed.h"
#include "cli/console/shell_word.h"
#include "cli/files/scenario_files.h"
#include "invariants/invariant.h"
#include "invariants/invariants.h"
#include "scenario/scenario_run.h"
#include "simulation/catalogue.h"
#include "text/readable.h"

namespace raft {
namespace {

struct MatrixOptions {
  std::vector<std::string> scenarios = {};  // files and folders
  Screen screen = {};
};

constexpr std::string_view complete = "(complete)";
constexpr std::string_view not_in_it = " ";  // the scenario's node has no such rule
constexpr std::string_view all_well = ".";
constexpr std::string_view unmet = "x";

// "Leader Completeness" becomes "LC".
std::string initials(std::string_view name) {
  std::string text;
  bool begins = true;
  for (const char c : name) {
    if (begins && c >= 'A' && c <= 'Z') text += c;
    begins = c == ' ' || c == '-';
  }
  return text;
}

// A scenario's column.
struct Column {
  std::string file = {};
  std::string title = {};
  std::map<std::string, std::string> cells = {};  // by rule
};

std::string cell_of(const Scenario& scenario, const NodeType& node) {
  const ScenarioRun run =
      run_scenario(scenario, {.node = &node, .record = false, .go_on = !node.without.empty()});
  if (run.passed()) return std::string(all_well);
  return run.stage().violation() ? initials(run.stage().violation()->invariant)
                                 : std::string(unmet);
}

// The whole of Raft where the scenario's story is the same on it; otherwise the scenario's own
// node.
std::string node_for(const Scenario& scenario) {
  return cell_of(scenario, **find_node_type("raft")) == all_well ? "raft"
                                                                 : scenario.setup.node->name;
}

Column column_of(const std::string& file, const Scenario& scenario) {
  Column column{.file = file, .title = scenario.setup.title};
  const std::string node = node_for(scenario);
  column.cells[std::string(complete)] = cell_of(scenario, **find_node_type(node));
  for (const std::string& rule : rules_of(node)) {
    column.cells[rule] = cell_of(scenario, **find_node_type(node, rule));
  }
  return column;
}

bool is_kill(std::string_view cell) { return cell != all_well && cell != not_in_it; }

std::string cell_in(const Column& column, const std::string& row) {
  const auto cell = column.cells.find(row);
  return cell == column.cells.end() ? std::string(not_in_it) : cell->second;
}

std::vector<std::string> rows() {
  std::vector<std::string> names = {std::string(complete)};
  for (const std::string& rule : rules_of("raft")) names.push_back(rule);
  return names;
}

// The columns from `first` to `last`, which fit the screen.
void print_block(const std::vector<Column>& columns, std::size_t first, std::size_t last,
                 std::size_t name_width, const Screen& screen) {
  std::string head = fmt::format("{:<{}}", "without", name_width);
  for (std::size_t i = first; i < last; ++i) head += fmt::format("{:>4}", i + 1);
  fmt::print("{}\n", dim(screen, head));
  for (const std::string& row : rows()) {
    std::string line = fmt::format("{:<{}}", row, name_width);
    for (std::size_t i = first; i < last; ++i) {
      const std::string cell = cell_in(columns[i], row);
      const std::string space(4 - std::min<std::size_t>(cell.size(), 4), ' ');
      line += space + (is_kill(cell) ? bold(screen, red(screen, cell)) : dim(screen, cell));
    }
    line.erase(line.find_last_not_of(' ') + 1);
    fmt::print("{}\n", line);
  }
  fmt::print("\n");
}

void print_table(const std::vector<Column>& columns, const Screen& screen) {
  std::size_t name_width = 0;
  for (const std::string& row : rows()) name_width = std::max(name_width, row.size());
  const std::size_t room = std::max<std::size_t>((screen.width - name_width) / 4, 1);
  for (std::size_t first = 0; first < columns.size(); first += room) {
    print_block(columns, first, std::min(first + room, columns.size()), name_width, screen);
  }
}

void print_legend(const std::vector<Column>& columns, const Screen& screen) {
  std::set<std::string> seen;
  for (const Column& column : columns) {
    for (const auto& [row, cell] : column.cells) seen.insert(cell);
  }
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const std::string stem = std::filesystem::path(columns[i].file).stem().string();
    const std::string& title = columns[i].title;
    const std::string line = title.empty() ? stem : fmt::format("{:<22} {}", stem, title);
    fmt::print("{}\n", shortened(fmt::format("{:>4}  {}", i + 1, line), screen.width));
  }
  fmt::print("\n");
  for (const char* name : invariant_names()) {
    if (seen.contains(initials(name))) fmt::print("{:>4}  {} is broken\n", initials(name), name);
  }
  if (seen.contains(std::string(unmet))) {
    fmt::print(
        "{:>4}  a demand is not met or something cannot be done, but no invariant is broken\n",
        unmet);
  }
  fmt::print("{:>4}  passes\n", all_well);
}

bool print_verdict(const std::vector<Column>& columns, const Screen& screen) {
  std::vector<std::string> failing;
  std::string useless;
  for (const Column& column : columns) {
    if (is_kill(cell_in(column, std::string(complete)))) failing.push_back(column.file);
  }
  for (const std::string& row : rules_of("raft")) {
    const bool killed = std::any_of(columns.begin(), columns.end(), [&](const Column& column) {
      return is_kill(cell_in(column, row));
    });
    if (!killed) useless += (useless.empty() ? "" : ", ") + row;
  }
  fmt::print("\n");
  for (const std::string& file : failing) {
    const std::string command = as_typed("raft run " + shell_word(file));
    fmt::print("{}\n", red(screen, "The complete node fails: " + command));
  }
  if (!useless.empty()) {
    fmt::print("{}\n", red(screen, "No scenario fails without " + useless + "."));
  }
  const bool good = failing.empty() && useless.empty();
  if (good) {
    fmt::print("{}\n",
               green(screen, "The complete node passes everywhere, and no rule can be left out."));
  }
  return good;
}

int matrix_command(const MatrixOptions& options) {
  const bool chosen = !options.scenarios.empty();
  const auto files =
      find_scenarios(chosen ? options.scenarios : std::vector<std::string>{"diagrams"});
  if (!files) {
    return refuse(files.error() + (chosen ? "" : "; say where scenarios are: raft matrix FOLDER"));
  }
  std::vector<Column> columns;
  std::size_t left_out = 0;
  int unread = exit_good;
  for (const std::string& file : *files) {
    const auto scenario = read_scenario(file);
    if (!scenario) {
      unread = refuse_with_place(scenario.error());
      continue;
    }
    const NodeType& own = *scenario->setup.node;
    if (rules_of(own.name).empty() || !own.without.empty()) {
      ++left_out;
      continue;
    }
    columns.push_back(column_of(file, *scenario));
  }
  if (columns.empty() && unread != exit_good) return unread;
  if (columns.empty()) return refuse("none of these scenarios is of a complete node with rules");
  print_table(columns, options.screen);
  print_legend(columns, options.screen);
  if (left_out > 0) {
    fmt::print(
        "\nNot shown: {} scenarios of nodes without rules, or with a rule left out already.\n",
        left_out);
  }
  const bool good = print_verdict(columns, options.screen);
  return unread != exit_good ? unread : good ? exit_good : exit_failed;
}

// ---- its words and options

constexpr const char* matrix_examples = R"(Examples:
  raft matrix                          the scenarios in diagrams/
  raft matrix diagrams/04-safety diagrams/06-cluster/whole-cluster.raft

Returns 0 if the complete node passes everywhere and every rule has a scenario that fails without
it; 1 otherwise.)";

}  // namespace

void add_matrix(CLI::App& app, Chosen& chosen) {
  const auto options = std::make_shared<MatrixOptions>();
  CLI::App& command =
      *app.add_subcommand("matrix", "Leave out each rule in each scenario: what breaks?");
  command.footer(matrix_examples);
  command.add_option("SCENARIO", options->scenarios,
                     "Files and folders of scenarios (diagrams/, if none is given)");
  choose(command, chosen, options, matrix_command);
}

}  // namespace raft
