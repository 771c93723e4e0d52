#include "text/in_quotes.h"

#include <algorithm>

#include "text/utf8.h"

namespace raft {

std::string in_quotes(std::string_view text) {
  std::string shown;
  for (std::size_t characters = 0; shown.size() < text.size() && characters < 40; ++characters) {
    shown +=
        text.substr(shown.size(), std::max<std::size_t>(1, utf8_length(text.substr(shown.size()))));
  }
  return "'" + shown + (shown.size() < text.size() ? "..." : "") + "'";
}

std::string quoted_text(std::string_view text) {
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') quoted += '\\';
    quoted += c;
  }
  return quoted + '"';
}

}  // namespace raft
