#include "campaign/shorten.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <utility>

#include "core/ensure.h"
#include "scenario/scenario_run.h"
#include "scenario/shrink.h"

namespace raft {
namespace {

constexpr std::size_t most_trials = 3000;

using Lines = std::vector<std::string>;

// A schedule that makes no sense without the lines that were left out has no run.
std::optional<ScenarioRun> run_of(const Lines& lines, const NodeType& node, bool go_on) {
  auto scenario = parse_scenario(text_of(lines), "shortened");
  if (!scenario) return std::nullopt;
  return run_scenario(*std::move(scenario), {.node = &node, .record = false, .go_on = go_on});
}

// The trials of one failed run: what may be left out, what it still has to do.
class Trials {
 public:
  Trials(const DrawnRun& run, const NodeType& node, const std::function<bool()>& going_on,
         std::uint64_t most_steps)
      : run_(run),
        node_(node),
        complete_(**find_node_type(node.name)),
        going_on_(going_on),
        most_steps_(most_steps) {}

  bool variant() const { return &node_ != &complete_; }

  /// If the complete node passes these lines, it has to pass from now on what the variant fails.
  bool begin_with(const Lines& lines) {
    return spares_complete_ = variant() && passes_on_complete(lines);
  }

  bool fails(const Lines& lines) {
    if (!going_on_() || steps_ > most_steps_) return false;
    const auto run = perform(lines, node_, variant());
    return run && same_failure(*run) && (!spares_complete_ || passes_on_complete(lines));
  }

  bool passes_on_complete(const Lines& lines) {
    const auto run = perform(lines, complete_, false);
    return run && run->passed();
  }

 private:
  std::optional<ScenarioRun> perform(const Lines& lines, const NodeType& node, bool go_on) {
    auto run = run_of(lines, node, go_on);
    if (run) steps_ += run->stage().counts().steps;
    return run;
  }

  bool same_failure(const ScenarioRun& run) const {
    const auto& violation = run.stage().violation();
    if (run_.failure->invariant) return violation && violation->invariant == run_.failure->what;
    return !violation && std::ranges::any_of(run.failures(), [&](const ScenarioError& error) {
      return error.source == run_.failure->what;
    });
  }

  const DrawnRun& run_;
  const NodeType& node_;
  const NodeType& complete_;
  const std::function<bool()>& going_on_;
  std::uint64_t most_steps_;
  bool spares_complete_ = false;
  std::uint64_t steps_ = 0;
};

// Lines that stay: without them the text would be another scenario.
bool stays(std::string_view line) {
  for (const std::string_view verb : {"servers ", "node ", "seed ", "title "}) {
    if (line.starts_with(verb)) return true;
  }
  return false;
}

// Leaves out what can be left out of the first `open` lines.
Lines shortest(Trials& trials, const Lines& lines, std::size_t open) {
  std::vector<std::string> candidates;  // numbers of lines, since equal lines may stand apart
  for (std::size_t i = 0; i < open; ++i) {
    if (!stays(lines[i])) candidates.push_back(std::to_string(i));
  }
  const auto with = [&](const std::vector<std::string>& kept) {
    Lines chosen;
    std::size_t next = 0;
    for (std::size_t i = 0; i < lines.size(); ++i) {
      const bool is_kept = next < kept.size() && kept[next] == std::to_string(i);
      if (is_kept) ++next;
      if (is_kept || i >= open || stays(lines[i])) chosen.push_back(lines[i]);
    }
    return chosen;
  };
  const auto still_fails = [&](const std::vector<std::string>& kept) {
    return trials.fails(with(kept));
  };
  if (!still_fails(candidates)) return lines;
  return with(shrink(candidates, still_fails, most_trials));
}

// What was expected earlier, and found, changes nothing. But a node without the bug, which does
// other things in the end, might not do what the mutant one did in the beginning.
Lines without_earlier_demands(Lines lines, std::size_t open) {
  Lines left;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (i >= open || !lines[i].starts_with("expect ")) left.push_back(std::move(lines[i]));
  }
  return left;
}

// A `try` that is not needed says less than the line without it.
Lines without_needless_tries(Trials& trials, Lines lines) {
  for (std::string& line : lines) {
    if (!line.starts_with("try ")) continue;
    const std::string tried = std::exchange(line, line.substr(4));
    if (!trials.fails(lines)) line = tried;
  }
  return lines;
}

// What an expectation has found says what was expected, too.
std::string told(const Failure& failure) {
  const bool says_it = failure.what.starts_with("expect ");
  return says_it ? failure.message : failure.what + ": " + failure.message;
}

}  // namespace

ShortRun shorten(const DrawnRun& run, const NodeType& node, const std::function<bool()>& going_on,
                 std::uint64_t most_steps) {
  ensure(run.failure.has_value(), "a run that has failed");
  Trials trials(run, node, going_on, most_steps);
  const bool invariant = run.failure->invariant;
  Lines lines = run.lines;
  lines.insert(lines.begin(), fmt::format("title \"Seed {} of a campaign\"", run.seed));
  if (invariant) lines.push_back("expect safe");
  ShortRun result{.lines_before = lines.size()};
  if (invariant || trials.variant()) {
    const std::size_t kept = invariant ? 1 : lines.size() - (run.demands_from + 1);
    lines = without_earlier_demands(std::move(lines), result.lines_before - kept);
    if (trials.begin_with(lines) || invariant) {
      lines = without_needless_tries(trials, shortest(trials, lines, lines.size() - kept));
    }
  }
  result.lines = std::move(lines);
  result.passes_on_complete = trials.variant() && trials.passes_on_complete(result.lines);
  const auto last = run_of(result.lines, node, trials.variant());
  if (last) result.violation = last->stage().violation();
  if (!invariant) result.failure = told(*run.failure);
  return result;
}

}  // namespace raft
