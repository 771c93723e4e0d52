#pragma once
// Every mutant of a file stands in one program, beside the right text: RAFT_MUTANT in the
// environment says which of them is let loose. Defined for the compiler, it lets one loose for it
// too, where the compiler itself runs the code (static_assert).

#include <cstdlib>

namespace raft::mutation {

#ifdef RAFT_MUTANT
constexpr bool is(int number) { return number == RAFT_MUTANT; }
#else
inline const int loose = [] {
  const char* const number = std::getenv("RAFT_MUTANT");
  return number ? std::atoi(number) : 0;
}();

constexpr bool is(int number) {
  if consteval {
    return false;
  }
  return number == loose;
}
#endif

// Another server of three.
template <class ServerId>
constexpr ServerId another(ServerId server) {
  return {static_cast<decltype(server.value)>(server.value % 3 + 1)};
}

}  // namespace raft::mutation
