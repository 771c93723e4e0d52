#include <fmt/format.h>

#include <algorithm>

#include "cli/commands.h"
#include "cli/demo.h"
#include "cli/server_table.h"
#include "cli/trace_file.h"
#include "tracing/words.h"

namespace raft {
namespace {

// Lines of prose longer than this are tiring to read.
constexpr unsigned widest_prose = 78;

}  // namespace

void Telling::begin(Block block) {
  const bool together = block == Block::claims && last_ == Block::claims;
  if (last_ != Block::none && !together) fmt::print("\n");
  if (block == Block::heading && last_ != Block::none) fmt::print("\n");
  last_ = block;
}

void Telling::heading(std::string_view text) {
  begin(Block::heading);
  const std::string line(std::min<std::size_t>(length_of(text), screen().width), '-');
  fmt::print("{}\n{}\n", bold(screen(), text), dim(screen(), line));
}

void Telling::say(std::string_view text) {
  begin(Block::prose);
  for (const std::string& line : wrapped(text, std::min(screen().width, widest_prose))) {
    fmt::print("{}\n", line);
  }
}

void Telling::picture(std::string_view lines) {
  begin(Block::table);
  while (!lines.empty()) {
    const std::size_t end = std::min(lines.find('\n'), lines.size());
    fmt::print("{}{}\n", end == 0 ? "" : "  ", lines.substr(0, end));
    lines.remove_prefix(std::min(end + 1, lines.size()));
  }
}

void Telling::show(const Stage& stage, Detail detail) {
  const std::size_t events = stage.trace().events.size();
  if (events < seen_) seen_ = 0;
  begin(Block::table);
  fmt::print("{}", new_lines(stage.trace(), seen_, screen(), detail));
  seen_ = events;
}

void Telling::show_servers(const Stage& stage) {
  begin(Block::table);
  fmt::print("{}", server_table(stage, screen()));
}

void Telling::claim(bool holds, std::string_view text) {
  begin(Block::claims);
  failed_ = failed_ || !holds;
  const std::string mark = holds ? green(screen(), "ok     ") : red(screen(), "FAILED ");
  bool first = true;
  for (const std::string& line : wrapped(text, screen().width - 9)) {
    fmt::print("  {}{}\n", first ? mark : std::string(7, ' '), line);
    first = false;
  }
}

void Telling::facts(const std::vector<std::pair<std::string, std::string>>& facts) {
  std::size_t width = 0;
  for (const auto& [name, value] : facts) width = std::max(width, length_of(name));
  begin(Block::table);
  for (const auto& [name, value] : facts) {
    fmt::print("  {}{}  {}\n", name, std::string(width - length_of(name), ' '), value);
  }
}

int Telling::end(const Stage& stage, std::string_view expected_violation) {
  const std::string broken = stage.violation() ? stage.violation()->invariant : "";
  if (broken != expected_violation) {
    claim(false, broken.empty() ? fmt::format("{} is broken", expected_violation)
                                : fmt::format("{} holds", broken));
    for (const std::string& fact : stage.violation().value_or(Violation{}).facts) {
      fmt::print("         {}\n", fact);
    }
  }
  if (!options_.trace_file.empty()) {
    const auto written = write_trace_file(options_.trace_file, stage.trace());
    if (!written) return refuse(written.error());
    fmt::print("\nThe trace of this run: {}{}\n", options_.trace_file, *written);
  }
  return failed_ ? exit_failed : exit_good;
}

}  // namespace raft
