#include <fmt/format.h>

#include <array>
#include <utility>

#include "cli/commands.h"
#include "cli/run_table.h"
#include "cli/trace_file.h"
#include "cli/whole_file.h"
#include "cluster/history_lines.h"
#include "tracing/client_history.h"
#include "tracing/perfetto.h"
#include "tracing/shiviz.h"
#include "tracing/svg.h"
#include "tracing/transcript.h"

namespace raft {
namespace {

using Draw = std::string (*)(const Trace&, const Screen&);

constexpr std::array<std::pair<const char*, Draw>, 6> forms = {{
    {"terminal", [](const Trace& trace,
                    const Screen& screen) { return run_table(trace, screen, Detail::everything); }},
    {"transcript", [](const Trace& trace, const Screen&) { return transcript(trace); }},
    {"svg", [](const Trace& trace, const Screen&) { return svg(trace); }},
    {"shiviz", [](const Trace& trace, const Screen&) { return shiviz(trace); }},
    {"history",
     [](const Trace& trace, const Screen&) { return to_history_lines(client_history(trace)); }},
    {"perfetto", [](const Trace& trace, const Screen&) { return perfetto(trace); }},
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
  if (!trace) return refuse(trace.error());
  if (options.output.empty()) {
    fmt::print("{}", draw(*trace, options.screen));
    return exit_good;
  }
  const auto written = write_file(options.output, draw(*trace, Screen{}));
  return written ? exit_good : refuse(written.error());
}

}  // namespace raft
