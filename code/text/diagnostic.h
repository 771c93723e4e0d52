#pragma once
/// @file
/// One mistake, and where it is. Whoever reads a text (a scenario, a trace, a history) and whoever
/// performs one reports what is wrong in this shape, so that a person sees it in one form.

#include <cstddef>
#include <string>

namespace raft {

/// A mistake in a text, or what came of a line of it that could not be done or was not met.
struct Diagnostic {
  std::string file = {};
  std::size_t line = 0;    ///< from 1
  std::size_t column = 0;  ///< from 1, in characters; 0: it is in no particular place of the line
  std::size_t width = 1;   ///< how many characters are meant
  std::string message = {};
  std::string hint = {};    ///< what would be right; may be empty
  std::string source = {};  ///< the line itself; may be empty

  /// The message as a person should see it: the place, the line with a caret under it, the hint.
  /// Several lines, without a newline at the end.
  std::string text() const;

  friend bool operator==(const Diagnostic&, const Diagnostic&) = default;
};

}  // namespace raft
