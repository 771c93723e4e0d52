// What Debian's C++ library for WebAssembly lacks. It has no exceptions: where a library would
// throw one, the module stops, with a line that says why.

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <typeinfo>

extern "C" {

// The compiler's runtime was built with stack protection, but nobody defines its two names.
extern const std::uintptr_t __stack_chk_guard = 0x5afe;
[[noreturn]] void __stack_chk_fail() { __builtin_trap(); }

void* __cxa_allocate_exception(std::size_t size) noexcept {
  alignas(std::max_align_t) static char room[256];
  if (size > sizeof room) __builtin_trap();
  return room;
}
[[noreturn]] void __cxa_throw(void*, std::type_info*, void (*)(void*)) {
  std::fputs("this is a bug: something was thrown where nothing can catch it\n", stderr);
  __builtin_trap();
}
}
