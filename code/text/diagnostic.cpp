#include "text/diagnostic.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "text/utf8.h"

namespace raft {
namespace {

// The part of `line` around the caret that fits on a screen, and by how many characters it begins
// later than the line. Tabs and characters that cannot be shown become blanks and question marks.
std::string shown_part(std::string_view line, std::size_t column, std::size_t& skipped) {
  constexpr std::size_t width = 100;
  skipped = column > width - 20 ? column - (width - 20) : 0;
  std::string shown;
  std::size_t character = 0;
  for (std::size_t i = 0; i < line.size() && character < skipped + width; ++character) {
    const std::size_t length = utf8_length(line.substr(i));
    if (character >= skipped) {
      const auto byte = static_cast<unsigned char>(line[i]);
      if (line[i] == '\t')
        shown += ' ';
      else if (length == 0 || byte < 0x20 || byte == 0x7f)
        shown += '?';
      else
        shown += line.substr(i, length);
    }
    i += std::max<std::size_t>(1, length);
  }
  return shown;
}

}  // namespace

std::string Diagnostic::text() const {
  std::string text =
      fmt::format("{}:{}{}: {}", file, line, column > 0 ? fmt::format(":{}", column) : "", message);
  if (!source.empty()) {
    std::size_t skipped = 0;
    const std::string shown = shown_part(source, column, skipped);
    const std::size_t before = column - std::min(column, skipped + 1);
    const std::size_t carets = std::clamp<std::size_t>(width, 1, 100);
    text += fmt::format("\n{:>5} | {}\n{:>5} | {}{}", line, shown, "", std::string(before, ' '),
                        std::string(carets, '^'));
  }
  if (!hint.empty()) text += "\n  " + hint;
  return text;
}

}  // namespace raft
