#include "linearizability/client_overlap.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <utility>

namespace raft {

std::optional<ClientOverlap> first_client_overlap(const std::vector<KeyOperation>& operations) {
  std::vector<std::size_t> order(operations.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::sort(order, {}, [&](std::size_t i) { return std::pair(operations[i].called, i); });
  std::map<std::uint32_t, std::size_t> last_to_return;  // of each client
  for (const std::size_t place : order) {
    const KeyOperation& operation = operations[place];
    const auto before = last_to_return.find(operation.client);
    const bool first = before == last_to_return.end();
    if (!first && operation.called < *operations[before->second].returned) {
      return ClientOverlap{before->second, place};
    }
    if (!operation.returned) continue;
    if (first || *operation.returned > *operations[before->second].returned) {
      last_to_return[operation.client] = place;
    }
  }
  return std::nullopt;
}

}  // namespace raft
