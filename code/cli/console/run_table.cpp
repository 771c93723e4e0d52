#include "cli/console/run_table.h"

#include <algorithm>
#include <string_view>
#include <vector>

#include "rendering/terminal.h"
#include "text/lines.h"
#include "trace/replay.h"

namespace raft {
namespace {

// The table without what stands above the names of the servers and below the last event.
std::vector<std::string_view> body_of(std::string_view table) {
  std::vector<std::string_view> lines = lines_of(table);
  const auto blank = std::find(lines.begin(), lines.end(), "");
  lines.erase(lines.begin(), blank == lines.end() ? blank : blank + 1);
  while (!lines.empty() && !lines.back().empty()) lines.pop_back();
  while (!lines.empty() && lines.back().empty()) lines.pop_back();
  return lines;
}

}  // namespace

std::string run_table(const Trace& trace, const Screen& screen, Detail detail) {
  return terminal(trace, {.width = screen.width, .colour = screen.colour, .detail = detail});
}

std::string new_lines(const Trace& trace, std::size_t seen, const Screen& screen, Detail detail) {
  Trace before{.header = trace.header};
  before.events.assign(trace.events.begin(),
                       trace.events.begin() + std::ptrdiff_t(std::min(seen, trace.events.size())));
  // The columns are those of all servers, so the newcomers must stand in the old table, too.
  for (const ServerId newcomer : everyone_in(trace) - everyone_in(before)) {
    const VirtualTime at = before.events.empty() ? VirtualTime{0} : before.events.back().at;
    before.events.push_back(
        {.at = at + VirtualTime{1}, .server = newcomer, .what = trace::Joined{}});
  }
  const std::string old_table = run_table(before, screen, detail);
  const std::string new_table = run_table(trace, screen, detail);
  const auto old_lines = body_of(old_table);
  const auto lines = body_of(new_table);
  if (lines.empty()) return "";
  const auto first_new =
      std::mismatch(lines.begin() + 1, lines.end(), old_lines.begin() + (old_lines.empty() ? 0 : 1),
                    old_lines.end())
          .first;
  std::string text = std::string(lines.front()) + "\n";
  for (auto line = first_new; line != lines.end(); ++line) text += std::string(*line) + "\n";
  return text;
}

}  // namespace raft
