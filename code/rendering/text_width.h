#pragma once
/// @file
/// How much room a text takes in a picture.

#include <string_view>

namespace raft {

/// The width of a text in pixels at `size`, on the safe side: the reader's font is not known here.
int text_width(std::string_view text, int size);

}  // namespace raft
