#include "text/readable.h"

#include <algorithm>

#include "text/utf8.h"

namespace raft {

std::string readable(std::string_view bytes) {
  static constexpr char digits[] = "0123456789abcdef";
  std::string text;
  for (std::size_t at = 0; at < bytes.size();) {
    const std::size_t length = utf8_length(bytes.substr(at));
    const auto first = static_cast<unsigned char>(bytes[at]);
    const bool control =
        first < 0x20 || first == 0x7f ||
        (first == 0xc2 && length == 2 && static_cast<unsigned char>(bytes[at + 1]) < 0xa0);
    if (length == 0 || control) {
      const std::size_t count = std::max<std::size_t>(length, 1);
      for (std::size_t i = at; i < at + count; ++i) {
        const auto byte = static_cast<unsigned char>(bytes[i]);
        text += {'\\', 'x', digits[byte >> 4], digits[byte & 15]};
      }
      at += count;
    } else {
      text += bytes.substr(at, length);
      at += length;
    }
  }
  return text;
}

std::size_t length_of(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xc0) != 0x80;
  }));
}

std::string shortened(std::string_view text, std::size_t most) {
  if (length_of(text) <= most) return std::string(text);
  if (most == 0) return "";
  std::size_t at = 0;
  for (std::size_t i = 0; i + 1 < most; ++i)
    at += std::max<std::size_t>(utf8_length(text.substr(at)), 1);
  return std::string(text.substr(0, at)) + "…";
}

std::vector<std::string> wrapped(std::string_view text, std::size_t width) {
  width = std::max<std::size_t>(width, 1);
  std::vector<std::string> lines;
  std::string line;
  const auto finish = [&] {
    if (!line.empty()) lines.push_back(std::move(line));
    line.clear();
  };
  while (!text.empty()) {
    const std::size_t space = std::min(text.find(' '), text.size());
    std::string word(text.substr(0, space));
    text.remove_prefix(std::min(space + 1, text.size()));
    if (word.empty()) continue;
    if (!line.empty() && length_of(line) + 1 + length_of(word) > width) finish();
    while (length_of(word) > width) {
      std::size_t at = 0;
      for (std::size_t i = 0; i < width; ++i)
        at += std::max<std::size_t>(utf8_length(std::string_view(word).substr(at)), 1);
      lines.push_back(word.substr(0, at));
      word.erase(0, at);
    }
    line += (line.empty() ? "" : " ") + word;
  }
  finish();
  return lines;
}

}  // namespace raft
