#include "rendering/detail.h"

#include <variant>

#include "trace/cases.h"


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

bool shows(Detail detail, const TraceEvent& event) {
  switch (detail) {
    case Detail::highlights:
      return is_highlight(event);
    case Detail::milestones:
      return is_milestone(event);
    case Detail::everything:
      break;
  }
  return true;
}

}  // namespace raft
