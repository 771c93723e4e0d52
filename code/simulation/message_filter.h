#pragma once
/// @file
/// Which messages are meant: those of a link or a kind, or one of several that fit.

#include <cstdint>
#include <optional>

#include "core/vocabulary.h"
#include "node/messages.h"
#include "trace/message_kind.h"

namespace raft {

/// Some of the messages: those for which everything that is set here fits.
struct MessageFilter {
  std::optional<ServerId> from = {};
  std::optional<ServerId> to = {};
  std::optional<MessageKind> kind = {};

  bool matches(ServerId sender, ServerId receiver, MessageKind what) const {
    return (!from || *from == sender) && (!to || *to == receiver) && (!kind || *kind == what);
  }
  bool matches(const Message& message) const {
    return matches(message.from, message.to, kind_of(message));
  }
  friend bool operator==(const MessageFilter&, const MessageFilter&) = default;
};

/// One of several messages, counted in order of arrival.
struct Ordinal {
  static constexpr std::uint32_t highest = 999;
  std::uint32_t place = 1;  ///< from 1 to `highest`; 0: the last one, whichever that is

  friend bool operator==(const Ordinal&, const Ordinal&) = default;
};

}  // namespace raft
