#pragma once
/// @file
/// What the servers of a stage have sent so far: how many messages, and how much they carried.

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "node/messages.h"
#include "simulation/message_filter.h"

namespace raft {

/// What a message carries, in bytes, sender and receiver left out: 8 for each number (a term, an
/// index, the kind of an entry), 1 for each yes or no, and of a command its bytes. A real encoding
/// would need more or less than that, but as much for the same message each time.
std::uint64_t carried_bytes(const Message& message);

/// Messages and what they carry.
struct Amount {
  std::uint64_t messages = 0;
  std::uint64_t bytes = 0;

  friend bool operator==(const Amount&, const Amount&) = default;
};

/// All that was sent, in order, 8 bytes a message. A regular value.
class SentMessages {
 public:
  void add(const Message& message);
  /// From now on `since` this text means from here on.
  void mark(const std::string& text) { marks_[text] = sent_.size(); }
  bool has_mark(const std::string& text) const { return marks_.contains(text); }
  std::vector<std::string_view> marks() const;

  /// How much of it matches, since the mark of this text or from the beginning. Takes time in
  /// proportion to what was sent since. The mark must be there.
  Amount amount(const MessageFilter& filter, const std::optional<std::string>& since = {}) const;

 private:
  struct Sent {
    ServerId from = {};
    ServerId to = {};
    MessageKind kind = {};
    std::uint32_t bytes = 0;
  };
  std::vector<Sent> sent_;
  std::map<std::string, std::size_t> marks_;
};

}  // namespace raft
