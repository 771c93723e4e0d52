#pragma once
/// @file
/// What the program says when it cannot do what was asked, on standard error.

#include <string_view>

namespace raft {

/// Writes `raft: message`; returns exit_bad_input.
int refuse(std::string_view message);
/// Writes mistakes in a file, each of which begins with its place, as they are; returns the same.
int refuse_with_place(std::string_view mistakes);

}  // namespace raft
