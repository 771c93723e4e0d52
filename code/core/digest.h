#pragma once
/// @file
/// One number that stands for a whole value, the same on every machine. An explorer recognises the
/// states that it has seen by it, and a test compares two long runs with it.
///
/// A type takes part by listing what it consists of:
///
///     auto fields() const { return std::tie(a, b); }

#include <concepts>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <tuple>
#include <variant>
#include <vector>

#include "core/server_set.h"
#include "core/vocabulary.h"

namespace raft {

/// Folds values into 64 bits. Not for adversaries: it is a fingerprint, not a signature.
class Digest {
 public:
  constexpr std::uint64_t value() const { return state_; }

  constexpr void add(std::uint64_t word) {
    state_ = (state_ ^ word) * 0x9fb21c651e98df25u;
    state_ ^= state_ >> 32;
  }
  template <std::integral T>
  constexpr void add(T number) {
    add(static_cast<std::uint64_t>(number));
  }
  constexpr void add(std::string_view text) {
    add(text.size());
    for (const char c : text) add(static_cast<std::uint64_t>(static_cast<unsigned char>(c)));
  }
  constexpr void add(Term term) { add(term.value); }
  constexpr void add(LogIndex index) { add(index.value); }
  constexpr void add(ServerId server) { add(server.value); }
  constexpr void add(LogPosition position) { add(position.term), add(position.index); }
  constexpr void add(ServerSet servers) { add(servers.bits()); }

  template <class T>
  requires requires(const T& value) { value.fields(); }
  constexpr void add(const T& value) {
    std::apply([&](const auto&... field) { (add(field), ...); }, value.fields());
  }
  template <class T>
  constexpr void add(const std::optional<T>& value) {
    add(value.has_value());
    if (value) add(*value);
  }
  template <class T>
  constexpr void add(const std::vector<T>& values) {
    add(std::span<const T>(values));
  }
  template <class T>
  constexpr void add(std::span<const T> values) {
    add(values.size());
    for (const T& value : values) add(value);
  }
  template <class... Ts>
  constexpr void add(const std::variant<Ts...>& value) {
    add(value.index());
    std::visit([&](const auto& held) { add(held); }, value);
  }

 private:
  std::uint64_t state_ = 0x243f6a8885a308d3u;
};

/// The fingerprint of one value.
template <class T>
constexpr std::uint64_t digest_of(const T& value) {
  Digest digest;
  digest.add(value);
  return digest.value();
}

}  // namespace raft
