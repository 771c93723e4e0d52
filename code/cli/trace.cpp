#include <fmt/format.h>

#include <array>
#include <expected>
#include <utility>

#include "cli/commands.h"
#include "cli/player_page.h"
#include "cli/run_table.h"
#include "cli/trace_file.h"
#include "cli/whole_file.h"
#include "linearizability/client_history.h"
#include "linearizability/history_lines.h"
#include "rendering/perfetto.h"
#include "rendering/shiviz.h"
#include "rendering/svg.h"
#include "rendering/transcript.h"

namespace raft {
namespace {

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

std::string choice() {
  std::string text;
  for (const auto& [form, draw] : forms) text += (text.empty() ? "" : ", ") + std::string(form);
  return text;
}

}  // namespace

std::vector<std::string> trace_forms() {
  std::vector<std::string> names;
  for (const auto& [form, draw] : forms) names.emplace_back(form);
  return names;
}

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

}  // namespace raft
