#include "campaign/shorten.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <iterator>
#include <map>
#include <utility>

#include "core/ensure.h"
#include "scenario/scenario_printer.h"
#include "scenario/scenario_run.h"
#include "scenario/shrink.h"
#include "text/lines.h"

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
    return !violation && std::ranges::any_of(run.failures(), [&](const Diagnostic& error) {
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
bool stays(const std::string& line) {
  const Action action = statement_of(line).action;
  return std::holds_alternative<action::Servers>(action) ||
         std::holds_alternative<action::UseNode>(action) ||
         std::holds_alternative<action::Seed>(action) ||
         std::holds_alternative<action::Title>(action);
}

// The lines of a schedule that may be left out, and those that are left of them.
class Candidates {
 public:
  using Places = std::vector<std::size_t>;

  Candidates(Trials& trials, Lines lines, std::size_t open)
      : trials_(trials), lines_(std::move(lines)) {
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      const bool open_to_trial = i < open && !stays(lines_[i]);
      (open_to_trial ? left_ : fixed_).push_back(i);
      if (std::holds_alternative<action::Seed>(statement_of(lines_[i]).action)) seed_ = i;
    }
  }

  /// Leaves out what can be left out of those that do the same kind of thing: all of them, or most.
  /// A drawn run does little for its failure, but each line takes of the chance that decides about
  /// the rest. So where all of a kind are left out, a few other seeds are tried, too.
  void shrink_kinds() {
    std::map<std::size_t, Places> kinds;
    for (const std::size_t place : left_) {
      kinds[statement_of(lines_[place]).action.index()].push_back(place);
    }
    std::vector<Places> largest_first;
    for (auto& [kind, places] : kinds) largest_first.push_back(std::move(places));
    std::ranges::sort(largest_first, [](const Places& a, const Places& b) {
      return a.size() != b.size() ? a.size() > b.size() : a < b;
    });
    for (const Places& places : largest_first) {
      if (!leave_out(places)) shrink_these(places, most_trials_of_a_kind);
    }
  }
  void shrink_all() { shrink_these(left_, most_trials); }

  bool fails() { return trials_.fails(with(left_)); }
  Lines left() const { return with(left_); }

 private:
  static constexpr std::size_t most_trials_of_a_kind = 60;
  static constexpr unsigned most_other_seeds = 12;

  // The fixed lines and these, in their order.
  Lines with(const Places& places) const {
    Places all;
    std::ranges::merge(fixed_, places, std::back_inserter(all));
    Lines chosen;
    for (const std::size_t place : all) chosen.push_back(lines_[place]);
    return chosen;
  }

  Places others_than(const Places& some) const {
    Places others;
    std::ranges::set_difference(left_, some, std::back_inserter(others));
    return others;
  }

  // Whether it still fails without all of these.
  bool leave_out(const Places& some) {
    const Places others = others_than(some);
    if (trials_.fails(with(others))) return left_ = others, true;
    if (!seed_) return false;
    const std::string usual = lines_[*seed_];
    for (unsigned seed = 1; seed <= most_other_seeds; ++seed) {
      lines_[*seed_] = to_text(action::Seed{seed});
      if (trials_.fails(with(others))) return left_ = others, true;
    }
    lines_[*seed_] = usual;
    return false;
  }

  void shrink_these(const Places& some, std::size_t most) {
    const Places others = others_than(some);
    const auto joined = [&](const Places& kept) {
      Places all;
      std::ranges::merge(others, kept, std::back_inserter(all));
      return all;
    };
    left_ = joined(shrink(
        some, [&](const Places& kept) { return trials_.fails(with(joined(kept))); }, most));
  }

  Trials& trials_;
  Lines lines_;
  std::optional<std::size_t> seed_;
  Places fixed_;
  Places left_;
};

// Leaves out what can be left out of the first `open` lines.
Lines shortest(Trials& trials, const Lines& lines, std::size_t open) {
  Candidates candidates(trials, lines, open);
  if (!candidates.fails()) return lines;
  candidates.shrink_kinds();
  candidates.shrink_all();
  return candidates.left();
}

// What was expected earlier, and found, changes nothing. But a node without the bug, which does
// other things in the end, might not do what the mutant one did in the beginning.
Lines without_earlier_demands(Lines lines, std::size_t open) {
  const auto demands = [](const std::string& line) {
    return std::holds_alternative<action::Expect>(statement_of(line).action);
  };
  Lines left;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (i >= open || !demands(lines[i])) left.push_back(std::move(lines[i]));
  }
  return left;
}

// A `try` that is not needed says less than the line without it.
Lines without_needless_tries(Trials& trials, Lines lines) {
  for (std::string& line : lines) {
    Statement statement = statement_of(line);
    if (!std::exchange(statement.tolerant, false)) continue;
    const std::string tried = std::exchange(line, to_text(statement));
    if (!trials.fails(lines)) line = tried;
  }
  return lines;
}

// What an expectation has found says what was expected, too.
std::string told(const Failure& failure) {
  return failure.expectation ? failure.message : failure.what + ": " + failure.message;
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
