#pragma once
/// @file
/// What the network is like: how long messages take, and how many it loses and doubles.

#include <chrono>
#include <cstdint>
#include <optional>
#include <vector>

#include "node/messages.h"
#include "simulation/message_filter.h"
#include "trace/event.h"

namespace raft {

/// How the network treats a message. Chances are in millionths.
struct Treatment {
  VirtualTime delay_min{std::chrono::milliseconds(10)};
  VirtualTime delay_max{std::chrono::milliseconds(10)};
  std::uint32_t loss = 0;
  std::uint32_t duplication = 0;

  friend bool operator==(const Treatment&, const Treatment&) = default;
};

/// Another treatment. What is not said stays as it is.
struct TreatmentChange {
  std::optional<VirtualTime> delay_min = {};
  std::optional<VirtualTime> delay_max = {};
  std::optional<std::uint32_t> loss = {};
  std::optional<std::uint32_t> duplication = {};

  /// Makes the treatment what is said here.
  void change(Treatment& treatment) const;
  /// Says no more what `other` says.
  void leave_to(const TreatmentChange& other);
  friend bool operator==(const TreatmentChange&, const TreatmentChange&) = default;
};

/// How the network treats all messages, but for some. A regular value.
struct NetworkModel : Treatment {
  /// Messages that are treated in another way.
  struct Exception {
    MessageFilter of = {};
    TreatmentChange change = {};
    friend bool operator==(const Exception&, const Exception&) = default;
  };
  std::vector<Exception> exceptions = {};  ///< of two that fit, the later one counts

  /// From now on these messages are treated so; what was said of some of them before, and is said
  /// of all now, is forgotten.
  void change(const MessageFilter& which, const TreatmentChange& change);
  /// What becomes of this message, by all that is said of it.
  Treatment treatment_of(const Message& message) const;
  /// Whether chance may lose or double a message.
  bool loses_or_doubles() const;
  friend bool operator==(const NetworkModel&, const NetworkModel&) = default;
};

}  // namespace raft
