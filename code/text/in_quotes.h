#pragma once
/// @file
/// What somebody wrote, as a message shows it.

#include <string>
#include <string_view>

namespace raft {

/// At most 40 characters of what was written, in quotes.
std::string in_quotes(std::string_view text);
/// All of it, so that the scenario language reads it as it is: `"so \"it\" is"`.
std::string quoted_text(std::string_view text);

}  // namespace raft
