#pragma once
/// @file
/// A text of several lines, line by line.

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace raft {

/// The lines of `text` without their ends, as views into it. A line's end at the end of the text
/// begins no further line.
std::vector<std::string_view> lines_of(std::string_view text);
/// The lines, each with its end, as one text.
std::string text_of(std::span<const std::string> lines);

}  // namespace raft
