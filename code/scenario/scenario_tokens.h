#pragma once
/// @file
/// A line of a scenario, taken apart: words, quoted texts and the few signs that the language has.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/server_set.h"
#include "trace/event.h"

namespace raft {

/// One piece of a line.
struct ScenarioToken {
  enum class Kind : std::uint8_t {
    word,  ///< anything without blanks and signs
    text,  ///< was in quotes; `value` is what it means
    sign,  ///< -> | [ ] { } ,
  };
  Kind kind = Kind::word;
  std::string value = {};
  std::size_t begin = 0;  ///< byte offset in the line
  std::size_t end = 0;    ///< one past the last byte

  bool is_word(std::string_view word) const { return kind == Kind::word && value == word; }
  bool is_sign(std::string_view sign) const { return kind == Kind::sign && value == sign; }
};

/// The pieces of one line, or the place where it cannot be read, and why.
struct ScenarioTokens {
  struct Trouble {
    std::size_t begin = 0;
    std::size_t end = 0;
    std::string message = {};
    std::string hint = {};
  };
  std::vector<ScenarioToken> tokens = {};
  std::optional<Trouble> trouble = {};
};

/// Takes a line apart. A comment, from '#' on, is left out. Never fails on any bytes: it says where
/// the trouble is.
ScenarioTokens take_apart(std::string_view line);

/// Which character of `line` the byte at `offset` belongs to, from 1.
std::size_t column_of(std::string_view line, std::size_t offset);

/// A number without a fraction; nothing if it is none or does not fit.
std::optional<std::uint64_t> read_number(std::string_view text);

/// A number like 0.25 as so many thousandths, millionths, ...: with `digits` digits after the point
/// it is multiplied by 10 to the power of `digits`. Nothing if it is no number or does not fit.
std::optional<std::uint64_t> read_decimal(std::string_view text, unsigned digits);

/// "5ms", "1.5s" or "200us", at most an hour; without a unit of its own, in `unit`.
std::optional<VirtualTime> read_time(std::string_view text, std::string_view unit = "");

/// The unit of a time: "us", "ms", "s", or "" if there is none.
std::string_view unit_of(std::string_view time);

}  // namespace raft
