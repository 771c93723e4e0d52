// `raft trace`: shows a recorded trace in another form.

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <array>
#include <expected>
#include <ranges>
#include <utility>

#include "cli/commands/command.h"
#include "cli/console/run_table.h"
#include "cli/files/player_page.h"
#include "cli/files/trace_file.h"
#include "cli/files/whole_file.h"
#include "linearizability/client_history.h"
#include "linearizability/history_lines.h"
#include "rendering/perfetto.h"
#include "rendering/shiviz.h"
#include "rendering/svg.h"
#include "rendering/transcript.h"

namespace raft {
namespace {

struct TraceOptions {
  std::string file = {};
  std::string form = {};    // the name of one of the forms below
  std::string output = {};  // a file; none: standard output
  Screen screen = {};
};

using Drawn = std::expected<std::string, std::string>;
using Draw = Drawn (*)(const Trace&, const Screen&);

constexpr std::array<std::pair<const char*, Draw>, 7> forms = {{
    {"terminal",
     [](const Trace& trace, const Screen& screen) -> Drawn {
       return run_table(trace, screen, Detail::everything);
     }},
    {"transcript", [](const Trace& trace, const Screen&) -> Drawn { return transcript(trace); }},
    {"html", [](const Trace& trace, const Screen&) -> Drawn { return player_page(trace); }},
    {"svg", [](const Trace& trace, const Screen&) -> Drawn { return svg(trace); }},
    {"shiviz", [](const Trace& trace, const Screen&) -> Drawn { return shiviz(trace); }},
    {"history",
     [](const Trace& trace, const Screen&) -> Drawn {
       return to_history_lines(client_history(trace));
     }},
    {"perfetto", [](const Trace& trace, const Screen&) -> Drawn { return perfetto(trace); }},
}};

Draw find_form(std::string_view name) {
  for (const auto& [form, draw] : forms) {
    if (form == name) return draw;
  }
  return nullptr;
}

std::string choice() { return fmt::format("{}", fmt::join(forms | std::views::keys, ", ")); }

int trace_command(const TraceOptions& options) {
  const Draw draw = find_form(options.form);
  if (!draw) {
    return refuse(fmt::format("there is no form '{}'; choose from {}", options.form, choice()));
  }
  const auto trace = read_trace_file(options.file);
  if (!trace) return refuse_with_place(trace.error());
  const bool shown = options.output.empty();
  const Drawn drawn = draw(*trace, shown ? options.screen : Screen{});
  if (!drawn) return refuse(drawn.error());
  if (shown) {
    fmt::print("{}", *drawn);
    return exit_good;
  }
  const auto written = write_file(options.output, *drawn);
  return written ? exit_good : refuse(written.error());
}

// ---- its words and options

constexpr const char* trace_examples = R"(Examples:
  raft run diagrams/02-election/first-leader.raft --quiet --trace run.jsonl
                                       record a run
  raft trace run.jsonl --to terminal   look at it again
  raft trace run.jsonl --to html -o run.html
                                       a page that plays it
  raft trace run.jsonl --to svg -o run.svg
  raft trace run.jsonl --to history    what the clients saw, for 'raft check'
  raft trace run.jsonl --to shiviz -o run.log
                                       for https://bestchai.bitbucket.io/shiviz/
  raft trace run.jsonl --to perfetto -o run.json
                                       for https://ui.perfetto.dev)";

}  // namespace

void add_trace(CLI::App& app, Chosen& chosen) {
  const auto options = std::make_shared<TraceOptions>();
  CLI::App& command = *app.add_subcommand("trace", "Show a recorded run in another form");
  command.footer(trace_examples);
  command.add_option("FILE", options->file, "A trace (.jsonl); - is standard input")->required();
  command.add_option("--to", options->form, "The form: " + choice())->type_name("FORM")->required();
  command.add_option("-o,--output", options->output, "Write to this file")->type_name("FILE");
  choose(command, chosen, options, trace_command);
}

}  // namespace raft
