#include "scenario/shrink.h"

#include <algorithm>
#include <utility>

namespace raft {
namespace {

using Places = std::vector<std::size_t>;

Places without_piece(const Places& places, std::size_t first, std::size_t end) {
  Places rest(places.begin(), places.begin() + static_cast<std::ptrdiff_t>(first));
  rest.insert(rest.end(), places.begin() + static_cast<std::ptrdiff_t>(end), places.end());
  return rest;
}

}  // namespace

// Large pieces first, then ever smaller ones, and single lines until none can go. From the end to
// the beginning, because late lines build on early ones.
std::vector<std::size_t> shrink(std::vector<std::size_t> places,
                                const std::function<bool(const Places&)>& still_fails,
                                std::size_t most_trials) {
  std::size_t trials = 0;
  std::size_t piece = std::max<std::size_t>(places.size(), 1);
  while (true) {
    bool shorter = false;
    std::size_t end = places.size();
    while (end > 0) {
      if (trials++ == most_trials) return places;
      const std::size_t first = end - std::min(piece, end);
      Places fewer = without_piece(places, first, end);
      if (still_fails(fewer)) {
        places = std::move(fewer);
        shorter = true;
      }
      end = first;
    }
    if (piece == 1 && !shorter) return places;
    piece = std::max<std::size_t>(piece / 2, 1);
  }
}

}  // namespace raft
