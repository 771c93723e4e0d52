#include "rendering/steps.h"

#include <algorithm>
#include <map>
#include <utility>

#include "rendering/words.h"
#include "trace/cases.h"
#include "trace/message_kind.h"

namespace raft {
namespace {

template <class... Kinds>
bool is_any(const TraceEvent& event) {
  return (std::holds_alternative<Kinds>(event.what) || ...);
}

// Whether a new step begins here although server and time are those of the event before.
bool opens_step(const TraceEvent& event) {
  return is_any<trace::Delivered, trace::TimedOut, trace::Invoked, trace::Returned, trace::Lost,
                trace::Crashed, trace::Restarted, trace::Paused, trace::Resumed, trace::Joined,
                trace::Caption, trace::Expectation, trace::Violated>(event);
}

std::optional<MessageId> message_of(const TraceEvent& event) {
  return std::visit(Cases{[](const trace::Sent& e) { return std::optional(e.id); },
                          [](const trace::Delivered& e) { return std::optional(e.id); },
                          [](const trace::Lost& e) { return std::optional(e.id); },
                          [](const auto&) { return std::optional<MessageId>(); }},
                    event.what);
}

bool says_yes(const Message& message) {
  const auto* reply = std::get_if<AppendEntriesReply>(&message.body);
  return reply && reply->success;
}

bool is_append(const Message& message) {
  return std::holds_alternative<AppendEntries>(message.body);
}

// The end of the log that an AppendEntries would have brought, and its sender's term.
LogPosition end_of(const Message& message) {
  const auto* append = std::get_if<AppendEntries>(&message.body);
  return {message.term, append ? append->prev_log.index.after(append->entries.size()) : LogIndex{}};
}

// The messages that may turn out to be quiet, and how each led to another.
class Listener {
 public:
  explicit Listener(const trace::Flights& flights) : flights_(flights) {}

  void hear(const Step& step) {
    for (const TraceEvent& event : step.events) {
      if (is_any<trace::Crashed, trace::Restarted, trace::Paused, trace::Resumed, trace::LinkCut,
                 trace::LinkMended, trace::Partitioned, trace::Healed>(event)) {
        broken_links_.clear();
      }
    }
    const TraceEvent& first = step.events.front();
    if (is_any<trace::Delivered>(first)) return hear_delivery(step, *message_of(first));
    if (is_any<trace::Lost>(first)) return hear_loss(*message_of(first));
    const bool news = std::any_of(step.events.begin(), step.events.end(),
                                  [](const auto& event) { return !is_any<trace::Sent>(event); });
    if (!news) return;
    for (const TraceEvent& event : step.events) make_loud(event);
  }

  // All heartbeats and answers that nothing made loud.
  std::set<MessageId> quiet(std::span<const Step> steps) {
    spread();
    std::set<MessageId> quiet;
    for (const Step& step : steps) {
      for (const TraceEvent& event : step.events) {
        const auto* sent = std::get_if<trace::Sent>(&event.what);
        if (!sent || loud_.contains(sent->id)) continue;
        const trace::Flight* flight = flights_.find(sent->id);
        if (is_heartbeat(sent->message) || says_yes(sent->message) ||
            (is_append(sent->message) && flight && flight->lost())) {
          quiet.insert(sent->id);
        }
      }
    }
    return quiet;
  }

 private:
  void make_loud(const TraceEvent& event) {
    if (const auto* sent = std::get_if<trace::Sent>(&event.what)) loud_.insert(sent->id);
  }

  // A delivery is news if anything but an answer that says yes comes of it.
  void hear_delivery(const Step& step, MessageId id) {
    bool news = false;
    for (const TraceEvent& event : step.events.subspan(1)) {
      const auto* sent = std::get_if<trace::Sent>(&event.what);
      if (!sent || !says_yes(sent->message)) news = true;
      if (sent) answers_.emplace_back(id, sent->id);
    }
    if (!news) return;
    loud_.insert(id);
    for (const TraceEvent& event : step.events) make_loud(event);
  }

  void hear_loss(MessageId id) {
    const trace::Flight* flight = flights_.find(id);
    if (!flight) return;
    const Message& message = flight->message();
    const auto [broken, is_new] =
        broken_links_.try_emplace({message.from, message.to}, end_of(message));
    if (!is_new && end_of(message) <= broken->second) return;
    broken->second = end_of(message);
    loud_.insert(id);
  }

  // What answers a loud message is loud, and so is what led to a loud answer.
  void spread() {
    for (const auto& [request, answer] : answers_) {
      const trace::Flight* flight = flights_.find(request);
      const bool heartbeat = flight && is_heartbeat(flight->message());
      if (!heartbeat || loud_.contains(request)) loud_.insert(answer);
      if (loud_.contains(answer)) loud_.insert(request);
    }
  }

  const trace::Flights& flights_;
  std::set<MessageId> loud_;
  std::map<std::pair<ServerId, ServerId>, LogPosition> broken_links_;  // and what was lost there
  std::vector<std::pair<MessageId, MessageId>> answers_;
};

}  // namespace

bool changes_log(const Step& step) {
  return std::ranges::any_of(step.events, [](const TraceEvent& event) {
    return is_any<trace::Appended, trace::Truncated>(event);
  });
}

Steps::Steps(const Trace& trace, Detail detail) : detail_(detail), flights_(trace) {
  cut(trace);
  listen();
}

void Steps::cut(const Trace& trace) {
  const std::span<const TraceEvent> events(trace.events);
  for (std::size_t first = 0, next = 1; first < events.size(); first = next++) {
    while (next < events.size() && events[first].server &&
           events[next].server == events[first].server && events[next].at == events[first].at &&
           !opens_step(events[next])) {
      ++next;
    }
    steps_.push_back({events[first].server, events[first].at, events.subspan(first, next - first)});
  }
}

void Steps::listen() {
  Listener listener(flights_);
  for (const Step& step : steps_) listener.hear(step);
  quiet_ = listener.quiet(steps_);
}

bool Steps::quiet(const TraceEvent& event) const {
  if (!shows(detail_, event)) return true;
  const auto id = message_of(event);
  return id && quiet_.contains(*id);
}

bool Steps::quiet(const Step& step) const {
  return std::all_of(step.events.begin(), step.events.end(),
                     [this](const TraceEvent& event) { return quiet(event); });
}

bool Steps::heartbeat_round(const Step& step) const {
  if (detail_ != Detail::everything) return false;
  return std::any_of(step.events.begin(), step.events.end(), [this](const TraceEvent& event) {
    const auto* sent = std::get_if<trace::Sent>(&event.what);
    return sent && is_append(sent->message) && quiet(event);
  });
}

std::vector<ServerId> Steps::receivers(std::span<const TraceEvent> events, bool all) const {
  const auto& first = std::get<trace::Sent>(events.front().what);
  const std::string contents = contents_of(first.message);
  std::vector<ServerId> receivers{first.message.to};
  for (const TraceEvent& event : events.subspan(1)) {
    const auto* next = std::get_if<trace::Sent>(&event.what);
    if (first.copy_of || !next || next->copy_of || contents_of(next->message) != contents) break;
    if (!all && quiet(event)) break;
    receivers.push_back(next->message.to);
  }
  return receivers;
}

bool is_across(const TraceEvent& event) {
  return std::holds_alternative<trace::Caption>(event.what) ||
         std::holds_alternative<trace::Expectation>(event.what) ||
         std::holds_alternative<trace::Violated>(event.what);
}

}  // namespace raft
