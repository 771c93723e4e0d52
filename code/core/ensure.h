#pragma once
/// @file
/// Our own bugs stop the program at once, in release builds too. What the outside world can cause
/// (a bad message, a failing disk, a typing error) is never checked with this: it is a value that
/// the caller handles.

#include <cstdio>
#include <cstdlib>
#include <source_location>

namespace raft {

/// Ends the program with one line that names the broken promise and its place, unless `holds`.
/// @param holds   what must be true here if our own code is right
/// @param promise the same in words, e.g. "an index inside the log"
constexpr void ensure(bool holds, const char* promise,
                      std::source_location place = std::source_location::current()) {
  if (holds) [[likely]]
    return;
  std::fprintf(stderr, "%s:%u: this is a bug: expected %s\n", place.file_name(),
               static_cast<unsigned>(place.line()), promise);
  std::abort();
}

}  // namespace raft
