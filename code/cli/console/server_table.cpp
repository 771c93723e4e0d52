#include "cli/console/server_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <vector>

#include "rendering/words.h"
#include "text/readable.h"

namespace raft {
namespace {

using Cells = std::vector<std::string>;

// Columns as wide as their widest cell; the last one takes what is left.
std::string aligned(const std::vector<Cells>& rows, const Screen& screen) {
  std::vector<std::size_t> widths(rows.front().size(), 0);
  for (const Cells& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], length_of(row[i]));
  }
  std::string text;
  for (std::size_t r = 0; r < rows.size(); ++r) {
    std::string line = " ";
    for (std::size_t i = 0; i < rows[r].size(); ++i) {
      const bool last = i + 1 == rows[r].size();
      line += " " + rows[r][i];
      if (!last) line += std::string(widths[i] - length_of(rows[r][i]) + 1, ' ');
    }
    line.erase(line.find_last_not_of(' ') + 1);
    line = shortened(line, screen.width);
    text += (r == 0 ? dim(screen, line) : line) + "\n";
  }
  return text;
}

// The end of the log, in at most `width` characters.
std::string log_text(const Log& log, std::size_t width) {
  if (log.empty()) return "empty";
  std::string text = entry_text(log[log.last_index()]);
  for (LogIndex index = log.last_index().previous(); index.value >= 1; index = index.previous()) {
    const std::string longer = entry_text(log[index]) + ", " + text;
    if (length_of(longer) + 2 > width) {
      return fmt::format("{} before, {}", index.value, text);
    }
    text = longer;
  }
  return text;
}

std::string state_of(const Stage& stage, ServerId server, const View& view) {
  if (!stage.running(server)) return "stopped";
  std::string text(role_text(view.role));
  if (stage.paused(server)) text += ", paused";
  return text;
}

std::string votes_of(const View& view) {
  if (view.role == RoleName::candidate) return to_string(view.votes_granted);
  return view.term_and_vote.voted_for ? to_string(*view.term_and_vote.voted_for) : "-";
}

}  // namespace

std::string server_table(const Stage& stage, const Screen& screen) {
  std::vector<Cells> rows = {{"", "role", "term", "vote", "commit", "log"}};
  const std::size_t room = screen.width > 62 ? screen.width - 42 : 20;
  for (const ServerId server : stage.servers()) {
    const View view = stage.view(server);
    rows.push_back({to_string(server), state_of(stage, server, view),
                    to_string(view.term_and_vote.current_term), votes_of(view),
                    place(view.commit_index), log_text(*view.log, room)});
  }
  return aligned(rows, screen);
}

std::string flight_table(const Stage& stage, const Screen& screen) {
  std::vector<Cells> rows = {{"way", "arrives", "message"}};
  for (const Flight* flight : stage.in_flight()) {
    const Message& message = flight->message;
    rows.push_back({fmt::format("{} -> {}", to_string(message.from), to_string(message.to)),
                    stage.is_held(*flight) ? "held" : milliseconds(flight->due) + " ms",
                    contents_of(message)});
  }
  if (rows.size() == 1) return "  No message is on its way.\n";
  return aligned(rows, screen);
}

}  // namespace raft
