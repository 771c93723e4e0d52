#include "bench/allocations.h"

#include <atomic>
#include <cstdlib>
#include <new>

#if defined(__GLIBC__)
#include <malloc.h>
#endif

namespace {
std::atomic<std::uint64_t> count = 0;
}  // namespace

void* operator new(std::size_t size) {
  count.fetch_add(1, std::memory_order_relaxed);
  if (void* memory = std::malloc(size)) return memory;
  std::abort();
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }

namespace raft::bench {

std::uint64_t allocations() { return count.load(std::memory_order_relaxed); }

void keep_freed_memory() {
#if defined(__GLIBC__)
  constexpr int much = 1 << 30;
  mallopt(M_TRIM_THRESHOLD, much);
  mallopt(M_MMAP_THRESHOLD, much);
#endif
}

}  // namespace raft::bench
