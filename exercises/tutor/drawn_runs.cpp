#include "drawn_runs.h"

#include <fmt/format.h>

#include <fstream>

#include "campaign/draw.h"
#include "campaign/shorten.h"
#include "simulation/report.h"

using raft::DrawnRun;
using raft::NodeType;
using raft::ShortRun;

namespace {

// How the failure is told: the invariant's report, or what was demanded and did not come.
std::string told(const NodeType& node, const DrawnRun& run, const ShortRun& shortened) {
  if (!shortened.violation) {
    return fmt::format("With what you wrote, the cluster fails in drawn run {}:\n\n  {}\n",
                       run.seed, shortened.failure);
  }
  return raft::violation_report(*shortened.violation, {.run = fmt::format("drawn run {}", run.seed),
                                                       .node = node.name,
                                                       .seed = run.seed,
                                                       .schedule = shortened.lines});
}

}  // namespace

std::string trouble_in_drawn_runs_of(const std::string& name, raft::MakeHost make, unsigned seeds) {
  NodeType node = **raft::find_node_type(name);
  node.make = make;
  node.bug = "yours";
  for (unsigned seed = 1; seed <= seeds; ++seed) {
    const DrawnRun run = raft::draw_run(node, seed);
    if (!run.failure) continue;
    unsigned trials = 0;
    const ShortRun shortened = raft::shorten(run, node, [&] { return ++trials < 150; });
    std::ofstream file(RAFT_SOURCE_DIR "/my/trouble.raft");
    for (const std::string& line : shortened.lines) file << line << '\n';
    return told(node, run, shortened) +
           "\nThe scenario is in my/trouble.raft. The right node passes it: ./learn run "
           "my/trouble.raft\n";
  }
  return "";
}
