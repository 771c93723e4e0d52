#include "program.h"

#include <fmt/format.h>
#include <sys/resource.h>

#include <charconv>
#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>
#include <span>
#include <sstream>
#include <string>
#include <string_view>

#include "battery.h"
#include "campaign/draw.h"
#include "cli/console/exit_code.h"
#include "cli/console/run_table.h"
#include "cli/files/trace_file.h"
#include "invariants/report.h"
#include "report.h"
#include "scenario/scenario_run.h"

namespace raft {
namespace {

using Json = nlohmann::json;

constexpr const char* top = RAFT_SOURCE_DIR;
// Seconds of a processor. The book's Raft needs thirty for the drawn runs, elsewhere half a one.
constexpr unsigned longest_level = 5, longest_campaign = 120;
constexpr rlim_t most_memory = rlim_t{2} << 30;  // of addresses, in bytes

int refused(std::string_view why) {
  fmt::print(stderr, "own-raft: {}\n", why);
  return exit_bad_input;
}

void say(const Json& line) { fmt::print(report(), "{}\n", line.dump()); }

// A loop that never stops is ended by the system, and so is one that never stops to take memory.
// Processor time counts, as the machine may have other work. With the compiler's sanitizers all
// takes longer, and addresses without end.
void limit(unsigned seconds) {
  const bool sanitized = std::getenv("ASAN_OPTIONS") != nullptr;
  const rlim_t most = sanitized ? 10 * seconds : seconds;
  const rlimit work{most, most + 1}, memory{most_memory, most_memory};
  setrlimit(RLIMIT_CPU, &work);
  if (!sanitized) setrlimit(RLIMIT_AS, &memory);
}

Json told_of(const LevelVerdict& verdict) {
  Json told = {{"passed", verdict.passed()}, {"runs", verdict.runs}};
  if (verdict.failure) {
    told["undecided"] = verdict.undecided();
    told["run"] = verdict.failure->run;
    told["report"] = verdict.failure->report;
    told["scenario"] = verdict.failure->lines;
  }
  return told;
}

void say_what_begins(const BatteryRun& run) {
  Json told = {{"begins", run.name}};
  if (!run.lines.empty()) told["scenario"] = run.lines;
  if (run.drawn) told["drawn"] = run.drawn;
  say(told);
}

int judge(std::string_view number, const NodeType& node) {
  const std::filesystem::path house = top;
  const auto levels = read_levels(house / "exercises/own-raft/levels", house);
  if (!levels) return refused(levels.error());
  for (const Level& level : *levels) {
    if (std::to_string(level.number) != number) continue;
    limit(level.campaign > 0 ? longest_campaign : longest_level);
    const LevelVerdict verdict = judge_level(level, node, say_what_begins);
    say(told_of(verdict));
    if (verdict.undecided()) return exit_unknown;
    return verdict.passed() ? exit_good : exit_failed;
  }
  return refused(fmt::format("there is no level '{}'", number));
}

// Each line before it is performed, so that the last one is that in which the program ends.
int draw(std::string_view number, const NodeType& node) {
  std::uint64_t seed = 0;
  const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), seed);
  if (error != std::errc{} || end != number.data() + number.size()) {
    return refused(fmt::format("'{}' is no number of a drawn run", number));
  }
  limit(longest_level);
  const DrawnRun run = draw_run(node, seed, [](const std::string& line) { say({{"line", line}}); });
  say({{"passed", !run.failure}});
  return run.failure ? exit_failed : exit_good;
}

// The tutor reads what this writes, and shows it on a terminal that has colours or not.
Screen screen() {
  const bool coloured = std::getenv("CLICOLOR_FORCE") != nullptr;
  return standard_output(coloured ? ColourChoice::always : ColourChoice::automatic);
}

std::string verdict_on(const ScenarioRun& run, const std::string& file) {
  if (run.failures().empty()) {
    const std::string passed_over = passed_over_text(run);
    return fmt::format("ok      {}\n{}", file,
                       passed_over.empty() ? "" : "\n" + passed_over + "\n");
  }
  const auto& violation = run.stage().violation();
  return fmt::format("{}  {}\n\n{}", run.undecided() ? "UNKNOWN" : "FAILED", file,
                     violation ? violation_report(*violation, {.seed = run.stage().setup().seed})
                               : run.failures().front().text() + "\n");
}

int run(const std::string& file, const std::string& trace_file, const NodeType& node) {
  std::ifstream opened(file);
  if (!opened) return refused(fmt::format("there is no scenario {}", file));
  std::ostringstream text;
  text << opened.rdbuf();
  auto scenario = parse_scenario(text.str(), file);
  if (!scenario) return refused(scenario.error().front().text());
  const ScenarioRun run = run_scenario(*std::move(scenario), {.node = &node, .go_on = true});
  fmt::print(report(), "{}\n", run_table(run.stage().trace(), screen(), Detail::everything));
  if (!trace_file.empty()) {
    const auto written = write_trace_file(trace_file, run.stage().trace());
    if (!written) return refused(written.error());
  }
  fmt::print(report(), "{}", verdict_on(run, file));
  fmt::print(report(), "{}\n", end_of_report);
  if (run.undecided()) return exit_unknown;
  return run.failures().empty() ? exit_good : exit_failed;
}

}  // namespace

int own_raft_program(int argc, char** argv, MakeHost make) {
  const std::vector<std::string> words(argv + 1, argv + argc);
  const NodeType node = own_node_type(make);
  if (words.size() == 2 && words[0] == "--level") return judge(words[1], node);
  if (words.size() == 2 && words[0] == "--drawn") return draw(words[1], node);
  if (words.size() == 1) return run(words[0], "", node);
  if (words.size() == 3 && words[1] == "--trace") {
    if (const auto checked = check_trace_file(words[2]); !checked) return refused(checked.error());
    return run(words[0], words[2], node);
  }
  return refused(
      "it takes '--level NUMBER', '--drawn NUMBER', or a scenario and perhaps '--trace FILE'");
}

}  // namespace raft
