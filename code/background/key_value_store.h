#pragma once
/// @file
/// The state machine of all our examples: a table of keys and values. Its commands are text, so
/// that a log can be read in a trace. Paper section 2; dissertation section 2.1.
///
///     x=1          put: x is 1 from now on                             -> ok
///     get x        the value of x                                      -> 1, or nothing
///     del x        x has no value from now on                          -> ok, or nothing
///     cas x 1 2    put x=2 if `get x` would answer 1                   -> ok, or failed
///     add x 5      add 5 to x; no value counts as 0                    -> 5 (the new value)
///
/// The grammar, in which words are separated by exactly one blank:
///
///     command = key "=" value | "get" key | "del" key | "cas" key value value | "add" key number
///     key     = word
///     value   = word                  word: one or more bytes; no blank, control character or "="
///     number  = ["-"] digit {digit}   from -2^63 to 2^63 - 1
///
/// Anything else is answered with `error: ` and a reason, and changes nothing. So is an addition to
/// what is no number, or past the largest. As `cas` compares with what `get` answers, `cas x
/// nothing 1` puts x only if it has no value: the step from a table to a lock.
///
/// `add` is here because it is not idempotent: executed twice, it shows.

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <tuple>

namespace raft {

/// Keys with their values. A regular value and a StateMachine (core/state_machine.h).
class KeyValueStore {
 public:
  /// Executes a command, see above. O(length of the command + log of the number of keys).
  std::string apply(std::string_view command);

  /// What the command `get` answers: the value of `key`, or "nothing".
  std::string get(std::string_view key) const;

  /// All of it in the order of the keys, e.g. "{x=1, y=2}". Different stores read differently.
  std::string contents() const;

  auto fields() const { return std::make_tuple(contents()); }
  friend bool operator==(const KeyValueStore&, const KeyValueStore&) = default;

 private:
  std::string put(std::string_view key, std::string_view value);
  std::string remove(std::string_view key);
  std::string compare_and_set(std::string_view key, std::string_view expected,
                              std::string_view value);
  std::string add(std::string_view key, std::string_view number);

  std::map<std::string, std::string, std::less<>> values_;
};

}  // namespace raft
