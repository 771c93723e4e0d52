#include "scenario/casting.h"

#include <algorithm>

#include "scenario/scenario_tokens.h"
#include "trace/message_kind.h"

namespace raft {

bool can_be_called(std::string_view name) {
  const auto letter_or_digit = [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
  };
  const bool capital = !name.empty() && name[0] >= 'A' && name[0] <= 'Z';
  const bool looks_like_server =
      name.size() > 1 && name[0] == 'S' && name.find_first_not_of("0123456789", 1) == name.npos;
  return capital && !looks_like_server && std::ranges::all_of(name, letter_or_digit) &&
         std::ranges::find(message_names, name) == message_names.end();
}

}  // namespace raft
