#pragma once
/// @file
/// A history as a file: JSON Lines, one operation a line, in any order. So that histories of other
/// systems can be judged as well, it asks for little:
///
///     {"client":1,"op":"put","key":"x","value":"1","output":"ok","call":12,"return":34}
///     {"client":2,"op":"get","key":"x","output":"1","call":20,"return":31}
///     {"client":2,"op":"cas","key":"x","expect":1,"value":2,"output":true,"call":40,"return":55}
///     {"client":1,"op":"put","key":"x","value":"3","call":60,"return":null}
///
/// `op` is get, put, append, cas, del or add. `call` and `return` are whole numbers in any unit; a
/// return of null means that the outcome is unknown. `output` is, of get, the value or null for
/// none; of cas, true or false (or "ok" or "failed"); of add, the sum; of del, "ok", or "nothing"
/// if there was no value; put and append need none. Values are texts or whole numbers. Other fields
/// are ignored, and so are empty lines.

#include <cstddef>
#include <cstdint>
#include <expected>
#include <string>
#include <string_view>
#include <vector>

#include "linearizability/key_operation.h"
#include "text/diagnostic.h"

namespace raft {

/// Which operations there are.
enum class HistoryModel : std::uint8_t {
  register_,  ///< one register: get, put and cas; needs no `key`
  kv,         ///< many keys, all operations
};

/// The largest history that is read, in operations, and the longest key or value, in bytes.
inline constexpr std::size_t largest_history = 1'000'000;
inline constexpr std::size_t longest_history_text = 10'000;

/// The operations that `file` holds, in its order, or the first mistake, of which only the file's
/// name is left to the caller.
std::expected<std::vector<KeyOperation>, Diagnostic> from_history_lines(std::string_view file,
                                                                        HistoryModel model);

/// The line, from 1, on which the operation at this place of the file's operations stands.
std::size_t line_of_operation(std::string_view file, std::size_t place);

/// The file of these operations; what is no command of the store is left out, because it changes
/// nothing.
std::string to_history_lines(const std::vector<KeyOperation>& operations);

}  // namespace raft
