#include "cli/console/as_typed.h"

#include <algorithm>
#include <cstdlib>

namespace raft {
namespace {

constexpr std::string_view own_name = "raft";

std::string_view name_that_was_typed() {
  const char* name = std::getenv("RAFT_PROGRAM_NAME");
  return name != nullptr && *name != '\0' ? std::string_view(name) : own_name;
}

// Whether a command may begin after this part of the text.
bool begins_after(std::string_view before) {
  const std::size_t last = before.find_last_not_of(' ');
  if (last == std::string_view::npos || before[last] == '\n') return true;
  const bool spaced = last + 1 < before.size();
  return spaced ? before[last] == ':' : before[last] == '\'';
}

// Takes up to `most` spaces out of the first gap between columns in this line, and leaves two.
void narrow_the_gap(std::string& text, std::size_t from, std::size_t most) {
  const std::size_t gap = text.find("   ", from);
  if (gap >= text.find('\n', from)) return;
  const std::size_t end = std::min(text.find_first_not_of(' ', gap), text.size());
  text.erase(gap, std::min(most, end - gap - 2));
}

}  // namespace

std::string as_typed(std::string_view text) {
  const std::string_view name = name_that_was_typed();
  std::string said(text);
  if (name == own_name) return said;
  const std::string command = std::string(own_name) + ' ';
  for (std::size_t at = said.find(command); at != std::string::npos; at = said.find(command, at)) {
    if (begins_after(std::string_view(said).substr(0, at))) {
      said.replace(at, own_name.size(), name);
      at += name.size();
      if (name.size() > own_name.size()) narrow_the_gap(said, at, name.size() - own_name.size());
    } else {
      at += own_name.size();
    }
  }
  return said;
}

}  // namespace raft
