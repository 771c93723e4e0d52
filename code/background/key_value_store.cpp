#include "background/key_value_store.h"

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <system_error>
#include <vector>

namespace raft {

namespace {

// [words]
bool is_word(std::string_view text) {
  const auto allowed = [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte > ' ' && byte != 0x7f && byte != '=';
  };
  return !text.empty() && std::all_of(text.begin(), text.end(), allowed);
}

/// The words between the blanks of `command`; none if one of them is no word.
std::vector<std::string_view> words_of(std::string_view command) {
  std::vector<std::string_view> words;
  for (std::size_t begin = 0; begin <= command.size();) {
    const std::size_t end = std::min(command.find(' ', begin), command.size());
    words.push_back(command.substr(begin, end - begin));
    if (!is_word(words.back())) return {};
    begin = end + 1;
  }
  return words;
}

std::optional<std::int64_t> number_in(std::string_view word) {
  std::int64_t number = 0;
  const char* const end = word.data() + word.size();
  const auto [stopped, problem] = std::from_chars(word.data(), end, number);
  if (problem != std::errc{} || stopped != end) return std::nullopt;
  return number;
}
// [words]-end

}  // namespace

// [execute]
std::string KeyValueStore::apply(std::string_view command) {
  if (const auto equals = command.find('='); equals != std::string_view::npos) {
    return put(command.substr(0, equals), command.substr(equals + 1));
  }
  const std::vector<std::string_view> words = words_of(command);
  const auto is = [&](std::string_view verb, std::size_t operands) {
    return words.size() == operands + 1 && words[0] == verb;
  };
  if (is("get", 1)) return get(words[1]);
  if (is("del", 1)) return remove(words[1]);
  if (is("cas", 3)) return compare_and_set(words[1], words[2], words[3]);
  if (is("add", 2)) return add(words[1], words[2]);
  return "error: expected a command like x=1, get x, del x, cas x 1 2 or add x 5";
}

std::string KeyValueStore::get(std::string_view key) const {
  const auto found = values_.find(key);
  return found == values_.end() ? "nothing" : found->second;
}

std::string KeyValueStore::put(std::string_view key, std::string_view value) {
  if (!is_word(key) || !is_word(value)) return "error: expected one word before = and one after it";
  values_.insert_or_assign(std::string(key), std::string(value));
  return "ok";
}

std::string KeyValueStore::remove(std::string_view key) {
  const auto found = values_.find(key);
  if (found == values_.end()) return "nothing";
  values_.erase(found);
  return "ok";
}

std::string KeyValueStore::compare_and_set(std::string_view key, std::string_view expected,
                                           std::string_view value) {
  return get(key) == expected ? put(key, value) : "failed";
}

std::string KeyValueStore::add(std::string_view key, std::string_view number) {
  const auto found = values_.find(key);
  const std::optional<std::int64_t> old =
      found == values_.end() ? std::int64_t{0} : number_in(found->second);
  const std::optional<std::int64_t> more = number_in(number);
  if (!old || !more) return "error: only numbers can be added";
  std::int64_t sum = 0;
  if (__builtin_add_overflow(*old, *more, &sum)) return "error: the sum is too large";
  put(key, std::to_string(sum));
  return std::to_string(sum);
}

std::string KeyValueStore::contents() const {
  std::string text = "{";
  for (const auto& [key, value] : values_) {
    text += (text.size() == 1 ? "" : ", ") + key + "=" + value;
  }
  return text + "}";
}
// [execute]-end

}  // namespace raft
