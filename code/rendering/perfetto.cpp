#include "rendering/perfetto.h"

#include <map>
#include <nlohmann/json.hpp>
#include <utility>

#include "rendering/steps.h"
#include "rendering/words.h"
#include "text/readable.h"
#include "trace/cases.h"
#include "trace/message_kind.h"
#include "trace/replay.h"

namespace raft {
namespace {

using Json = nlohmann::ordered_json;

// A track for what concerns all, after those of the servers.
constexpr int everywhere = ServerId::highest + 1;

class Recording {
 public:
  explicit Recording(const Trace& trace) : trace_(trace), flights_(trace) {}

  std::string take() {
    name_tracks();
    for (const ServerId server : trace_.header.servers) begin_slice(server, VirtualTime{0});
    for (const TraceEvent& event : trace_.events) add(event);
    const VirtualTime end = trace_.events.empty() ? VirtualTime{0} : trace_.events.back().at;
    while (!open_.empty()) end_slice(open_.begin()->first, end);
    return "{\"displayTimeUnit\":\"ms\",\"traceEvents\":[\n" + lines_ + "\n]}\n";
  }

 private:
  void put(const Json& line) { lines_ += (lines_.empty() ? "" : ",\n") + line.dump(); }

  static Json line_of(const char* phase, const std::string& name, int track, VirtualTime at) {
    return {{"ph", phase}, {"name", name}, {"pid", 1}, {"tid", track}, {"ts", at.count()}};
  }
  static int track_of(const std::optional<ServerId>& server) {
    return server ? server->value : everywhere;
  }

  void name_tracks() {
    const auto name = [&](const char* what, int track, const std::string& text) {
      Json line = line_of("M", what, track, VirtualTime{0});
      line["args"] = {{"name", text}};
      put(line);
    };
    name("process_name", 0, trace_.header.title.empty() ? "raft" : readable(trace_.header.title));
    for (const ServerId server : everyone_in(trace_)) {
      name("thread_name", server.value, to_string(server));
    }
    name("thread_name", everywhere, "the world");
  }

  static std::string state(const Look& look) {
    if (!look.up) return "stopped";
    return role_and_term(look.role, look.term) + (look.paused ? ", paused" : "");
  }
  void begin_slice(ServerId server, VirtualTime at) {
    open_[server] = {at, state(replay_.of(server))};
  }
  void end_slice(ServerId server, VirtualTime at) {
    const auto [since, name] = open_[server];
    open_.erase(server);
    Json line = line_of("X", name, server.value, since);
    line["dur"] = (at - since).count();
    put(line);
  }

  void add(const TraceEvent& event) {
    replay_.step(event);
    if (event.server) {
      const ServerId server = *event.server;
      if (!open_.contains(server)) {
        begin_slice(server, event.at);
      } else if (open_[server].second != state(replay_.of(server))) {
        end_slice(server, event.at);
        begin_slice(server, event.at);
      }
    }
    std::visit(Cases{[&](const trace::Sent& e) { flow("s", e.id, event); },
                     [&](const trace::Delivered& e) { flow("f", e.id, event); },
                     [&](const trace::Committed& e) { count(event, e.index); },
                     [](const trace::RoleChanged&) {}, [&](const auto&) { mark(event); }},
               event.what);
  }

  // A message is an arrow between two slices of its own, one microsecond long.
  void flow(const char* phase, MessageId id, const TraceEvent& event) {
    const trace::Flight* flight = flights_.find(id);
    const std::string name = flight ? std::string(name_of(kind_of(flight->message()))) : "message";
    Json slice = line_of("X", sentence(event, flights_), track_of(event.server), event.at);
    slice["dur"] = 1;
    put(slice);
    Json arrow = line_of(phase, name, track_of(event.server), event.at);
    arrow["cat"] = "message";
    arrow["id"] = id;
    if (phase[0] == 'f') arrow["bp"] = "e";
    put(arrow);
  }

  void mark(const TraceEvent& event) {
    Json line = line_of("i", sentence(event, flights_), track_of(event.server), event.at);
    line["s"] = event.server ? "t" : "g";
    put(line);
  }

  void count(const TraceEvent& event, LogIndex index) {
    if (!event.server) return;
    Json line =
        line_of("C", "commit index of " + to_string(*event.server), event.server->value, event.at);
    line["args"] = {{"index", index.value}};
    put(line);
  }

  const Trace& trace_;
  trace::Flights flights_;
  Replay replay_;
  std::map<ServerId, std::pair<VirtualTime, std::string>> open_;
  std::string lines_;
};

}  // namespace

std::string perfetto(const Trace& trace) { return Recording(trace).take(); }

}  // namespace raft
