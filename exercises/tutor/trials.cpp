#include "trials.h"

#include <fmt/format.h>

#include <fstream>
#include <iterator>
#include <utility>

#include "campaign/draw.h"
#include "campaign/shorten.h"
#include "invariants/report.h"
#include "scenario/scenario_parser.h"
#include "scenario/scenario_run.h"

using raft::DrawnRun;
using raft::NodeType;
using raft::ShortRun;

namespace {

NodeType yours(const std::string& name, raft::MakeHost make) {
  NodeType node = **raft::find_node_type(name);
  node.make = make;
  node.bug = "yours";
  return node;
}

// How the failure is told: the invariant's report, or what was demanded and did not come.
std::string told(const NodeType& node, const DrawnRun& run, const ShortRun& shortened) {
  if (!shortened.violation) {
    return fmt::format("With what you wrote, the cluster fails in drawn run {}:\n\n  {}\n",
                       run.seed, shortened.failure);
  }
  return raft::violation_report(*shortened.violation, {.run = fmt::format("drawn run {}", run.seed),
                                                       .node = {.name = node.name},
                                                       .seed = run.seed,
                                                       .schedule = shortened.lines});
}

std::string told(const raft::ScenarioRun& run) {
  if (run.stage().violation()) {
    return raft::violation_report(*run.stage().violation(), {.run = run.stage().setup().title});
  }
  const raft::Diagnostic& failure = run.failures().front();
  return fmt::format("With what you wrote, {} fails in line {}:\n\n  {}\n", failure.file,
                     failure.line, failure.message);
}

std::string text_of(const std::string& file) {
  std::ifstream opened(std::string(RAFT_SOURCE_DIR "/") + file);
  return {std::istreambuf_iterator<char>(opened), {}};
}

}  // namespace

std::string trouble_in_drawn_runs(const std::string& name, raft::MakeHost make, unsigned seeds) {
  const NodeType node = yours(name, make);
  for (unsigned seed = 1; seed <= seeds; ++seed) {
    const DrawnRun run = raft::draw_run(node, seed);
    if (!run.failure) continue;
    unsigned trials = 0;
    const ShortRun shortened = raft::shorten(run, node, [&] { return ++trials < 150; });
    std::ofstream file("my/trouble.raft");
    for (const std::string& line : shortened.lines) file << line << '\n';
    return told(node, run, shortened) +
           "\nThe scenario is in my/trouble.raft. The right node passes it: ./learn run "
           "my/trouble.raft\n";
  }
  return "";
}

std::string trouble_in_scenario(const std::string& file, raft::MakeHost make) {
  auto scenario = raft::parse_scenario(text_of(file), file);
  if (!scenario) return scenario.error().front().text();
  const NodeType node = yours("raft", make);
  const raft::ScenarioRun run = raft::run_scenario(*std::move(scenario), {.node = &node});
  if (run.passed()) return "";
  return told(run) + "\nThe right node passes it: ./learn run " + file + "\n";
}
