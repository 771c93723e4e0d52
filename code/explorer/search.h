#pragma once
/// @file
/// The search: all worlds that can be reached, nearest first, until an invariant breaks or none is
/// left. What is found first is therefore reached by the fewest moves.
///
/// The worlds that wait for their turn are not kept; there would soon be no room. They are visited
/// in the order in which they were found, so neighbours have most of their way in common, and only
/// where the ways part are moves made again: about one more move for each world.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "explorer/beginning.h"
#include "explorer/moves.h"
#include "explorer/seen.h"
#include "explorer/world.h"
#include "invariants/violation.h"

namespace raft {

/// How far a search has come.
struct SearchNumbers {
  std::uint64_t worlds = 0;   ///< different ones
  std::uint64_t reached = 0;  ///< by a move from a visited one; most were known
  std::uint64_t waiting = 0;  ///< not visited yet
  std::uint64_t depth = 0;    ///< moves from the beginning to the world being visited
  std::uint64_t bytes = 0;    ///< that the worlds take

  friend bool operator==(const SearchNumbers&, const SearchNumbers&) = default;
};

/// How a search ended.
enum class SearchEnd : std::uint8_t {
  exhausted,  ///< all worlds were visited, and no invariant is broken in any
  violated,   ///< an invariant is broken
  no_room,    ///< the memory was not enough: nothing is known of the worlds that were not visited
  given_up,   ///< whoever watched did not want to go on
};

/// What a search found. The way of a violation ends with the move that breaks the invariant.
struct SearchResult {
  SearchEnd end = SearchEnd::exhausted;
  SearchNumbers numbers = {};
  std::optional<Violation> violation = {};
  std::vector<Move> way = {};
};

/// A search. Deterministic: the same beginning gives the same result and the same numbers.
class Search {
 public:
  /// @param most_bytes  what the worlds seen may take
  Search(Beginning beginning, std::size_t most_bytes);

  /// Asked now and then whether to go on.
  using Watch = std::function<bool(const SearchNumbers&)>;
  SearchResult run(const Watch& watch = {});

 private:
  // A world on the way to the one being visited.
  struct Stop {
    WorldNumber number = 0;
    World world = {};
    std::vector<Move> moves = {};
  };

  void go_to(WorldNumber number);
  bool visit(SearchResult& result);
  bool arrive(const Consequence& consequence, std::size_t move, SearchResult& result);
  std::vector<Move> way_here() const;

  Space space_;
  World first_;
  Seen seen_;
  Mover mover_;
  std::vector<Stop> stops_;  // from the first world to the one being visited
  std::vector<WorldNumber> way_back_;
  SearchNumbers numbers_;
};

}  // namespace raft
