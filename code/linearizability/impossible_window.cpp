#include "linearizability/impossible_window.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "linearizability/key_footprint.h"
#include "linearizability/key_value_model.h"
#include "linearizability/linearization_search.h"

namespace raft {
namespace {

using Places = std::vector<std::size_t>;

// A search among the operations of one key, some of which are held to what they returned. The
// others may take effect at any moment after their call, or never: an impossible history remains
// impossible only if those that are held are to blame.
class Blame {
 public:
  Blame(const std::vector<KeyOperation>& operations, std::uint64_t limit) : limit_(limit) {
    for (const KeyOperation& operation : operations) numbered_.push_back(model_.number(operation));
  }

  std::size_t size() const { return numbered_.size(); }
  const ModelOperation& at(std::size_t place) const { return numbered_[place]; }
  KeyFootprint print_of(std::size_t place) const { return footprint(model_, numbered_[place]); }

  // Of what was called by `end`.
  bool lies_with(const Places& held, std::int64_t end) {
    if (limit_ == 0) return false;
    std::vector<ModelOperation> tried;
    std::vector<bool> is_held(numbered_.size());
    for (const std::size_t place : held) is_held[place] = true;
    for (std::size_t i = 0; i < numbered_.size(); ++i) {
      if (numbered_[i].called > end || (!is_held[i] && only_looks(i))) continue;
      tried.push_back(numbered_[i]);
      if (!is_held[i]) tried.back().known = false;
    }
    LinearizationSearch search(model_, tried);
    const Verdict verdict = search.run(std::min(limit_, most_steps_of_a_trial));
    limit_ -= search.steps();
    return verdict == Verdict::not_linearizable;
  }

 private:
  // To leave it out is to ask for nothing.
  bool only_looks(std::size_t place) const {
    const KeyFootprint print = print_of(place);
    return numbered_[place].known && !print.writes && !print.writes_otherwise;
  }

  static constexpr std::uint64_t most_steps_of_a_trial = 50'000;
  std::uint64_t limit_;
  KeyValueModel model_;
  std::vector<ModelOperation> numbered_;
};

// ---- which operations are to blame

// Those that returned, in order of their returns.
Places returned_ones(const Blame& blame) {
  Places places;
  for (std::size_t i = 0; i < blame.size(); ++i) {
    if (blame.at(i).known) places.push_back(i);
  }
  std::ranges::sort(places, {}, [&](std::size_t i) { return std::pair(blame.at(i).returned, i); });
  return places;
}

Places first_of(const Places& places, std::size_t count) {
  return {places.begin(), places.begin() + static_cast<std::ptrdiff_t>(count)};
}

Places with(Places places, const Places& more) {
  places.insert(places.end(), more.begin(), more.end());
  return places;
}

// The history up to the return that made it impossible. What is impossible stays impossible when
// more returns, so the return is found by halving.
Places shortest_beginning(Blame& blame, const Places& returned) {
  std::size_t possible = 0;
  std::size_t impossible = returned.size();
  while (possible + 1 < impossible) {
    const std::size_t middle = possible + (impossible - possible) / 2;
    const bool bad =
        blame.lies_with(first_of(returned, middle), blame.at(returned[middle - 1]).returned);
    (bad ? impossible : possible) = middle;
  }
  return first_of(returned, impossible);
}

// Of `removable`, as few as are to blame together with `kept`, up to the moment `end`. Delta
// debugging (Zeller and Hildebrandt 2002): ever smaller pieces, until none can go.
Places fewest(Blame& blame, const Places& kept, Places removable, std::int64_t end) {
  std::size_t piece = std::max<std::size_t>(removable.size(), 1);
  while (true) {
    bool fewer = false;
    for (std::size_t first = 0; first < removable.size();) {
      Places rest = first_of(removable, first);
      const std::size_t behind = std::min(first + piece, removable.size());
      rest.insert(rest.end(), removable.begin() + static_cast<std::ptrdiff_t>(behind),
                  removable.end());
      if (blame.lies_with(with(kept, rest), end)) {
        removable = std::move(rest);
        fewer = true;
      } else {
        first += piece;
      }
    }
    if (piece == 1 && !fewer) return removable;
    piece = std::max<std::size_t>(piece / 2, 1);
  }
}

// What does not write goes first, above all a cas that failed: without any the searches are much
// shorter. And a history is understood more easily by its writes.
Places fewest(Blame& blame, const Places& beginning) {
  if (beginning.empty()) return {};
  const std::int64_t end = blame.at(beginning.back()).returned;
  Places writes;
  Places failures;
  Places reads;
  for (const std::size_t place : beginning) {
    const KeyFootprint print = blame.print_of(place);
    const bool is_read = !print.writes && !print.writes_otherwise;
    (print.avoids ? failures : is_read ? reads : writes).push_back(place);
  }
  failures = fewest(blame, with(writes, reads), failures, end);
  writes = with(std::move(writes), failures);
  reads = fewest(blame, writes, reads, end);
  return fewest(blame, {}, with(writes, reads), end);
}

// The writes of what these operations read; of a value that many write, a few.
Places with_their_writers(const Blame& blame, Places places) {
  constexpr std::size_t most = 3;
  const Places held = places;
  for (const std::size_t reader : held) {
    const auto reads = blame.print_of(reader).reads;
    std::size_t writers = 0;
    for (std::size_t i = 0; reads && i < blame.size() && writers < most; ++i) {
      if (blame.print_of(i).writes != reads) continue;
      ++writers;
      if (std::ranges::find(places, i) == places.end()) places.push_back(i);
    }
  }
  std::ranges::sort(places, {}, [&](std::size_t i) { return std::pair(blame.at(i).called, i); });
  return places;
}

// ---- why they are

// "x=1"; of a register without a name "1"
std::string pair_text(const KeyOperation& operation, const std::string& value) {
  return operation.key.empty() ? value : operation.key + "=" + value;
}

std::string client_text(const KeyOperation& operation) {
  return fmt::format("client {}", operation.client);
}

// A register may have no name.
std::string value_text(const std::string& key, const std::string& value) {
  if (key.empty()) return value == "nothing" ? "there was no value" : "the value was " + value;
  return value == "nothing" ? key + " had no value" : fmt::format("{} was {}", key, value);
}

// "client 2 read x=1 at 34..40"
std::string deed(const KeyOperation& operation, ImpossibleWindow::Unit unit) {
  const std::string at = interval_text(operation, unit);
  if (operation.verb == Verb::get && operation.returned) {
    const bool nothing = operation.result == "nothing";
    if (!nothing) {
      return fmt::format("{} read {} at {}", client_text(operation),
                         pair_text(operation, operation.result), at);
    }
    return fmt::format("{} found no {} at {}", client_text(operation),
                       operation.key.empty() ? "value" : operation.key, at);
  }
  if (operation.verb == Verb::put && operation.result == "ok") {
    return fmt::format("{} put {} at {}", client_text(operation),
                       pair_text(operation, operation.value), at);
  }
  const std::string heard =
      operation.returned ? "was answered " + operation.result : "never heard of it";
  return fmt::format("{} called '{}' at {} and {}", client_text(operation), command_of(operation),
                     at, heard);
}

// Why the operation cannot come next, if the window's value is what there is.
class Reason {
 public:
  Reason(const ImpossibleWindow& window, const KeyOperation& operation)
      : window_(window), operation_(operation) {}

  std::string text() const {
    std::string text = deed(operation_, window_.unit) + ", ";
    if (operation_.verb == Verb::get && operation_.result != "nothing") {
      if (const auto late = never_written()) return text + *late;
    }
    return text + "but " + value_text(operation_.key, window_.value) + source();
  }

 private:
  // What is read was not written before, by anybody.
  std::optional<std::string> never_written() const {
    for (const KeyOperation& other : window_.operations) {
      if (!may_have_written(other)) continue;
      if (other.called <= operation_.returned) return std::nullopt;
      return "but it was written only later: " + deed(other, window_.unit);
    }
    return "but nobody ever wrote that";
  }
  bool may_have_written(const KeyOperation& other) const {
    if (other.verb == Verb::append || (other.verb == Verb::add && !other.returned)) return true;
    if (other.verb == Verb::add) return other.result == operation_.result;
    return (other.verb == Verb::put || other.verb == Verb::cas) && other.value == operation_.result;
  }

  // Whose write the value is.
  std::string source() const {
    for (auto place = window_.explained.rbegin(); place != window_.explained.rend(); ++place) {
      const KeyOperation& writer = window_.operations[*place];
      if (!has_written(writer)) continue;
      const bool before = writer.returned && *writer.returned < operation_.called;
      return fmt::format(" {}: {}", before ? "already" : "by then", deed(writer, window_.unit));
    }
    return " yet";
  }
  static bool has_written(const KeyOperation& writer) {
    if (writer.verb == Verb::get || writer.verb == Verb::nonsense) return false;
    return writer.result != "failed" && writer.result != "nothing" &&
           !writer.result.starts_with("error:");
  }

  const ImpossibleWindow& window_;
  const KeyOperation& operation_;
};

void explain(ImpossibleWindow& window, std::uint64_t limit) {
  constexpr std::uint64_t most_steps = 200'000;
  KeyValueModel model;
  std::vector<ModelOperation> numbered;
  for (const KeyOperation& operation : window.operations) {
    numbered.push_back(model.number(operation));
  }
  LinearizationSearch search(model, numbered, LinearizationSearch::Rules::none);
  search.run(std::min(limit, most_steps));
  window.explained.assign(search.longest().begin(), search.longest().end());
  window.value = model.text(model.seen(search.state_after_longest()));
  for (const std::uint32_t next : search.next_after_longest()) {
    const KeyOperation& operation = window.operations[next];
    if (!operation.returned) continue;
    window.next.push_back({next, Reason(window, operation).text()});
  }
}

}  // namespace

ImpossibleWindow impossible_window(const std::vector<KeyOperation>& operations, std::uint64_t limit,
                                   ImpossibleWindow::Unit unit) {
  Blame blame(operations, limit);
  const Places held = fewest(blame, shortest_beginning(blame, returned_ones(blame)));
  ImpossibleWindow window;
  window.unit = unit;
  for (const std::size_t place : with_their_writers(blame, held)) {
    window.operations.push_back(operations[place]);
  }
  window.key = operations.empty() ? "" : operations.front().key;
  explain(window, limit);
  return window;
}

// 34250 microseconds are "34.2ms", as transcripts have it.
std::string moment_text(std::int64_t at, ImpossibleWindow::Unit unit) {
  if (unit == ImpossibleWindow::Unit::bare) return std::to_string(at);
  return fmt::format("{}.{}ms", at / 1000, at % 1000 / 100);
}

std::string interval_text(const KeyOperation& operation, ImpossibleWindow::Unit unit) {
  return moment_text(operation.called, unit) + ".." +
         (operation.returned ? moment_text(*operation.returned, unit) : "");
}

}  // namespace raft
