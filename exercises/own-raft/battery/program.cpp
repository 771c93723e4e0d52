#include "program.h"

#include <fmt/format.h>
#include <sys/resource.h>

#include <cstdio>
#include <fstream>
#include <nlohmann/json.hpp>
#include <span>
#include <sstream>
#include <string>
#include <string_view>

#include "battery.h"
#include "cli/exit_code.h"
#include "cli/run_table.h"
#include "cli/trace_file.h"
#include "invariants/report.h"
#include "scenario/scenario_run.h"

namespace raft {
namespace {

using Json = nlohmann::json;

constexpr const char* top = RAFT_SOURCE_DIR;
// Seconds of a processor. The book's Raft needs thirty for the drawn runs, elsewhere half a one.
constexpr unsigned longest_level = 5, longest_campaign = 60;

int refused(std::string_view why) {
  fmt::print(stderr, "own-raft: {}\n", why);
  return exit_bad_input;
}

// Each line at once, so that the last one says where a program was that ends in the middle.
void say(const Json& line) {
  fmt::print("{}\n", line.dump());
  std::fflush(stdout);
}

// A loop that never stops is ended by the system. Processor time counts, as the machine may have
// other work.
void end_after(unsigned seconds) {
  const rlimit limit{seconds, seconds};
  setrlimit(RLIMIT_CPU, &limit);
}

int judge(std::string_view number, const NodeType& node) {
  const std::filesystem::path house = top;
  const auto levels = read_levels(house / "exercises/own-raft/levels", house);
  if (!levels) return refused(levels.error());
  for (const Level& level : *levels) {
    if (std::to_string(level.number) != number) continue;
    end_after(level.campaign > 0 ? longest_campaign : longest_level);
    const LevelVerdict verdict = judge_level(level, node, [](const std::string& run) {
      say({{"begins", run}});
    });
    Json told = {{"level", level.number}, {"passed", verdict.passed()}, {"runs", verdict.runs}};
    if (verdict.failure) {
      told["run"] = verdict.failure->run;
      told["report"] = verdict.failure->report;
      told["scenario"] = verdict.failure->lines;
    }
    say(told);
    return verdict.passed() ? exit_good : exit_failed;
  }
  return refused(fmt::format("there is no level '{}'", number));
}

int run(const std::string& file, const std::string& trace_file, const NodeType& node) {
  std::ifstream opened(file);
  if (!opened) return refused(fmt::format("there is no scenario {}", file));
  std::ostringstream text;
  text << opened.rdbuf();
  auto scenario = parse_scenario(text.str(), file);
  if (!scenario) return refused(scenario.error().front().text());
  const ScenarioRun run = run_scenario(*std::move(scenario), {.node = &node, .go_on = true});
  fmt::print("{}\n", run_table(run.stage().trace(), standard_output(), Detail::everything));
  if (!trace_file.empty()) {
    const auto written = write_trace_file(trace_file, run.stage().trace());
    if (!written) return refused(written.error());
  }
  if (run.passed()) {
    fmt::print("ok      {}\n", file);
    return exit_good;
  }
  fmt::print("FAILED  {}\n\n", file);
  if (const auto& violation = run.stage().violation()) {
    fmt::print("{}", violation_report(*violation, {.seed = run.stage().setup().seed}));
  } else {
    fmt::print("{}\n", run.failures().front().text());
  }
  return exit_failed;
}

}  // namespace

int own_raft_program(int argc, char** argv, MakeHost make) {
  const std::vector<std::string> words(argv + 1, argv + argc);
  const NodeType node = own_node_type(make);
  if (words.size() == 2 && words[0] == "--level") return judge(words[1], node);
  if (words.size() == 1) return run(words[0], "", node);
  if (words.size() == 3 && words[1] == "--trace") {
    if (const auto checked = check_trace_file(words[2]); !checked) return refused(checked.error());
    return run(words[0], words[2], node);
  }
  return refused("it takes '--level NUMBER', or a scenario and perhaps '--trace FILE'");
}

}  // namespace raft
