#pragma once
/// @file
/// The operations of an impossible window next to each other: a row a client, a bar from each call
/// to its return. Only the order of calls and returns matters, so every moment at which something
/// is called or returns is as far from the next as from the one before.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "linearizability/linearizability.h"

namespace raft {

/// Where everything stands, in whole rows and columns.
struct WindowTimeline {
  /// An operation.
  struct Bar {
    std::size_t operation = 0;  ///< its place in the window
    std::size_t row = 0;
    std::size_t begin = 0;                  ///< the column of its call
    std::optional<std::size_t> end = {};    ///< that of its return; none: its outcome is unknown
    bool impossible = false;                ///< it would have to come next, and cannot
    std::optional<std::size_t> order = {};  ///< as which it takes effect, from 1, if it can
  };
  std::vector<Bar> bars = {};               ///< in the order of the window's operations
  std::vector<std::uint32_t> clients = {};  ///< of each row; a client has two if its bars overlap
  std::vector<std::int64_t> moments = {};   ///< of each column
};

/// The timeline of a window. O(n^2) in its operations, which are few.
WindowTimeline window_timeline(const ImpossibleWindow& window);

/// The timeline and its operations for a screen of this many columns; several lines. A timeline
/// that does not fit is left out.
std::string window_text(const ImpossibleWindow& window, std::size_t width);

/// The same as a picture: a complete `<svg>` element, readable in light and dark.
std::string window_svg(const ImpossibleWindow& window, const std::string& id = "raft-window");

}  // namespace raft
