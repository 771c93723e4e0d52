#pragma once
/// @file
/// Bytes as text that fits a screen: made readable, measured in characters, shortened and wrapped.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace raft {

/// The bytes as text that any screen can show: what is not printable UTF-8 becomes `\xNN`.
std::string readable(std::string_view bytes);
/// At most `most` characters of `text`, which is readable; the last is an ellipsis if some are
/// missing.
std::string shortened(std::string_view text, std::size_t most);
/// How many characters (code points) a readable text has.
std::size_t length_of(std::string_view text);
/// The text in lines of at most `width` characters, broken at spaces where possible.
std::vector<std::string> wrapped(std::string_view text, std::size_t width);

}  // namespace raft
