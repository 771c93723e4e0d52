#include "scenario/scenario_tokens.h"

#include <algorithm>
#include <chrono>

#include "text/utf8.h"

namespace raft {
namespace {

bool is_blank(char c) { return c == ' ' || c == '\t'; }

// The sign that begins at `at`; "" if none does.
std::string_view sign_at(std::string_view line, std::size_t at) {
  if (line.substr(at, 2) == "->") return "->";
  static constexpr std::string_view signs = "|[]{},";
  const std::size_t which = signs.find(line[at]);
  return which == std::string_view::npos ? "" : signs.substr(which, 1);
}

bool ends_word(std::string_view line, std::size_t at) {
  return is_blank(line[at]) || line[at] == '#' || line[at] == '"' || !sign_at(line, at).empty();
}

// The quoted text that begins at `at`; an end at or before `at` if it has none.
ScenarioToken quoted_token(std::string_view line, std::size_t at) {
  ScenarioToken token{.kind = ScenarioToken::Kind::text, .begin = at};
  for (std::size_t i = at + 1; i < line.size(); ++i) {
    if (line[i] == '"') {
      token.end = i + 1;
      return token;
    }
    if (line[i] == '\\' && i + 1 < line.size() && (line[i + 1] == '"' || line[i + 1] == '\\')) ++i;
    token.value += line[i];
  }
  return token;
}

std::optional<ScenarioTokens::Trouble> unreadable_byte(std::string_view line) {
  for (std::size_t i = 0; i < line.size();) {
    const std::size_t length = utf8_length(line.substr(i));
    const auto byte = static_cast<unsigned char>(line[i]);
    if (length == 0) {
      return ScenarioTokens::Trouble{i, i + 1, "this is no text in UTF-8",
                                     "save the file as UTF-8, or leave the byte out"};
    }
    if ((byte < 0x20 && byte != '\t') || byte == 0x7f) {
      return ScenarioTokens::Trouble{i, i + 1, "there is a control character in this line",
                                     "leave it out"};
    }
    i += length;
  }
  return std::nullopt;
}

}  // namespace

std::size_t column_of(std::string_view line, std::size_t offset) {
  std::size_t column = 1;
  for (std::size_t i = 0; i < std::min(offset, line.size());) {
    i += std::max<std::size_t>(1, utf8_length(line.substr(i)));
    ++column;
  }
  return column;
}

ScenarioTokens take_apart(std::string_view line) {
  ScenarioTokens result;
  result.trouble = unreadable_byte(line);
  if (result.trouble) return result;
  for (std::size_t at = 0; at < line.size() && line[at] != '#';) {
    if (is_blank(line[at])) {
      ++at;
      continue;
    }
    ScenarioToken token;
    if (const std::string_view sign = sign_at(line, at); !sign.empty()) {
      token = {ScenarioToken::Kind::sign, std::string(sign), at, at + sign.size()};
    } else if (line[at] == '"') {
      token = quoted_token(line, at);
      if (token.end == 0) {
        result.trouble = {at, line.size(), "this text has no end", "close it with '\"'"};
        return result;
      }
    } else {
      std::size_t end = at + 1;
      while (end < line.size() && !ends_word(line, end)) ++end;
      token = {ScenarioToken::Kind::word, std::string(line.substr(at, end - at)), at, end};
    }
    at = token.end;
    result.tokens.push_back(std::move(token));
  }
  return result;
}

std::optional<std::uint64_t> read_number(std::string_view text) {
  if (text.empty()) return std::nullopt;
  std::uint64_t number = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    const auto digit = static_cast<std::uint64_t>(c - '0');
    if (number > (~std::uint64_t{0} - digit) / 10) return std::nullopt;
    number = number * 10 + digit;
  }
  return number;
}

std::optional<std::uint64_t> read_decimal(std::string_view text, unsigned digits) {
  const std::size_t point = text.find('.');
  if (point == std::string_view::npos)
    return read_number(std::string(text) + std::string(digits, '0'));
  const std::string_view fraction = text.substr(point + 1);
  if (point == 0 || fraction.empty() || fraction.size() > digits) return std::nullopt;
  return read_number(std::string(text.substr(0, point)) + std::string(fraction) +
                     std::string(digits - fraction.size(), '0'));
}

std::optional<VirtualTime> read_time(std::string_view text, std::string_view unit) {
  constexpr VirtualTime longest = std::chrono::hours(1);
  if (const std::string_view own = unit_of(text); !own.empty()) {
    unit = own;
    text.remove_suffix(own.size());
  }
  if (unit.empty()) return std::nullopt;
  const unsigned digits = unit == "s" ? 6 : unit == "ms" ? 3 : 0;
  const auto us = read_decimal(text, digits);
  if (!us || *us > static_cast<std::uint64_t>(longest.count())) return std::nullopt;
  return VirtualTime(static_cast<std::int64_t>(*us));
}

std::string_view unit_of(std::string_view time) {
  for (const std::string_view unit : {"us", "ms", "s"}) {
    if (time.ends_with(unit)) return unit;
  }
  return "";
}

}  // namespace raft
