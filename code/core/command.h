#pragma once
/// @file
/// What a client asks the state machine to do. Raft never looks inside: to it a command is bytes.

#include <algorithm>
#include <cstdint>
#include <memory>
#include <string_view>
#include <utility>

#include "core/ensure.h"

namespace raft {

/// Immutable bytes, shared by all that hold them: copying a command copies a pointer, so an entry
/// that sits in three logs and four messages has its bytes once. One allocation when made, none
/// when copied. Copies may be used from different threads. At most 4 GiB less one byte: whoever
/// takes commands from outside bounds them first.
class Command {
 public:
  /// The empty command; allocates nothing.
  Command() = default;
  explicit Command(std::string_view bytes) : size_(static_cast<std::uint32_t>(bytes.size())) {
    ensure(size_ == bytes.size(), "a command of less than 4 GiB");
    if (bytes.empty()) return;
    auto copy = std::make_shared_for_overwrite<char[]>(bytes.size());
    std::copy(bytes.begin(), bytes.end(), copy.get());
    bytes_ = std::move(copy);
  }

  std::string_view bytes() const { return {bytes_.get(), size_}; }

  friend bool operator==(const Command& a, const Command& b) {
    return a.bytes_ == b.bytes_ ? a.size_ == b.size_ : a.bytes() == b.bytes();
  }

 private:
  std::shared_ptr<const char[]> bytes_;
  std::uint32_t size_ = 0;
};

}  // namespace raft
