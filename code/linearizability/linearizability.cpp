#include "linearizability/linearizability.h"

#include <fmt/format.h>

#include <map>
#include <set>

#include "linearizability/impossible_window.h"

namespace raft {
namespace {

using Subhistories = std::map<std::string, std::vector<KeyOperation>>;

Subhistories by_key(const std::vector<KeyOperation>& operations) {
  Subhistories subhistories;
  for (const KeyOperation& operation : operations) {
    subhistories[operation.key].push_back(operation);
  }
  return subhistories;
}

Verdict search(const std::vector<KeyOperation>& operations, std::uint64_t limit,
               Linearizability& found) {
  KeyValueModel model;
  std::vector<ModelOperation> numbered;
  numbered.reserve(operations.size());
  for (const KeyOperation& operation : operations) numbered.push_back(model.number(operation));
  LinearizationSearch search(model, numbered);
  const Verdict verdict = search.run(limit);
  found.steps += search.steps();
  found.configurations += search.configurations();
  return verdict;
}

}  // namespace

// 34250 microseconds are "34.2ms", as transcripts have it.
std::string moment_text(std::int64_t at, ImpossibleWindow::Unit unit) {
  if (unit == ImpossibleWindow::Unit::bare) return std::to_string(at);
  return fmt::format("{}.{}ms", at / 1000, at % 1000 / 100);
}

std::string interval_text(const KeyOperation& operation, ImpossibleWindow::Unit unit) {
  return moment_text(operation.called, unit) + ".." +
         (operation.returned ? moment_text(*operation.returned, unit) : "");
}

Linearizability check_linearizability(const std::vector<KeyOperation>& operations,
                                      std::uint64_t limit, ImpossibleWindow::Unit unit) {
  Linearizability found;
  std::set<std::uint32_t> clients;
  for (const KeyOperation& operation : operations) {
    clients.insert(operation.client);
    if (!operation.returned) ++found.unknown_outcomes;
  }
  const Subhistories subhistories = by_key(operations);
  found.operations = operations.size();
  found.clients = clients.size();
  found.keys = subhistories.size();
  for (const auto& [key, subhistory] : subhistories) {
    const std::uint64_t left = limit - std::min(limit, found.steps);
    const Verdict verdict = search(subhistory, left, found);
    if (verdict == Verdict::linearizable) continue;
    found.verdict = verdict;
    if (verdict == Verdict::unknown) continue;
    found.window = impossible_window(subhistory, limit, unit);
    return found;
  }
  return found;
}

Linearizability check_linearizability(const History& history, std::uint64_t limit) {
  return check_linearizability(key_operations(history), limit,
                               ImpossibleWindow::Unit::microseconds);
}

std::string explanation(const Linearizability& found) {
  if (found.verdict == Verdict::linearizable) {
    return fmt::format("{} operations are linearizable", found.operations);
  }
  if (found.verdict == Verdict::unknown) {
    return fmt::format("whether {} operations are linearizable is unknown after {} steps",
                       found.operations, found.steps);
  }
  std::string text = "not linearizable";
  constexpr std::size_t most = 2;
  const auto& next = found.window->next;
  for (std::size_t i = 0; i < std::min(most, next.size()); ++i) {
    text += (i == 0 ? ": " : "; nor could this come first: ") + next[i].reason;
  }
  return text;
}

}  // namespace raft
