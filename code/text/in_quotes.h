#pragma once
/// @file
/// What somebody wrote, as a message shows it.

#include <string>
#include <string_view>

namespace raft {

/// At most 40 characters of what was written, in quotes.
std::string in_quotes(std::string_view text);

}  // namespace raft
