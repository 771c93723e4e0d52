#include "cli/files/trace_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "cli/files/player_page.h"
#include "cli/files/whole_file.h"
#include "rendering/detail.h"
#include "rendering/svg.h"
#include "rendering/transcript.h"
#include "trace/json_lines.h"

namespace raft {

std::expected<void, std::string> check_trace_file(const std::string& path) {
  if (path.ends_with(".html") && player_template().empty()) {
    return std::unexpected(player_page({}).error());
  }
  for (const char* suffix : {".html", ".svg", ".jsonl", ".txt"}) {
    if (path.ends_with(suffix) && path != suffix) return {};
  }
  return std::unexpected(fmt::format(
      "'{}' does not say in which form: end the name with .html, .svg, .jsonl or .txt", path));
}

std::expected<std::string, std::string> write_trace_file(const std::string& path,
                                                         const Trace& trace) {
  constexpr std::size_t most_drawn = 1000;
  if (const auto checked = check_trace_file(path); !checked) {
    return std::unexpected(checked.error());
  }
  std::string left_out;
  std::expected<void, std::string> written;
  if (path.ends_with(".jsonl")) {
    written = write_file(path, to_json_lines(trace));
  } else if (path.ends_with(".html")) {
    const auto page = player_page(trace);
    written = page ? write_file(path, *page) : std::unexpected(page.error());
  } else if (path.ends_with(".txt")) {
    written = write_file(path, transcript(trace));
  } else if (trace.events.size() <= most_drawn) {
    written = write_file(path, svg(trace));
  } else {
    written = write_file(path, svg(trace, {.detail = Detail::milestones}));
    left_out = fmt::format(" (the milestones of {} events; a .html file has them all)",
                           trace.events.size());
  }
  if (!written) return std::unexpected(written.error());
  return left_out;
}

std::expected<Trace, std::string> read_trace_file(const std::string& path) {
  const auto bytes = read_file(path);
  if (!bytes) return std::unexpected("raft: " + bytes.error());
  auto trace = from_json_lines(*bytes);
  if (trace) return *std::move(trace);
  trace.error().file = path;
  return std::unexpected(trace.error().text());
}

}  // namespace raft
