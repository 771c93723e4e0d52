#include "cli/console/telling.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "cli/console/exit_code.h"
#include "cli/console/refuse.h"
#include "cli/console/server_table.h"
#include "cli/files/trace_file.h"
#include "text/lines.h"
#include "text/readable.h"

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
  title_ = text;
  const std::string line(std::min<std::size_t>(length_of(text), screen().width), '-');
  fmt::print("{}\n{}\n", bold(screen(), text), dim(screen(), line));
}

void Telling::say(std::string_view text) {
  begin(Block::prose);
  caption(std::string(text), false);
  for (const std::string& line : wrapped(text, std::min(screen().width, widest_prose))) {
    fmt::print("{}\n", line);
  }
}

void Telling::picture(std::string_view lines) {
  begin(Block::table);
  for (const std::string_view line : lines_of(lines)) {
    fmt::print("{}{}\n", line.empty() ? "" : "  ", line);
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
  caption((holds ? "✓ " : "✗ ") + std::string(text), true);
  const std::string mark = holds ? green(screen(), "ok     ") : red(screen(), "FAILED ");
  fmt::print("{}", hanging("  " + mark, 9, text, screen().width));
}

void Telling::facts(const std::vector<std::pair<std::string, std::string>>& facts) {
  std::size_t width = 0;
  for (const auto& [name, value] : facts) width = std::max(width, length_of(name));
  begin(Block::table);
  for (const auto& [name, value] : facts) {
    fmt::print("  {}{}  {}\n", name, std::string(width - length_of(name), ' '), value);
  }
}

void Telling::caption(std::string text, bool claim) {
  if (!stage_) return;
  const std::size_t after = stage_->trace().events.size();
  if (!title_.empty()) text = std::exchange(title_, "") + ". " + text;
  const bool joins =
      claim && !captions_.empty() && captions_.back().after == after && captions_.back().claim;
  if (joins) {
    captions_.back().text += "  " + text;
  } else {
    captions_.push_back({after, std::move(text), claim});
  }
}

Trace Telling::with_captions(const Trace& trace) const {
  Trace told{.header = trace.header};
  auto caption = captions_.begin();
  VirtualTime now{0};
  const auto add = [&told](TraceEvent event) {
    event.sequence = told.events.size() + 1;
    told.events.push_back(std::move(event));
  };
  for (std::size_t i = 0; i <= trace.events.size(); ++i) {
    for (; caption != captions_.end() && caption->after <= i; ++caption) {
      add({.at = now, .what = trace::Caption{caption->text}});
    }
    if (i == trace.events.size()) break;
    now = trace.events[i].at;
    add(trace.events[i]);
  }
  return told;
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
    const auto written = write_trace_file(options_.trace_file, with_captions(stage.trace()));
    if (!written) return refuse(written.error());
    fmt::print("\nThe trace of this run: {}{}\n", options_.trace_file, *written);
  }
  return failed_ ? exit_failed : exit_good;
}

}  // namespace raft
