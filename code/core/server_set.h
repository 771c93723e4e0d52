#pragma once
/// @file
/// A set of servers, as one 64-bit word: bit i-1 is server Si. Copying, uniting and counting are
/// one instruction each, which is why majorities cost nothing here.

#include <bit>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string>

#include "core/ensure.h"
#include "core/vocabulary.h"

namespace raft {

/// A set of servers; iterates in ascending order of id. All operations are O(1) but iteration. An
/// id outside S1 to S64 is no server and is in no set; to put one in is a mistake of ours that ends
/// the program. Whoever lets ids in from outside checks them first (node/gate.h).
class ServerSet {
 public:
  class Iterator;

  constexpr ServerSet() = default;
  constexpr ServerSet(std::initializer_list<ServerId> servers) {
    for (const ServerId server : servers) add(server);
  }
  /// The servers S1 to Sn.
  static constexpr ServerSet first(unsigned n) {
    return ServerSet(n >= 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << n) - 1);
  }
  /// The set whose bit i-1 says whether Si is in it; the inverse of bits().
  static constexpr ServerSet from_bits(std::uint64_t bits) { return ServerSet(bits); }

  // [algebra]
  constexpr bool empty() const { return bits_ == 0; }
  constexpr unsigned size() const { return static_cast<unsigned>(std::popcount(bits_)); }
  constexpr bool contains(ServerId server) const { return (bits_ & bit(server)) != 0; }
  constexpr bool contains_all(ServerSet other) const { return (other.bits_ & ~bits_) == 0; }
  constexpr std::uint64_t bits() const { return bits_; }

  constexpr void add(ServerId server) {
    ensure(bit(server) != 0, "a server from S1 to S64");
    bits_ |= bit(server);
  }
  constexpr void remove(ServerId server) { bits_ &= ~bit(server); }
  constexpr ServerSet with(ServerId server) const {
    ServerSet more = *this;
    more.add(server);
    return more;
  }
  constexpr ServerSet without(ServerId server) const { return ServerSet(bits_ & ~bit(server)); }

  friend constexpr ServerSet operator|(ServerSet a, ServerSet b) {
    return ServerSet(a.bits_ | b.bits_);
  }
  friend constexpr ServerSet operator&(ServerSet a, ServerSet b) {
    return ServerSet(a.bits_ & b.bits_);
  }
  /// Those of `a` that are not in `b`.
  friend constexpr ServerSet operator-(ServerSet a, ServerSet b) {
    return ServerSet(a.bits_ & ~b.bits_);
  }
  friend constexpr bool operator==(ServerSet, ServerSet) = default;
  // [algebra]-end

  constexpr Iterator begin() const;
  constexpr Iterator end() const;

 private:
  constexpr explicit ServerSet(std::uint64_t bits) : bits_(bits) {}
  static constexpr std::uint64_t bit(ServerId server) {
    const unsigned place = server.value - 1u;
    return place < ServerId::highest ? std::uint64_t{1} << place : 0;
  }

  std::uint64_t bits_ = 0;
};

// [iteration]
class ServerSet::Iterator {
 public:
  using value_type = ServerId;
  using difference_type = std::ptrdiff_t;

  constexpr Iterator() = default;
  constexpr explicit Iterator(std::uint64_t rest) : rest_(rest) {}
  constexpr ServerId operator*() const {
    return {static_cast<std::uint8_t>(std::countr_zero(rest_) + 1)};
  }
  constexpr Iterator& operator++() {
    rest_ &= rest_ - 1;
    return *this;
  }
  constexpr Iterator operator++(int) {
    const Iterator before = *this;
    ++*this;
    return before;
  }
  friend constexpr bool operator==(Iterator, Iterator) = default;

 private:
  std::uint64_t rest_ = 0;
};

constexpr ServerSet::Iterator ServerSet::begin() const { return Iterator(bits_); }
constexpr ServerSet::Iterator ServerSet::end() const { return Iterator(0); }
// [iteration]-end

// [words]
/// "S1 S2 S5", or "nobody".
inline std::string to_string(ServerSet servers) {
  if (servers.empty()) return "nobody";
  std::string text;
  for (const ServerId server : servers) text += (text.empty() ? "" : " ") + to_string(server);
  return text;
}
// [words]-end

}  // namespace raft
