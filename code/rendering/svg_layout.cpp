#include "rendering/svg_layout.h"

#include <algorithm>
#include <map>
#include <utility>

#include "rendering/links.h"
#include "rendering/text_width.h"
#include "rendering/words.h"
#include "text/readable.h"
#include "trace/cases.h"
#include "trace/message_kind.h"

namespace raft {
namespace {

constexpr int axis_width = 58;
constexpr int stack_gap = 3;
constexpr int least_drop = 20;       // of a message, from its sending to its end
constexpr int usual_drop = 38;       // of a message with the usual delay
constexpr int longest_stretch = 90;  // of time that is to scale
constexpr int break_height = 40;

// Half of the delays are at most this long.
std::int64_t usual_delay(const Trace& trace, const trace::Flights& flights) {
  std::vector<std::int64_t> delays;
  for (const TraceEvent& event : trace.events) {
    const auto* delivered = std::get_if<trace::Delivered>(&event.what);
    const trace::Flight* flight = delivered ? flights.find(delivered->id) : nullptr;
    if (flight && event.at > flight->sent->at)
      delays.push_back((event.at - flight->sent->at).count());
  }
  if (delays.empty()) return 10'000;
  const auto middle = delays.begin() + static_cast<std::ptrdiff_t>(delays.size() / 2);
  std::nth_element(delays.begin(), middle, delays.end());
  return *middle;
}

class Layout {
 public:
  Layout(const Trace& trace, const LayoutOptions& options)
      : trace_(trace),
        steps_(trace, options.detail),
        everyone_(everyone_in(trace)),
        present_(trace.header.servers) {
    picture_.width = std::max(options.width, 320);
    picture_.axis = axis_width;
    const int servers = std::max(static_cast<int>(everyone_.size()), 1);
    column_ = (picture_.width - axis_width - 4) / servers;
    delay_ = usual_delay(trace, steps_.flights());
  }

  Picture take() {
    heads();
    for (auto step = steps_.begin(); step != steps_.end();) {
      const ToldLinks links = links_at({step, steps_.end()});
      place(*step, links.text);
      step += static_cast<std::ptrdiff_t>(links.steps);
    }
    tell_rounds();
    ending();
    place_labels(picture_);
    return std::move(picture_);
  }

 private:
  struct Column {
    int x = 0;
    int free = 0;       // the first y that is not taken
    int life_from = 0;  // where the current piece of its line began
    ServerSet group = {};
  };
  struct Departure {
    int y = 0;
    std::size_t arrow = 0;  // in picture_.arrows
  };

  void heads() {
    int x = axis_width + column_ / 2;
    for (const ServerId server : everyone_) {
      const int width = std::min(64, column_ - 6);
      picture_.heads.push_back({server, {x - width / 2, 8, width, 24}});
      columns_[server] = {.x = x, .free = 40, .life_from = 32};
      x += column_;
    }
    cursor_ = 44;
  }

  // ---- time

  // Goes on to `at`; what follows is not higher than before.
  void go_to(VirtualTime at) {
    if (at <= now_) return;
    const std::int64_t passed = (at - now_).count();
    const bool to_scale = passed <= delay_ * longest_stretch / usual_drop;
    if (to_scale) {
      cursor_ += std::max(static_cast<int>(passed * usual_drop / delay_), 2);
    } else {
      for (const auto& [server, column] : columns_) cursor_ = std::max(cursor_, column.free - 16);
      picture_.breaks.push_back({cursor_ + break_height / 2, "+" + milliseconds_rounded(passed)});
      cursor_ += break_height;
    }
    now_ = at;
  }

  static std::string milliseconds_rounded(std::int64_t microseconds) {
    return std::to_string(microseconds / 1000 + (microseconds % 1000 >= 500 ? 1 : 0));
  }

  void tick(int y) {
    if (!picture_.ticks.empty() && y < picture_.ticks.back().y + 13) return;
    const std::string text = milliseconds(now_);
    if (!picture_.ticks.empty() && picture_.ticks.back().text == text) return;
    picture_.ticks.push_back({y, text});
  }

  // ---- steps

  void place(const Step& step, const std::string& links) {
    if (steps_.quiet(step)) {
      if (steps_.heartbeat_round(step)) ++rounds_[*step.server];
      return replay(step, cursor_);
    }
    tell_rounds();
    go_to(step.at);
    const TraceEvent& first = step.events.front();
    if (const auto* lost = std::get_if<trace::Lost>(&first.what)) return place_loss(step, *lost);
    if (!step.server || is_across(first)) return place_banner(step, links);
    place_step(step);
  }

  void place_step(const Step& step) {
    Column& column = columns_[*step.server];
    int y = std::max(cursor_, column.free);
    const Departure* departure = nullptr;
    if (const auto* delivered = std::get_if<trace::Delivered>(&step.events.front().what)) {
      departure = find(delivered->id);
      if (departure) y = std::max(y, departure->y + least_drop);
    }
    if (departure) end_arrow(*departure, column.x, y, Picture::End::arrives);
    const Standing before = replay_.of(*step.server);
    replay(step, y);
    const int bottom = place_notes(step, before, y);
    for (const TraceEvent& event : step.events) {
      const auto* sent = std::get_if<trace::Sent>(&event.what);
      if (sent && !steps_.quiet(event)) depart(*sent, event, bottom);
    }
    tick(y);
    cursor_ = std::max(cursor_, y);
    column.free = bottom + 12;
  }

  // The notes of the step, one below the other; returns where they end.
  int place_notes(const Step& step, const Standing& before, int y) {
    const Column& column = columns_[*step.server];
    const Look& look = replay_.of(*step.server);
    int bottom = y;
    for (const Note& note : notes_of(step, steps_, everyone_)) {
      if (!shown(note, step, before)) continue;
      bottom += bottom == y ? 5 : stack_gap;
      place_pill(note, look.term, column.x, bottom);
      bottom += pill_height;
    }
    const bool revived = before.up != look.up && look.up && !look.log.empty();
    const bool changed = changes_log(step) || before.commit_index != look.commit_index || revived;
    if (changed && steps_.detail() != Detail::milestones) {
      bottom += bottom == y ? 5 : stack_gap;
      place_strip(look, column.x, bottom);
      bottom += pill_height;
    }
    return bottom == y ? y : bottom + 2;
  }

  // Arrows, the line itself and the log strip already say the rest.
  bool shown(const Note& note, const Step& step, const Standing& before) const {
    switch (note.kind) {
      case NoteKind::arrival:
      case NoteKind::departure:
      case NoteKind::loss:
        return false;
      case NoteKind::log:
        return std::holds_alternative<trace::Truncated>(note.event->what) ||
               std::holds_alternative<trace::MembersChanged>(note.event->what);
      case NoteKind::role: {
        const auto& role = std::get<trace::RoleChanged>(note.event->what);
        return role.role != RoleName::follower || before.role != RoleName::follower;
      }
      case NoteKind::other:
        return !std::holds_alternative<trace::Joined>(note.event->what) ||
               !trace_.header.servers.contains(*step.server) || step.at > VirtualTime{0};
      default:
        return true;
    }
  }

  void place_pill(const Note& note, Term term, int x, int y) {
    picture_.pills.push_back(
        pill_for(note, term, sentence(*note.event, steps_.flights()), {x, y, column_ - 8}));
  }

  void place_strip(const Look& look, int x, int y) {
    for (Picture::Cell& cell : strip_of(look, {x, y, column_ - 8})) {
      picture_.cells.push_back(std::move(cell));
    }
  }

  // ---- messages

  void depart(const trace::Sent& sent, const TraceEvent& event, int y) {
    const Message& message = sent.message;
    const bool heartbeat = is_heartbeat(message);
    const auto& column = columns_[message.from];
    const int towards = columns_[message.to].x;
    const int x2 = column.x + (towards - column.x) * 35 / 100;
    std::string label = heartbeat ? "" : brief(message);
    if (heartbeat) {
      const LogIndex commit = std::get<AppendEntries>(message.body).leader_commit;
      if (commit > replay_.of(message.to).commit_index) label = "commit " + place_of(commit);
    }
    if (sent.copy_of && !label.empty()) label += ", again";
    departures_[sent.id] = {y, picture_.arrows.size()};
    picture_.arrows.push_back({.x1 = column.x,
                               .y1 = y,
                               .x2 = x2,
                               .y2 = y + least_drop,
                               .term = message.term,
                               .reply = is_reply(message),
                               .heartbeat = heartbeat,
                               .end = Picture::End::under_way,
                               .label = std::move(label),
                               .title = sentence(event, steps_.flights())});
  }
  static std::string place_of(LogIndex index) { return raft::place(index); }

  const Departure* find(MessageId id) const {
    const auto found = departures_.find(id);
    return found == departures_.end() ? nullptr : &found->second;
  }

  void end_arrow(const Departure& departure, int x, int y, Picture::End end) {
    Picture::Arrow& arrow = picture_.arrows[departure.arrow];
    arrow.x2 = x;
    arrow.y2 = y;
    arrow.end = end;
  }

  void place_loss(const Step& step, const trace::Lost& lost) {
    const Departure* departure = find(lost.id);
    if (departure) {
      Picture::Arrow& arrow = picture_.arrows[departure->arrow];
      const int y = std::max(cursor_, departure->y + least_drop);
      const int whole = std::max(std::abs(columns_[*step.server].x - arrow.x1), 1);
      const int part = lost_after(arrow.x1, columns_[*step.server].x, lost.reason);
      end_arrow(*departure, arrow.x1 + (columns_[*step.server].x > arrow.x1 ? part : -part),
                arrow.y1 + (y - arrow.y1) * part / whole, Picture::End::lost);
      arrow.title += "; " + sentence(step.events.front(), steps_.flights());
      cursor_ = std::max(cursor_, arrow.y2);
    }
    replay(step, cursor_);
  }

  // How far to the side a lost message comes: to the wall of a partition, or nearly to its
  // receiver; never to the line of a third server.
  int lost_after(int from, int to, trace::LossReason reason) const {
    const int whole = std::abs(to - from);
    if (reason == trace::LossReason::receiver_down) return whole - 14;
    if (reason != trace::LossReason::cut) return whole - column_ * 45 / 100;
    for (int gap = column_ / 2; walls_from_ && gap < whole; gap += column_) {
      if (wall_at(to > from ? from + gap : from - gap)) return gap;
    }
    return whole - column_ / 2;
  }
  bool wall_at(int x) const {
    const Column* left = nullptr;
    const Column* right = nullptr;
    for (const auto& [server, column] : columns_) {
      if (column.x <= x) left = &column;
      if (column.x > x && !right) right = &column;
    }
    return left && right && left->group != right->group;
  }

  // ---- across

  void place_banner(const Step& step, const std::string& links) {
    const TraceEvent& event = step.events.front();
    const std::string told = links.empty() ? sentence(event, steps_.flights()) : links;
    using Kind = Picture::BannerKind;
    std::visit(Cases{[&](const trace::Caption& e) { banner(Kind::caption, {readable(e.text)}); },
                     [&](const trace::Expectation& e) {
                       banner(e.met ? Kind::met : Kind::unmet,
                              {"expected " + readable(e.text) +
                               (e.met ? "" : ", but found " + readable(e.found))});
                     },
                     [&](const trace::Violated& e) {
                       std::vector<std::string> lines{readable(e.invariant) + " is broken"};
                       for (const std::string& fact : e.facts) lines.push_back(readable(fact));
                       banner(Kind::violation, lines);
                     },
                     [&](const trace::Invoked&) { banner(Kind::client, {told}); },
                     [&](const trace::Returned&) { banner(Kind::client, {told}); },
                     [&](const trace::LinkMended&) { banner(Kind::healed, {told}); },
                     [&](const trace::Healed&) { banner(Kind::healed, {told}); },
                     [&](const auto&) { banner(Kind::world, {told}); }},
               event.what);
    replay(step, cursor_);
    const Box& box = picture_.banners.back().box;
    const int middle = box.y + box.height / 2;
    if (const auto* split = std::get_if<trace::Partitioned>(&event.what))
      raise_walls(*split, middle);
    if (std::holds_alternative<trace::Healed>(event.what)) lower_walls(middle);
  }

  void banner(Picture::BannerKind kind, const std::vector<std::string>& paragraphs) {
    const std::size_t most = static_cast<std::size_t>((picture_.width - 44) * 10 / 72);
    std::vector<std::string> lines;
    for (const std::string& paragraph : paragraphs) {
      for (std::string& line : wrapped(paragraph, most)) lines.push_back(std::move(line));
    }
    int y = cursor_ + 6;
    for (const auto& [server, column] : columns_) y = std::max(y, column.free - 4);
    const bool large =
        kind == Picture::BannerKind::caption || kind == Picture::BannerKind::violation;
    const int height = static_cast<int>(lines.size()) * 18 + (large ? 14 : 6);
    picture_.banners.push_back({{4, y, picture_.width - 8, height}, kind, std::move(lines)});
    cursor_ = y + height + 12;
    for (auto& [server, column] : columns_) column.free = cursor_;
  }

  void raise_walls(const trace::Partitioned& split, int y) {
    lower_walls(y);
    for (auto& [server, column] : columns_) {
      column.group = {};
      for (const ServerSet group : split.groups) {
        if (group.contains(server)) column.group = group;
      }
    }
    walls_from_ = y;
  }

  void lower_walls(int y) {
    if (!walls_from_) return;
    for (auto left = columns_.begin(); left != columns_.end(); ++left) {
      const auto right = std::next(left);
      if (right == columns_.end()) break;
      if (left->second.group == right->second.group) continue;
      picture_.walls.push_back({(left->second.x + right->second.x) / 2, *walls_from_, y});
    }
    walls_from_.reset();
  }

  void tell_rounds() {
    for (const auto& [leader, count] : std::exchange(rounds_, {})) {
      if (count < 2) continue;
      Column& column = columns_[leader];
      const int y = std::max(cursor_ + 4, column.free);
      const std::string text = "heartbeats × " + std::to_string(count);
      const int width = text_width(text, 12) + 14;
      picture_.pills.push_back(
          {.box = {column.x - width / 2, y, width, pill_height},
           .text = text,
           .title = to_string(leader) + " sent heartbeats that brought nothing new"});
      column.free = y + pill_height + 8;
      cursor_ = std::max(cursor_, y);
    }
  }

  // ---- lines and the end

  // Adds the step up; where a server's role, term or health changes, a piece of its line ends.
  void replay(const Step& step, int y) {
    if (!step.server) return;
    const Standing before = replay_.of(*step.server);
    for (const TraceEvent& event : step.events) replay_.step(event);
    const Look& after = replay_.of(*step.server);
    Column& column = columns_[*step.server];
    if (!present_.contains(*step.server)) {
      present_.add(*step.server);
      column.life_from = y;
    }
    const bool same = before.role == after.role && before.term == after.term &&
                      before.up == after.up && before.paused == after.paused;
    if (!same) end_life(column, before, y);
  }

  void end_life(Column& column, const Standing& look, int y) {
    if (y > column.life_from) {
      picture_.lives.push_back(
          {column.x, column.life_from, y, look.role, look.term, look.up, look.paused});
      if (!std::count(picture_.terms.begin(), picture_.terms.end(), look.term)) {
        picture_.terms.push_back(look.term);
      }
    }
    column.life_from = y;
  }

  void ending() {
    int y = cursor_ + 20;
    for (const auto& [server, column] : columns_) y = std::max(y, column.free + 8);
    for (const auto& arrow : picture_.arrows) y = std::max(y, arrow.y2 + 12);
    lower_walls(y);
    for (auto& [server, column] : columns_) {
      if (!present_.contains(server)) continue;
      const Look& look = replay_.of(server);
      end_life(column, look, y);
      const bool writes = look.role == RoleName::leader && look.term == Term{};
      const std::string role = look.up ? std::string(role_text(look.role)) : "stopped";
      const std::string term = trace_.header.terms ? ", term " + to_string(look.term) : "";
      const std::string text = writes ? "takes writes" : role + term;
      const TraceEvent event{.server = server,
                             .what = trace::RoleChanged{look.role, look.term, {}}};
      const NoteKind kind = look.up ? NoteKind::role : NoteKind::fault;
      place_pill({kind, text, &event}, look.term, column.x, y);
      place_strip(look, column.x, y + pill_height + stack_gap);
    }
    picture_.height = y + 2 * pill_height + stack_gap + 12;
    std::sort(picture_.terms.begin(), picture_.terms.end());
    if (!trace_.header.terms) picture_.terms.clear();
  }

  const Trace& trace_;
  Steps steps_;
  ServerSet everyone_;
  ServerSet present_;
  int column_ = 0;
  std::int64_t delay_ = 0;
  Picture picture_;
  Replay replay_;
  std::map<ServerId, Column> columns_;
  std::map<MessageId, Departure> departures_;
  std::map<ServerId, std::size_t> rounds_;
  VirtualTime now_{0};
  int cursor_ = 0;
  std::optional<int> walls_from_;
};

}  // namespace

Picture lay_out(const Trace& trace, const LayoutOptions& options) {
  return Layout(trace, options).take();
}

}  // namespace raft
