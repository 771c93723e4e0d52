#pragma once
/// @file
/// Files, in one piece. Who reads a file while it is written sees the old one or the new one, never
/// half of one; and if the program is interrupted, nothing of the new one remains.

#include <cstddef>
#include <expected>
#include <string>
#include <string_view>

namespace raft {

/// The largest file that is read.
inline constexpr std::size_t largest_file = std::size_t{1} << 30;

/// That there is no such file and, if one with nearly that name is in its folder, which.
std::string no_such_file(const std::string& path);

/// The bytes of a file; "-" is standard input. The error is a sentence that names the file.
std::expected<std::string, std::string> read_file(const std::string& path);

/// Makes `bytes` the content of a file: writes beside it and renames. What is no ordinary file,
/// such as /dev/null, is written directly. The error is a sentence that names the file.
std::expected<void, std::string> write_file(const std::string& path, std::string_view bytes);

/// From now on an interrupt (Ctrl-C, or a request to end) removes what write_file has begun before
/// it ends the program.
void clean_up_when_interrupted();

}  // namespace raft
