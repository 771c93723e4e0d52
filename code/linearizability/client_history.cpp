#include "linearizability/client_history.h"

#include <map>
#include <optional>
#include <utility>

namespace raft {

std::vector<KeyOperation> client_history(const Trace& trace) {
  std::map<std::uint64_t, KeyOperation> called;  // operations are numbered in order of their calls
  for (const TraceEvent& event : trace.events) {
    if (const auto* invoked = std::get_if<trace::Invoked>(&event.what)) {
      KeyOperation operation = parse_command(invoked->command);
      operation.client = invoked->client;
      operation.called = event.at.count();
      called[invoked->operation] = std::move(operation);
    }
    const auto* returned = std::get_if<trace::Returned>(&event.what);
    if (!returned) continue;
    const auto found = called.find(returned->operation);
    if (returned->outcome != trace::Outcome::ok || found == called.end()) continue;
    found->second.returned = event.at.count();
    found->second.result = returned->result;
  }
  std::vector<KeyOperation> operations;
  for (auto& [number, operation] : called) operations.push_back(std::move(operation));
  return operations;
}

}  // namespace raft
