#pragma once
/// @file
/// What a server is called, read: the other way round than to_string() (core/vocabulary.h).

#include <cstdint>
#include <optional>
#include <string_view>

#include "core/vocabulary.h"

namespace raft {

/// The server of this name, "S1" to "S64", if there is one.
constexpr std::optional<ServerId> server_named(std::string_view name) {
  if (name.size() < 2 || name.size() > 3 || name[0] != 'S' || name[1] == '0') return std::nullopt;
  unsigned number = 0;
  for (const char c : name.substr(1)) {
    if (c < '0' || c > '9') return std::nullopt;
    number = number * 10 + static_cast<unsigned>(c - '0');
  }
  if (number > ServerId::highest) return std::nullopt;
  return ServerId{static_cast<std::uint8_t>(number)};
}

}  // namespace raft
