#include <fmt/format.h>

#include <chrono>

#include "cli/commands.h"
#include "cli/whole_file.h"
#include "linearizability/history_lines.h"
#include "linearizability/linearizability.h"
#include "linearizability/window_timeline.h"
#include "text/counted.h"
#include "text/readable.h"

namespace raft {
namespace {

// "60 operations of 3 clients on 2 keys, 4 of unknown outcome"
std::string subject(const Linearizability& found, HistoryModel model) {
  std::string text =
      counted(found.operations, "operation") + " of " + counted(found.clients, "client");
  if (model == HistoryModel::kv) text += " on " + counted(found.keys, "key");
  if (found.unknown_outcomes > 0) {
    text += fmt::format(", {} of unknown outcome", found.unknown_outcomes);
  }
  return text;
}

void tell_effort(const Linearizability& found, std::chrono::steady_clock::duration time,
                 const Screen& screen) {
  const auto spent = std::chrono::duration_cast<std::chrono::microseconds>(time).count();
  fmt::print("{}\n", dim(screen, fmt::format("{} tried, {} remembered, {}.{} ms",
                                             counted(found.steps, "step"),
                                             counted(found.configurations, "configuration"),
                                             spent / 1000, spent % 1000 / 100)));
}

void tell_window(const ImpossibleWindow& window, const Screen& screen) {
  fmt::print("\nThe fewest operations that cannot be explained{}:\n\n{}\n",
             window.key.empty() ? "" : ", of key " + readable(window.key),
             window_text(window, screen.width));
  const std::string value = window.key.empty() ? "the value" : readable(window.key);
  if (window.explained.empty()) {
    fmt::print("What would have to come first:\n");
  } else {
    fmt::print("{}", fitted(screen, fmt::format("After {} {} is {}. What would have to come next:",
                                                window.explained.size() == 1 ? "that" : "those",
                                                value, readable(window.value))));
  }
  for (const auto& contradiction : window.next) {
    const std::string reason =
        fmt::format("  {}: {}.", contradiction.operation + 1, readable(contradiction.reason));
    fmt::print("{}", fitted(screen, reason, 3));
  }
}

std::expected<std::vector<KeyOperation>, std::string> read_history(const CheckOptions& options,
                                                                   HistoryModel model) {
  const auto bytes = read_file(options.history);
  if (!bytes) return std::unexpected("raft: " + bytes.error());
  auto operations = from_history_lines(*bytes, model);
  if (operations) return *std::move(operations);
  const HistoryError& error = operations.error();
  const std::string file = options.history == "-" ? "(standard input)" : options.history;
  return std::unexpected(
      fmt::format("{}:{}: {}\n  right would be {}", file, error.line, error.what, error.right));
}

}  // namespace

int check_command(const CheckOptions& options) {
  const HistoryModel model =
      options.model == "register" ? HistoryModel::register_ : HistoryModel::kv;
  const auto operations = read_history(options, model);
  if (!operations) return refuse_with_place(operations.error());
  const auto begin = std::chrono::steady_clock::now();
  const Linearizability found = check_linearizability(*operations, options.limit);
  const auto time = std::chrono::steady_clock::now() - begin;
  const Screen& screen = options.screen;

  switch (found.verdict) {
    case Verdict::linearizable:
      fmt::print("{}: {}\n", green(screen, "linearizable"), subject(found, model));
      break;
    case Verdict::not_linearizable:
      fmt::print("{}: {}\n", red(screen, "NOT LINEARIZABLE"), subject(found, model));
      break;
    case Verdict::unknown:
      fmt::print("{}: {}\n", red(screen, "UNKNOWN"), subject(found, model));
      fmt::print("The search was ended at its limit of {}; --limit raises it.\n",
                 counted(options.limit, "step"));
      break;
  }
  tell_effort(found, time, screen);
  if (found.window) tell_window(*found.window, screen);
  if (found.window && !options.svg.empty()) {
    const auto written = write_file(options.svg, window_svg(*found.window));
    if (!written) return refuse(written.error());
  }
  if (found.verdict == Verdict::unknown) return exit_unknown;
  return found.verdict == Verdict::linearizable ? exit_good : exit_failed;
}

}  // namespace raft
