#include "trace/flights.h"

#include "trace/cases.h"

namespace raft {

trace::Flights::Flights(const Trace& trace) {
  const auto ends = [this](MessageId id, const TraceEvent& event) {
    const auto flight = flights_.find(id);
    if (flight != flights_.end() && !flight->second.end) flight->second.end = &event;
  };
  for (const TraceEvent& event : trace.events) {
    std::visit(Cases{[&](const trace::Sent& e) { flights_.emplace(e.id, Flight{&event}); },
                     [&](const trace::Delivered& e) { ends(e.id, event); },
                     [&](const trace::Lost& e) { ends(e.id, event); },
                     [&](const trace::Refused& e) { ends(e.id, event); }, [](const auto&) {}},
               event.what);
  }
}

const trace::Flight* trace::Flights::find(MessageId id) const {
  const auto flight = flights_.find(id);
  return flight == flights_.end() ? nullptr : &flight->second;
}

}  // namespace raft
