// `raft check`: says whether a history is linearizable, and what is impossible if it is not.

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

#include "cli/commands/command.h"
#include "cli/files/whole_file.h"
#include "linearizability/client_overlap.h"
#include "linearizability/history_lines.h"
#include "linearizability/linearizability.h"
#include "linearizability/window_timeline.h"
#include "text/counted.h"
#include "text/readable.h"

namespace raft {
namespace {

struct CheckOptions {
  std::string history = {};  // a file of operations (linearizability/history_lines.h)
  std::string model = "kv";  // or "register"
  std::string svg = {};      // a file for the picture of what is impossible; none: no picture
  std::uint64_t limit = usual_search_limit;
  Screen screen = {};
};

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

// Which keys are undecided, why, and what would help.
void tell_undecided(const Linearizability& found, const CheckOptions& options,
                    const Screen& screen) {
  fmt::print("The search was ended at its limit of {}.\n", counted(options.limit, "step"));
  constexpr std::size_t most = 5;
  const std::size_t told = std::min(most, found.undecided.size());
  for (std::size_t i = 0; i < told; ++i) {
    const UndecidedKey& one = found.undecided[i];
    const std::string name = one.key.empty() ? "" : "key " + readable(one.key) + ": ";
    fmt::print("  {}{}, up to {} at once, {} of unknown outcome\n", name,
               counted(one.operations, "operation"), one.most_at_once, one.unknown_outcomes);
  }
  if (told < found.undecided.size()) fmt::print("  and {} more\n", found.undecided.size() - told);
  fmt::print("{}", fitted(screen, fmt::format("What helps: --limit {}, which takes more time and "
                                              "memory; fewer clients on a key; fewer operations "
                                              "of unknown outcome; more reads among the writes.",
                                              10 * std::max<std::uint64_t>(options.limit, 1))));
}

// Where two operations of one client overlap, mostly the recorder is wrong.
void warn_of_overlap(const std::vector<KeyOperation>& operations, std::string_view bytes,
                     const std::string& file) {
  const auto overlap = first_client_overlap(operations);
  if (!overlap) return;
  fmt::print(stderr,
             "raft: warning: {}: client {} calls on line {} before its operation on line {} has "
             "returned; one client does one thing at a time, so the recorder may be wrong\n",
             file, operations[overlap->second].client, line_of_operation(bytes, overlap->second),
             line_of_operation(bytes, overlap->first));
}

std::expected<std::vector<KeyOperation>, std::string> read_history(const CheckOptions& options,
                                                                   HistoryModel model) {
  const auto bytes = read_file(options.history);
  if (!bytes) return std::unexpected("raft: " + bytes.error());
  const std::string file = options.history == "-" ? "(standard input)" : options.history;
  auto operations = from_history_lines(*bytes, model);
  if (operations) {
    warn_of_overlap(*operations, *bytes, file);
    return *std::move(operations);
  }
  operations.error().file = file;
  return std::unexpected(operations.error().text());
}

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
      tell_undecided(found, options, screen);
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

// ---- its words and options

constexpr const char* check_examples = R"(A history has one operation a line:
  {"client":1,"op":"put","key":"x","value":"1","output":"ok","call":12,"return":34}
  {"client":2,"op":"get","key":"x","output":"1","call":20,"return":31}
  {"client":1,"op":"cas","key":"x","expect":"1","value":"2","call":40,"return":null}
op is get, put, append, cas, del or add. A return of null: the outcome is unknown.

Examples:
  raft run bad-network.raft -q --trace run.jsonl
  raft trace run.jsonl --to history -o history.jsonl
                                       record a run, and keep what its clients saw
  raft check history.jsonl             could one server have done that?
  raft check history.jsonl --svg why.svg
                                       if not, draw the operations that cannot be explained

Returns 0 if the history is linearizable, 1 if not, 3 if that is unknown at the limit.)";

}  // namespace

void add_check(CLI::App& app, Chosen& chosen) {
  const auto options = std::make_shared<CheckOptions>();
  CLI::App& command = *app.add_subcommand("check", "Judge what clients saw: is it linearizable?");
  command.footer(check_examples);
  command.add_option("HISTORY", options->history, "A history (.jsonl); - is standard input")
      ->required();
  command
      .add_option("--model", options->model,
                  "kv: keys (usual); register: one register, without keys")
      ->check(one_of({"register", "kv"}))
      ->type_name("MODEL");
  command
      .add_option("--svg", options->svg, "Draw what cannot be explained, if there is such a thing")
      ->type_name("FILE");
  command.add_option("--limit", options->limit, "End the search after so many steps")
      ->check(whole_number())
      ->type_name("N");
  choose(command, chosen, options, check_command);
}

}  // namespace raft
