#include "tracing/detail.h"

#include <algorithm>
#include <iterator>
#include <variant>

#include "tracing/cases.h"

namespace raft {
namespace {

bool is_highlight(const TraceEvent& event) {
  return std::visit(
      Cases{[](const trace::Sent&) { return false; }, [](const trace::Delivered&) { return false; },
            [](const trace::Lost&) { return false; }, [](const trace::Saved&) { return false; },
            [](const trace::Applied&) { return false; },
            [](const trace::Invoked&) { return false; },
            [](const trace::Returned&) { return false; }, [](const auto&) { return true; }},
      event.what);
}

bool is_milestone(const TraceEvent& event) {
  return is_highlight(event) && std::visit(Cases{[](const trace::Appended&) { return false; },
                                                 [](const trace::Truncated&) { return false; },
                                                 [](const trace::Committed&) { return false; },
                                                 [](const auto&) { return true; }},
                                           event.what);
}

}  // namespace

Trace in_detail(const Trace& trace, Detail detail) {
  if (detail == Detail::everything) return trace;
  Trace fewer{.header = trace.header};
  std::copy_if(trace.events.begin(), trace.events.end(), std::back_inserter(fewer.events),
               detail == Detail::highlights ? is_highlight : is_milestone);
  return fewer;
}

}  // namespace raft
