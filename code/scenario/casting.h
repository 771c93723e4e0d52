#pragma once
/// @file
/// Whom a line means that names no server but says what it is: `leader`, `follower`, `any`, or a
/// name that `call` has given. Who that is, is known when the line is performed.

#include <array>
#include <expected>
#include <functional>
#include <string>
#include <string_view>

#include "core/server_set.h"

namespace raft {

/// The words of the language that stand for a server.
inline constexpr std::array<std::string_view, 3> role_words{"leader", "follower", "any"};

/// Whether `call` can give this name: a capital, and then letters and digits; no server, and no
/// message, is called so.
bool can_be_called(std::string_view name);

/// What a line that is performed asks for one of its words.
struct CastingCall {
  std::string_view word = {};  ///< one of role_words, or a name that was called
  std::string_view verb = {};  ///< what is to be done
  ServerSet named = {};  ///< those that the line means already; `any` and `follower` are others
};

/// Why nobody is meant by a word, and what could be done about it.
struct Miscast {
  std::string message = {};
  std::string hint = {};
};

/// Says who is meant.
using Casting = std::function<std::expected<ServerId, Miscast>(const CastingCall&)>;

}  // namespace raft
