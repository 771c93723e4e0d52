#include "rendering/transcript.h"

#include <map>
#include <vector>

#include "rendering/steps.h"
#include "rendering/words.h"
#include "text/counted.h"
#include "text/readable.h"
#include "trace/cases.h"

namespace raft {
namespace {

constexpr std::size_t caption_width = 76;

std::string padded_left(std::string text, std::size_t width) {
  return text.size() < width ? std::string(width - text.size(), ' ') + text : text;
}

class Story {
 public:
  Story(const Trace& trace, const TranscriptOptions& options)
      : trace_(trace), options_(options), steps_(trace) {}

  std::string tell() {
    opening();
    for (const Step& step : steps_) {
      if (!options_.heartbeats && steps_.quiet(step)) {
        if (steps_.heartbeat_round(step)) ++rounds_[*step.server];
        continue;
      }
      tell_rounds(step.at);
      tell(step);
    }
    tell_rounds(trace_.events.empty() ? VirtualTime{0} : trace_.events.back().at);
    return std::move(text_);
  }

 private:
  void opening() {
    const TraceHeader& header = trace_.header;
    if (!header.title.empty()) {
      text_ += readable(header.title) + "\n" + std::string(length_of(header.title), '=') + "\n\n";
    }
    text_ += "servers " + to_string(header.servers) + ", node " + readable(to_string(header.node)) +
             ", seed " + std::to_string(header.seed) + "\n" +
             std::string(legend(trace_.header.terms)) + "\n\n";
  }

  // One line: when, who, what.
  void line(VirtualTime at, const std::string& who, const std::string& what) {
    const std::string time = at == told_ ? "" : milliseconds(at);
    told_ = at;
    text_ += padded_left(time, 9) + "  " + who +
             std::string(who.size() < 4 ? 4 - who.size() : 0, ' ') + what + "\n";
  }

  void tell_rounds(VirtualTime at) {
    for (const auto& [leader, count] : rounds_) {
      line(at, to_string(leader), "sent heartbeats with nothing new: " + counted(count, "round"));
    }
    rounds_.clear();
  }

  void tell(const Step& step) {
    for (std::size_t i = 0; i < step.events.size(); ++i) {
      const TraceEvent& event = step.events[i];
      if (!options_.heartbeats && steps_.quiet(event)) continue;
      std::visit(
          Cases{[&](const trace::Sent& e) { i += broadcast(step.events.subspan(i), e); },
                [&](const trace::Caption& e) { caption(e); },
                [&](const trace::Expectation& e) { expectation(e); },
                [&](const trace::Violated& e) { violation(event, e); },
                [&](const trace::Saved&) {
                  if (options_.saves) plainly(event);
                },
                [&](const trace::Joined&) { joined(event); }, [&](const auto&) { plainly(event); }},
          event.what);
    }
  }

  void plainly(const TraceEvent& event) {
    line(event.at, event.server ? to_string(*event.server) : "", deed(event, steps_.flights()));
  }

  // Those that the header names need no line of their own.
  void joined(const TraceEvent& event) {
    const bool known = event.server && trace_.header.servers.contains(*event.server);
    if (!known || event.at != VirtualTime{0}) plainly(event);
  }

  // The same said to several servers at once is one line. Returns how many more events it took.
  std::size_t broadcast(std::span<const TraceEvent> events, const trace::Sent& first) {
    const auto receivers = steps_.receivers(events, options_.heartbeats);
    std::string what = "->";
    for (const ServerId receiver : receivers) what += " " + to_string(receiver);
    what += " " + contents_of(first.message);
    if (first.copy_of) what += " (a copy made by the network)";
    line(events[0].at, to_string(first.message.from), what);
    return receivers.size() - 1;
  }

  void caption(const trace::Caption& e) {
    separate();
    for (const std::string& row : wrapped(readable(e.text), caption_width)) text_ += row + "\n";
    text_ += "\n";
  }

  void expectation(const trace::Expectation& e) {
    text_ += std::string(11, ' ') + (e.met ? "✓ " : "✗ ") + "expected " + readable(e.text);
    text_ += e.met ? "\n" : ", but found " + readable(e.found) + "\n";
  }

  void violation(const TraceEvent& event, const trace::Violated& e) {
    separate();
    text_ += "BROKEN: " + readable(e.invariant);
    if (event.server)
      text_ += ", at " + milliseconds(event.at) + " ms, by a step of " + to_string(*event.server);
    text_ += "\n";
    for (const std::string& fact : e.facts) text_ += "  - " + readable(fact) + "\n";
    text_ += "\n";
  }

  void separate() {
    if (!text_.ends_with("\n\n")) text_ += "\n";
  }

  const Trace& trace_;
  const TranscriptOptions& options_;
  Steps steps_;
  std::map<ServerId, std::size_t> rounds_;
  VirtualTime told_{-1};
  std::string text_;
};

}  // namespace

std::string transcript(const Trace& trace, const TranscriptOptions& options) {
  std::string text = Story(trace, options).tell();
  while (text.ends_with("\n\n")) text.pop_back();
  return text;
}

}  // namespace raft
