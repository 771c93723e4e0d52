#pragma once
/// @file
/// The kinds of message, and what each is called. All of it is read off Message::Body and off each
/// message's traits (node/messages.h): there is no second list of the messages.

#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <variant>

#include "node/messages.h"

namespace raft {

/// A kind of message: its place in Message::Body.
enum class MessageKind : std::uint8_t {};

namespace message_kinds {

template <class... Bodies>
constexpr auto names_in(const std::variant<Bodies...>*) {
  return std::array{Bodies::traits.name...};
}

template <class M, class... Bodies>
consteval std::size_t place_in(const std::variant<Bodies...>*) {
  static_assert((std::same_as<M, Bodies> || ...), "this is no message of the stage");
  std::size_t place = 0;
  (void)((std::same_as<M, Bodies> || (++place, false)) || ...);
  return place;
}

template <class M, class Asked>
consteval bool answers() {
  if constexpr (Request<Asked>)
    return std::same_as<typename ReplyTo<Asked>::type, M>;
  else
    return false;
}
template <class M, class... Bodies>
consteval bool answers_one_of(const std::variant<Bodies...>*) {
  return (answers<M, Bodies>() || ...);
}

inline constexpr const Message::Body* all = nullptr;

}  // namespace message_kinds

/// What the kinds are called, in their order.
inline constexpr auto message_names = message_kinds::names_in(message_kinds::all);

/// The kind of a message: of its type, or of what it says.
template <class M>
constexpr MessageKind kind_of() {
  return static_cast<MessageKind>(message_kinds::place_in<M>(message_kinds::all));
}
inline MessageKind kind_of(const Message& message) {
  return static_cast<MessageKind>(message.body.index());
}

/// "RequestVote", ...
constexpr std::string_view name_of(MessageKind kind) {
  return message_names[static_cast<std::size_t>(kind)];
}

/// Whether the message is an AppendEntries without entries.
inline bool is_heartbeat(const Message& message) {
  const auto* append = std::get_if<AppendEntries>(&message.body);
  return append && append->entries.empty();
}

/// Whether the message answers another.
inline bool is_reply(const Message& message) {
  return std::visit(
      []<class M>(const M&) { return message_kinds::answers_one_of<M>(message_kinds::all); },
      message.body);
}

}  // namespace raft
