#pragma once
/// @file
/// What the clients saw: every operation with the moment of its call and the moment of its return.
/// A history is all that a client can know of a cluster, so it is what a cluster is judged by.

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace raft {

// [outcome]
/// What a client came to know of its operation. After `unknown` it may have been executed, may be
/// executed later, or never.
enum class OperationOutcome : std::uint8_t { pending, ok, unknown };
// [outcome]-end

/// One operation of one client.
struct Operation {
  std::uint64_t number = 0;  ///< from 1, in order of calls
  std::uint32_t client = 0;
  std::string command = {};
  std::chrono::microseconds called{0};
  std::optional<std::chrono::microseconds> returned = {};
  OperationOutcome outcome = OperationOutcome::pending;
  std::string result = {};

  friend bool operator==(const Operation&, const Operation&) = default;
};

// [history]
using History = std::vector<Operation>;
// [history]-end

}  // namespace raft
