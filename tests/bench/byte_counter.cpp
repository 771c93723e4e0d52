#include "bench/byte_counter.h"

#include <string_view>

namespace raft::bench {

void ByteCounter::apply(std::span<const Entry> entries) {
  for (const Entry& entry : entries) {
    const std::string_view bytes = entry.command.bytes();
    if (!bytes.empty()) sum_ += bytes.size() + static_cast<unsigned char>(bytes.front());
  }
}

}  // namespace raft::bench
