#pragma once
/// @file
/// Chance as a value: a seed that is part of the state. Two runs from one seed draw the same
/// numbers, on every compiler and in the browser; the standard library's distributions promise no
/// such thing.

#include <chrono>
#include <cstdint>

namespace raft {

// [chance]
/// Spreads what differs over all 64 bits: SplitMix64's last step.
constexpr std::uint64_t stirred(std::uint64_t value) {
  value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9u;
  value = (value ^ (value >> 27)) * 0x94d049bb133111ebu;
  return value ^ (value >> 31);
}

/// A stream of 64-bit numbers (Steele, Lea and Flood's SplitMix64, 2014). Good enough for timeouts
/// and simulated faults; never for secrets.
class Random {
 public:
  constexpr explicit Random(std::uint64_t seed = 0) : state_(seed) {}

  constexpr std::uint64_t next() { return stirred(state_ += 0x9e3779b97f4a7c15u); }

  /// A number from `low` to `high`, both included; `low` if the range is empty. The slight bias of
  /// the remainder is far below what a simulation could notice.
  constexpr std::uint64_t between(std::uint64_t low, std::uint64_t high) {
    if (high <= low) return low;
    const std::uint64_t width = high - low + 1;  // 0: all 64-bit numbers
    return low + (width == 0 ? next() : next() % width);
  }

  /// The same for a time, which is not negative.
  template <class Rep, class Period>
  constexpr std::chrono::duration<Rep, Period> between(std::chrono::duration<Rep, Period> low,
                                                       std::chrono::duration<Rep, Period> high) {
    const auto count =
        between(static_cast<std::uint64_t>(low.count()), static_cast<std::uint64_t>(high.count()));
    return std::chrono::duration<Rep, Period>(static_cast<Rep>(count));
  }

  /// True `chances` times in a million, on average.
  constexpr bool happens(std::uint32_t chances) { return next() % 1'000'000 < chances; }

  /// The seed of an independent stream, e.g. one a server.
  constexpr std::uint64_t split() { return next(); }

  constexpr std::uint64_t state() const { return state_; }
  friend constexpr bool operator==(const Random&, const Random&) = default;

 private:
  std::uint64_t state_;
};
// [chance]-end

}  // namespace raft
