#pragma once
/// @file
/// What we tell people to type must work when they paste it into a shell.

#include <string>

namespace raft {

/// The text as a shell takes it for one word: as it is if it can be, else in single quotes.
std::string shell_word(const std::string& text);

}  // namespace raft
