#pragma once
/// @file
/// One operation of a client on one key, taken apart: what was asked, when, and what came back. A
/// history of the stage is text (clients/history.h); the linearizability checker wants it like
/// this, whoever wrote it down.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "clients/history.h"

namespace raft {

/// What a client asks. All but `append` are commands of background/key_value_store.h; `append` puts
/// a text behind the value that there is.
enum class Verb : std::uint8_t {
  get,
  put,
  append,
  cas,
  del,
  add,
  nonsense,  ///< no command of the store, which answers it with an error and changes nothing
};

/// An operation on one key.
struct KeyOperation {
  std::uint32_t client = 0;
  Verb verb = Verb::get;
  std::string key = {};
  std::string value = {};     ///< what is put, appended or added; of nonsense the whole command
  std::string expected = {};  ///< of cas
  std::int64_t called = 0;    ///< in any unit, the same for the whole history
  /// None: the outcome is unknown. The operation may take effect at any moment from its call to the
  /// end of time, or never.
  std::optional<std::int64_t> returned = {};
  std::string result = {};  ///< as the store answers: "ok", "failed", "nothing", or a value

  friend bool operator==(const KeyOperation&, const KeyOperation&) = default;
};

/// The word of a verb: "get", "put", ...
std::string_view verb_text(Verb verb);

/// What was asked, as the store reads it: "x=1", "get x", "cas x 1 2"; and "append x 1". Of a
/// register that has no name: "put 1", "get", "cas 1 2".
std::string command_of(const KeyOperation& operation);

/// What was asked and answered: "get x -> 1", "x=1 -> ?" if the outcome is unknown.
std::string call_text(const KeyOperation& operation);

/// The operation that a command asks for; everything but the verb, key, value and expected value is
/// left as it is by default.
KeyOperation parse_command(std::string_view command);

/// The operations of a history of the stage, in its order; times in microseconds. What has not
/// returned yet has an unknown outcome.
std::vector<KeyOperation> key_operations(const History& history);

}  // namespace raft
