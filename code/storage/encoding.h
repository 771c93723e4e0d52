#pragma once
/// @file
/// Numbers as bytes: lowest byte first, the same on every machine. What is read may be anything, so
/// reading too far is a value and no accident.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace raft::storage {

/// Appends numbers and bytes to a text.
class Encoder {
 public:
  explicit Encoder(std::string& out) : out_(out) {}

  void u8(std::uint8_t number) { out_.push_back(static_cast<char>(number)); }
  void u32(std::uint32_t number) { put(number, 4); }
  void u64(std::uint64_t number) { put(number, 8); }
  void bytes(std::string_view bytes) { out_.append(bytes); }

 private:
  void put(std::uint64_t number, int bytes) {
    for (int i = 0; i < bytes; ++i) out_.push_back(static_cast<char>(number >> 8 * i & 0xff));
  }

  std::string& out_;
};

/// Takes numbers and bytes from the front of a text. Where the text is too short, it yields zeros
/// and nothing, and remembers that in failed().
class Decoder {
 public:
  explicit Decoder(std::string_view rest) : rest_(rest) {}

  std::uint8_t u8() { return static_cast<std::uint8_t>(get(1)); }
  std::uint32_t u32() { return static_cast<std::uint32_t>(get(4)); }
  std::uint64_t u64() { return get(8); }
  std::string_view bytes(std::size_t size) {
    if (size > rest_.size()) {
      failed_ = true;
      rest_ = {};
      return {};
    }
    const std::string_view taken = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return taken;
  }

  std::string_view rest() const { return rest_; }
  bool failed() const { return failed_; }

 private:
  std::uint64_t get(std::size_t size) {
    std::uint64_t number = 0;
    int shift = 0;
    for (const char byte : bytes(size)) {
      number |= std::uint64_t{static_cast<unsigned char>(byte)} << shift;
      shift += 8;
    }
    return number;
  }

  std::string_view rest_;
  bool failed_ = false;
};

}  // namespace raft::storage
