#pragma once
/// @file
/// What one key should do when it is used by one client after another: the *sequential
/// specification* of Herlihy and Wing ("Linearizability: a correctness condition for concurrent
/// objects", 1990). It answers as background/key_value_store.h does. Texts are numbered, so that a
/// search compares numbers.

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>

#include "linearizability/key_operation.h"

namespace raft {

/// The value of a key, as a number of its model: 0 if there is none.
using KeyState = std::uint32_t;
/// A text, as a number of its model.
using TextNumber = std::uint32_t;

/// An operation in a model's numbers.
struct ModelOperation {
  Verb verb = Verb::get;
  bool known = true;  ///< whether it returned
  TextNumber value = 0;
  TextNumber expected = 0;
  TextNumber result = 0;
  std::int64_t called = 0;
  std::int64_t returned = 0;  ///< only if it is known
};

/// All values that one key can have, and what an operation makes of each.
class KeyValueModel {
 public:
  static constexpr KeyState none = 0;

  KeyValueModel();

  /// The operation in numbers. O(length of its texts).
  ModelOperation number(const KeyOperation& operation);

  /// What the key is afterwards and what is answered, if it is `state` before.
  struct Reaction {
    KeyState state = none;
    TextNumber answer = 0;
  };
  Reaction react(KeyState state, const ModelOperation& operation);

  /// The text that `get` answers in this state: the value, or "nothing".
  TextNumber seen(KeyState state) const { return state == none ? nothing_ : state; }
  const std::string& text(TextNumber number) const { return texts_[number]; }

  TextNumber nothing() const { return nothing_; }
  TextNumber ok() const { return ok_; }
  TextNumber failed() const { return failed_; }

 private:
  TextNumber number_of(std::string_view text);
  Reaction add(KeyState state, const ModelOperation& operation);

  std::deque<std::string> texts_;  // a text never moves: the map's keys look at it
  std::unordered_map<std::string_view, TextNumber> numbers_;
  TextNumber nothing_ = 0;
  TextNumber ok_ = 0;
  TextNumber failed_ = 0;
};

}  // namespace raft
