#include "rendering/terminal.h"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "rendering/short_words.h"
#include "rendering/words.h"
#include "text/counted.h"
#include "text/readable.h"
#include "trace/cases.h"
#include "trace/replay.h"

namespace raft {
namespace {

constexpr std::size_t time_width = 9;
constexpr std::size_t narrowest_column = 14;  // 5 servers in 80 characters

std::string spaces(std::size_t count) { return std::string(count, ' '); }

std::string padded(std::string text, std::size_t width) {
  const std::size_t length = length_of(text);
  return length < width ? text + spaces(width - length) : text;
}

// Escape sequences, or nothing.
class Paint {
 public:
  explicit Paint(bool on) : on_(on) {}

  std::string operator()(const std::string& style, const std::string& text) const {
    return on_ && !style.empty() ? "\x1b[" + style + "m" + text + "\x1b[0m" : text;
  }
  static std::string term(Term term) {
    // Told apart by colour-blind readers, on light and on dark ground.
    static constexpr std::array colours = {33, 166, 35, 170, 136, 37};
    if (term.value == 0) return "38;5;244";
    return "38;5;" + std::to_string(colours[(term.value - 1) % colours.size()]);
  }

 private:
  bool on_;
};

std::string lifeline(const Look& look) {
  if (!look.up) return " ";
  if (look.paused) return "╎";
  switch (look.role) {
    case RoleName::candidate:
      return "┊";
    case RoleName::leader:
      return "┃";
    case RoleName::follower:
      break;
  }
  return "│";
}

class Table {
 public:
  Table(const Trace& trace, const TerminalOptions& options)
      : trace_(trace),
        steps_(trace, options.detail),
        everyone_(everyone_in(trace)),
        present_(trace.header.servers),
        width_(std::max<std::size_t>(options.width, 40)),
        paint_(options.colour) {
    const std::size_t servers = std::max<std::size_t>(everyone_.size(), 1);
    column_ = (width_ - time_width) / servers;
    columns_ = column_ >= narrowest_column;
    column_ = std::min<std::size_t>(column_, 30);
    lanes_ = columns_ || 3 * everyone_.size() + time_width + 24 <= width_;
  }

  std::string draw() {
    heading();
    for (const Step& step : steps_) add(step);
    flush();
    tell_rounds();
    summary();
    return std::move(text_);
  }

 private:
  using Lines = std::vector<std::pair<std::string, std::string>>;  // style, text

  // What is to be shown beside each other: of different servers, at one time.
  struct Block {
    VirtualTime at{0};
    std::map<ServerId, Lines> cells = {};
  };

  void heading() {
    const TraceHeader& header = trace_.header;
    for (const std::string& row : wrapped(readable(header.title), width_)) {
      text_ += paint_("1", row) + "\n";
    }
    const std::string about =
        "node " + readable(to_string(header.node)) + ", seed " + std::to_string(header.seed);
    for (const std::string& row : wrapped(about, width_)) text_ += row + "\n";
    text_ += "\n";
    std::string names = padded("     ms", time_width);
    for (const ServerId server : everyone_) {
      if (lanes_) names += padded(to_string(server), columns_ ? column_ : 3);
    }
    if (!lanes_) names += "server";
    while (names.ends_with(' ')) names.pop_back();
    text_ += paint_("1", names) + "\n";
  }

  void add(const Step& step) {
    if (steps_.quiet(step)) {
      if (steps_.heartbeat_round(step)) ++rounds_[*step.server];
      return replay(step);
    }
    const TraceEvent& first = step.events.front();
    if (!step.server || is_across(first)) return across(step, first);
    std::vector<Note> notes = notes_of(step, steps_, everyone_);
    if (std::holds_alternative<trace::Joined>(first.what) &&
        trace_.header.servers.contains(*step.server) && step.at == VirtualTime{0}) {
      notes.clear();
    }
    if (!notes.empty() && !fits(step)) flush();
    if (!notes.empty()) {
      tell_rounds();
      block_.at = step.at;
      auto& cell = block_.cells[*step.server];
      const NoteKind* before = nullptr;
      for (const Note& note : notes) {
        add(cell, note, before && joins(*before) && joins(note.kind));
        before = &note.kind;
      }
    }
    replay(step);
    if (!columns_) flush();
  }

  // What a server decides within one step may share a line.
  static bool joins(NoteKind kind) {
    return kind == NoteKind::role || kind == NoteKind::vote || kind == NoteKind::log;
  }

  void add(Lines& lines, const Note& note, bool may_join) const {
    const std::string text = columns_ && column_ < 20 ? narrow(note.text) : note.text;
    if (may_join && length_of(lines.back().second) + 2 + length_of(text) <= column_ - 3) {
      lines.back().second += ", " + text;
    } else {
      lines.emplace_back(style_of(note), text);
    }
  }

  // Words for cells that have only a dozen characters.
  static std::string narrow(std::string text) {
    static constexpr std::pair<std::string_view, std::string_view> shorter[] = {
        {"← ", "←"},
        {"→ ", "→"},
        {"✗ ", "✗"},
        {"RequestVote", "vote?"},
        {"follower, ", ""},
        {"append ", "+ "},
        {"appends ", "+ "},
        {"heartbeat", "beat"},
        {" entries", ""},
        {"stands, ", "stands "},
        {"leader, ", "leader "}};
    for (const auto& [from, to] : shorter) {
      const std::size_t at = text.find(from);
      if (at != std::string::npos) text.replace(at, from.size(), to);
    }
    return text;
  }

  // Whether the step may stand beside those of the block: at the same time, and not because of
  // them.
  bool fits(const Step& step) const {
    if (block_.cells.empty()) return true;
    if (!rounds_.empty() || step.at != block_.at) return false;
    if (block_.cells.contains(*step.server)) return false;
    const auto* delivered = std::get_if<trace::Delivered>(&step.events.front().what);
    const trace::Flight* flight = delivered ? steps_.flights().find(delivered->id) : nullptr;
    return !flight || flight->sent->at < step.at;
  }

  void replay(const Step& step) {
    for (const TraceEvent& event : step.events) replay_.step(event);
    if (step.server) present_.add(*step.server);
  }

  std::string style_of(const Note& note) const {
    const auto* role = std::get_if<trace::RoleChanged>(&note.event->what);
    switch (note.kind) {
      case NoteKind::role:
        return (role && role->role != RoleName::follower ? "1;" : "") +
               Paint::term(role ? role->term : Term{});
      case NoteKind::fault:
      case NoteKind::loss:
        return "31";
      case NoteKind::repair:
        return "32";
      case NoteKind::log:
      case NoteKind::vote:
        return "1";
      case NoteKind::client:
        return "36";
      case NoteKind::arrival:
      case NoteKind::departure:
      case NoteKind::other:
        break;
    }
    return "";
  }

  void flush() {
    const Block block = std::exchange(block_, {});
    if (block.cells.empty()) return;
    if (!columns_) return flush_lines(block);
    std::map<ServerId, Lines> rows;
    std::size_t height = 0;
    for (const auto& [server, cell] : block.cells) {
      for (const auto& [style, text] : cell) {
        bool first = true;
        for (const std::string& part : wrapped(text, column_ - 3 - (first ? 0 : 2))) {
          rows[server].emplace_back(style, (first ? "" : "  ") + part);
          first = false;
        }
      }
      height = std::max(height, rows[server].size());
    }
    for (std::size_t i = 0; i < height; ++i) {
      std::string line = time(i == 0 ? milliseconds(block.at) : "");
      for (const ServerId server : everyone_) {
        const auto row = rows.find(server);
        const bool filled = row != rows.end() && i < row->second.size();
        line += line_of(server) + " " + (filled ? cell(row->second[i]) : spaces(column_ - 2));
      }
      finish(line);
    }
  }

  std::string cell(const std::pair<std::string, std::string>& content) const {
    const std::string text = shortened(content.second, column_ - 3);
    return paint_(content.first, text) + spaces(column_ - 2 - length_of(text));
  }

  void flush_lines(const Block& block) {
    const std::size_t room = width_ - time_width - (lanes_ ? 3 * everyone_.size() : 0) - 4;
    bool first = true;
    for (const auto& [server, cell] : block.cells) {
      for (const auto& [style, text] : cell) {
        std::string line = time(first ? milliseconds(block.at) : "");
        for (const ServerId other : everyone_) {
          if (lanes_) line += line_of(other) + (other == server ? "◂ " : "  ");
        }
        finish(line + padded(to_string(server), 4) +
               paint_(style, shortened(text, std::max<std::size_t>(room, 20))));
        first = false;
      }
    }
  }

  std::string time(const std::string& text) const {
    const std::size_t length = text.size();
    return paint_("2", spaces(length < 7 ? 7 - length : 0) + text) + "  ";
  }

  std::string line_of(ServerId server) const {
    const Look& look = replay_.of(server);
    if (!present_.contains(server)) return " ";
    return paint_((look.role == RoleName::leader ? "1;" : "") + Paint::term(look.term),
                  lifeline(look));
  }

  void finish(std::string line) {
    while (line.ends_with(' ')) line.pop_back();
    text_ += line + "\n";
  }

  void tell_rounds() {
    if (rounds_.empty()) return;
    const auto rounds = std::exchange(rounds_, {});
    flush();
    for (const auto& [leader, count] : rounds) {
      std::string line = time("");
      const std::string text = counted(count, "heartbeat");
      for (const ServerId server : everyone_) {
        const bool here = server == leader && columns_;
        if (!lanes_) continue;
        line += line_of(server) + " ";
        line += columns_
                    ? paint_("2", padded(here ? shortened(text, column_ - 3) : "", column_ - 2))
                    : " ";
      }
      finish(columns_ ? line : line + padded(to_string(leader), 4) + paint_("2", text));
    }
  }

  void across(const Step& step, const TraceEvent& event) {
    flush();
    tell_rounds();
    std::visit(
        Cases{[&](const trace::Caption& e) { banner("", "1;3", readable(e.text), true); },
              [&](const trace::Expectation& e) {
                const std::string found = e.met ? "" : ", but found " + readable(e.found);
                banner(e.met ? "✓ " : "✗ ", e.met ? "32" : "1;31",
                       "expected " + readable(e.text) + found, false);
              },
              [&](const trace::Violated& e) { violation(e); },
              [&](const auto&) { banner("", "33", sentence(event, steps_.flights()), false); }},
        event.what);
    replay(step);
  }

  void banner(const std::string& mark, const std::string& style, const std::string& text,
              bool apart) {
    if (apart) text_ += "\n";
    const std::size_t indent = apart ? 2 : time_width;
    bool first = true;
    for (const std::string& line : wrapped(text, width_ - indent - 2)) {
      text_ +=
          spaces(indent) + paint_(style, (first ? mark : spaces(length_of(mark))) + line) + "\n";
      first = false;
    }
    if (apart) text_ += "\n";
  }

  void violation(const trace::Violated& e) {
    text_ += "\n";
    banner("", "1;37;41", " BROKEN: " + readable(e.invariant) + " ", false);
    for (const std::string& fact : e.facts) banner("- ", "31", readable(fact), false);
  }

  void summary() {
    text_ += "\n";
    for (const ServerId server : everyone_) {
      const Look& look = replay_.of(server);
      const std::string about = padded(to_string(server), 4) + state_of(look) + " ";
      text_ += paint_((look.role == RoleName::leader ? "1;" : "") + Paint::term(look.term), about);
      text_ += strip(look, width_ - length_of(about)) + "\n";
    }
    text_ +=
        paint_("2", trace_.header.terms ? "term:command, [committed] or (not yet)" : "[executed]") +
        "\n";
  }

  std::string state_of(const Look& look) const {
    if (!trace_.header.terms) {
      const bool writes = look.role == RoleName::leader;
      return padded(!look.up ? "stopped" : writes ? "takes writes" : "follows", 13);
    }
    const std::string role = look.up ? std::string(role_text(look.role)) : "stopped";
    return padded(role, 10) + " term " + padded(to_string(look.term), 3);
  }

  // The log, its last entries if not all have room.
  std::string strip(const Look& look, std::size_t room) const {
    if (look.log.empty()) return "log empty";
    std::string text;
    std::size_t used = 2;
    for (std::size_t i = look.log.size(); i-- > 0;) {
      const bool committed = i < look.commit_index.value || !trace_.header.terms;
      const std::string content = shortened(entry_text(look.log[i]), 16);
      if (used + length_of(content) + 2 > room) return "… " + text;
      used += length_of(content) + 2;
      const std::string boxed = committed ? "[" + content + "]" : "(" + content + ")";
      text = paint_((committed ? "1;" : "") + Paint::term(look.log[i].term), boxed) + text;
    }
    return text;
  }

  const Trace& trace_;
  Steps steps_;
  ServerSet everyone_;
  ServerSet present_;
  std::size_t width_;
  std::size_t column_ = 0;
  bool columns_ = true;
  bool lanes_ = true;  // each server has a line of its own, down the table
  Paint paint_;
  Replay replay_;
  Block block_;
  std::map<ServerId, std::size_t> rounds_;
  std::string text_;
};

}  // namespace

std::string terminal(const Trace& trace, const TerminalOptions& options) {
  return Table(trace, options).draw();
}

}  // namespace raft
