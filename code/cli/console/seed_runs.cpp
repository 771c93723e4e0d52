#include "cli/console/seed_runs.h"

#include <fmt/format.h>

#include <chrono>
#include <cstdio>
#include <utility>

#include "cli/console/interrupt.h"
#include "text/readable.h"

namespace raft {
namespace {

// A line that is written over, ten times a second, and not at all where nobody looks.
class WrittenOver {
 public:
  explicit WrittenOver(const Screen& screen) : screen_(screen) {}
  ~WrittenOver() { write(""); }
  WrittenOver(const WrittenOver&) = delete;
  WrittenOver& operator=(const WrittenOver&) = delete;

  void show(const std::string& text) {
    const auto now = std::chrono::steady_clock::now();
    if (now - shown_ < std::chrono::milliseconds(100)) return;
    shown_ = now;
    write(text);
  }

 private:
  void write(const std::string& text) const {
    if (!screen_.terminal) return;
    fmt::print("\r\x1b[K{}", shortened(text, screen_.width - 1));
    std::fflush(stdout);
  }

  Screen screen_;
  std::chrono::steady_clock::time_point shown_ = std::chrono::steady_clock::now();
};

void add(SeedRuns& runs, ScenarioRun run) {
  if (run.passed()) {
    ++runs.passed;
    return;
  }
  const bool first = run.undecided() ? runs.failed + runs.undecided == 0 : runs.failed == 0;
  ++(run.undecided() ? runs.undecided : runs.failed);
  if (first) runs.first_bad.emplace(std::move(run));
}

}  // namespace

SeedRuns run_seeds(const Scenario& scenario, const NodeType* node, std::uint64_t first,
                   std::uint64_t count, const Screen& screen) {
  SeedRuns runs;
  WrittenOver progress(screen);
  for (std::uint64_t i = 0; i < count; ++i) {
    if (Interrupt::requested()) {
      runs.interrupted = true;
      break;
    }
    add(runs,
        run_scenario(scenario,
                     {.node = node, .seed = first + i, .record = false, .go_on = node != nullptr}));
    progress.show(
        fmt::format("{}  {} of {} seeds, {} failed", scenario.file, i + 1, count, runs.failed));
  }
  return runs;
}

}  // namespace raft
