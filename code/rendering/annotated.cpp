#include "rendering/annotated.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "rendering/short_words.h"
#include "rendering/words.h"
#include "trace/json_lines.h"
#include "trace/replay.h"

namespace raft {
namespace {

std::string_view look_of(NoteKind kind) {
  switch (kind) {
    case NoteKind::role:
      return "role";
    case NoteKind::vote:
      return "vote";
    case NoteKind::log:
      return "log";
    case NoteKind::fault:
      return "fault";
    case NoteKind::repair:
      return "repair";
    case NoteKind::client:
      return "client";
    case NoteKind::other:
      return "other";
    case NoteKind::arrival:
    case NoteKind::departure:
    case NoteKind::loss:
      break;  // arrows say these
  }
  return "";
}

void add(std::string& line, std::string_view field, const std::string& text) {
  line += ",\"" + std::string(field) + "\":" + nlohmann::json(text).dump();
}

class Teller {
 public:
  Teller(const Trace& trace, const AnnotatedOptions& options)
      : trace_(trace), options_(options), steps_(trace), everyone_(everyone_in(trace)) {}

  std::string tell() {
    std::string lines = options_.from == 0 ? to_json(trace_.header) + "\n" : "";
    for (const Step& step : steps_) {
      if (step.events.back().sequence <= options_.from) continue;
      const auto notes = notes_of(step, steps_, everyone_);
      for (const TraceEvent& event : step.events) {
        if (event.sequence > options_.from) lines += line(event, step, notes) + "\n";
      }
    }
    return lines;
  }

 private:
  std::string line(const TraceEvent& event, const Step& step, std::span<const Note> notes) const {
    std::string text = to_json(event);
    text.pop_back();  // the closing brace
    if (options_.words) add(text, "words", sentence(event, steps_.flights()));
    if (const auto* sent = std::get_if<trace::Sent>(&event.what)) {
      add(text, "brief", brief(sent->message));
    }
    for (const Note& note : notes) {
      if (note.event != &event || look_of(note.kind).empty()) continue;
      add(text, "note", note.text);
      add(text, "look", std::string(look_of(note.kind)));
      break;
    }
    if (steps_.quiet(event)) text += ",\"quiet\":true";
    if (&event == &step.events.front()) text += ",\"opens\":true";
    return text + "}";
  }

  const Trace& trace_;
  const AnnotatedOptions& options_;
  Steps steps_;
  ServerSet everyone_;
};

}  // namespace

std::string annotated(const Trace& trace, const AnnotatedOptions& options) {
  return Teller(trace, options).tell();
}

std::string sentences(const Trace& trace) {
  constexpr std::size_t width = 9;
  const trace::Flights flights(trace);
  std::string lines;
  for (const TraceEvent& event : trace.events) {
    const std::string time = milliseconds(event.at);
    lines += std::string(width - std::min(width, time.size()), ' ') + time + "  " +
             sentence(event, flights) + "\n";
  }
  return lines;
}

}  // namespace raft
