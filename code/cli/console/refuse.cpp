#include "cli/console/refuse.h"

#include <cstdio>

#include "cli/console/as_typed.h"
#include "cli/console/exit_code.h"

namespace raft {

int refuse(std::string_view message) {
  std::fflush(stdout);
  std::fprintf(stderr, "raft: %s\n", as_typed(message).c_str());
  return exit_bad_input;
}

int refuse_with_place(std::string_view mistakes) {
  std::fflush(stdout);
  std::fprintf(stderr, "%.*s\n", static_cast<int>(mistakes.size()), mistakes.data());
  return exit_bad_input;
}

}  // namespace raft
