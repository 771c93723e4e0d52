#pragma once
/// @file
/// Numbers of things, in words.

#include <fmt/format.h>

#include <cstdint>
#include <string>
#include <string_view>

namespace raft {

/// "1 key", "3 keys".
inline std::string counted(std::uint64_t count, std::string_view noun) {
  return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

}  // namespace raft
