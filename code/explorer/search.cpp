#include "explorer/search.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "core/ensure.h"
#include "explorer/fingerprint.h"

namespace raft {

Search::Search(Beginning beginning, std::size_t most_bytes)
    : space_(std::move(beginning.space)), first_(std::move(beginning.world)), seen_(most_bytes) {
  seen_.add(fingerprint(space_, first_), 0, 0);
}

SearchResult Search::run(const Watch& watch) {
  constexpr WorldNumber between_questions = 1024;
  SearchResult result;
  for (WorldNumber number = 0; number < seen_.size(); ++number) {
    go_to(number);
    numbers_.worlds = seen_.size();
    numbers_.waiting = seen_.size() - number;
    numbers_.depth = stops_.size() - 1;
    numbers_.bytes = seen_.bytes();
    if (watch && number % between_questions == 0 && !watch(numbers_)) {
      result.end = SearchEnd::given_up;
      break;
    }
    if (!visit(result)) break;
  }
  numbers_.worlds = seen_.size();
  numbers_.bytes = seen_.bytes();
  if (result.end == SearchEnd::exhausted) numbers_.waiting = 0;
  result.numbers = numbers_;
  return result;
}

// Goes back to where the way to `number` leaves the way here, and from there on to it.
void Search::go_to(WorldNumber number) {
  const auto is_on_the_way = [&](WorldNumber world) {
    return std::any_of(stops_.begin(), stops_.end(),
                       [&](const Stop& stop) { return stop.number == world; });
  };
  way_back_.clear();
  WorldNumber common = number;
  while (common != 0 && !is_on_the_way(common)) {
    way_back_.push_back(common);
    common = seen_.parent(common);
  }
  while (!stops_.empty() && stops_.back().number != common) stops_.pop_back();
  if (stops_.empty()) {
    stops_.push_back({.number = 0, .world = first_});
    list_moves(space_, first_, stops_.back().moves);
  }
  for (auto next = way_back_.rbegin(); next != way_back_.rend(); ++next) {
    const Stop& here = stops_.back();
    Consequence there = mover_.perform(space_, here.world, here.moves[seen_.move(*next)]);
    ensure(there.world.has_value(), "the same move in the same world leads to the same world");
    stops_.push_back({.number = *next, .world = std::move(*there.world)});
    list_moves(space_, stops_.back().world, stops_.back().moves);
  }
}

// Makes every move from the last stop. False if the search is over.
bool Search::visit(SearchResult& result) {
  const Stop& here = stops_.back();
  ensure(here.moves.size() <= std::numeric_limits<std::uint16_t>::max(), "few moves in a world");
  for (std::size_t i = 0; i < here.moves.size(); ++i) {
    const Consequence there = mover_.perform(space_, here.world, here.moves[i]);
    if (!arrive(there, i, result)) return false;
  }
  return true;
}

bool Search::arrive(const Consequence& there, std::size_t move, SearchResult& result) {
  if (!there.world && !there.violation) return true;
  ++numbers_.reached;
  if (there.violation) {
    result.end = SearchEnd::violated;
    result.violation = there.violation;
    result.way = way_here();
    result.way.push_back(stops_.back().moves[move]);
    return false;
  }
  const auto added = seen_.add(fingerprint(space_, *there.world), stops_.back().number,
                               static_cast<std::uint16_t>(move));
  if (added != Seen::Added::no_room) return true;
  result.end = SearchEnd::no_room;
  return false;
}

std::vector<Move> Search::way_here() const {
  std::vector<Move> way;
  for (std::size_t i = 1; i < stops_.size(); ++i) {
    way.push_back(stops_[i - 1].moves[seen_.move(stops_[i].number)]);
  }
  return way;
}

}  // namespace raft
