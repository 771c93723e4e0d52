#include "scenario/shrink.h"

#include <algorithm>
#include <utility>

namespace raft {
namespace {

using Lines = std::vector<std::string>;

Lines without_piece(const Lines& lines, std::size_t first, std::size_t end) {
  Lines rest(lines.begin(), lines.begin() + static_cast<std::ptrdiff_t>(first));
  rest.insert(rest.end(), lines.begin() + static_cast<std::ptrdiff_t>(end), lines.end());
  return rest;
}

}  // namespace

// Large pieces first, then ever smaller ones, and single lines until none can go. From the end to
// the beginning, because late lines build on early ones.
std::vector<std::string> shrink(std::vector<std::string> lines,
                                const std::function<bool(const Lines&)>& still_fails,
                                std::size_t most_trials) {
  std::size_t trials = 0;
  std::size_t piece = std::max<std::size_t>(lines.size(), 1);
  while (true) {
    bool shorter = false;
    std::size_t end = lines.size();
    while (end > 0) {
      if (trials++ == most_trials) return lines;
      const std::size_t first = end - std::min(piece, end);
      Lines fewer = without_piece(lines, first, end);
      if (still_fails(fewer)) {
        lines = std::move(fewer);
        shorter = true;
      }
      end = first;
    }
    if (piece == 1 && !shorter) return lines;
    piece = std::max<std::size_t>(piece / 2, 1);
  }
}

}  // namespace raft
