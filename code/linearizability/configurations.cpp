#include "linearizability/configurations.h"

#include <algorithm>

namespace raft {
namespace {

constexpr int bits_of_a_place = 40;
constexpr std::uint64_t all_places = (std::uint64_t{1} << bits_of_a_place) - 1;

std::uint64_t mixed(std::uint64_t hash, std::uint8_t byte) {
  return (hash ^ byte) * 0x0000'0100'0000'01b3u;  // Fowler, Noll and Vo's
}
constexpr std::uint64_t first_hash = 0xcbf2'9ce4'8422'2325u;

std::uint64_t finished(std::uint64_t hash) {
  hash = (hash ^ (hash >> 32)) * 0x9fb2'1c65'1e98'df25u;
  return hash ^ (hash >> 29);
}

std::uint64_t slot_with(std::uint64_t hash, std::uint64_t place) {
  return (((hash >> bits_of_a_place) | 1) << bits_of_a_place) | place;
}

}  // namespace

bool Configurations::add(std::uint32_t first_return, std::uint32_t value,
                         std::span<const std::uint32_t> ahead) {
  written_.clear();
  write(ahead.size());
  write(first_return);
  write(value);
  std::uint32_t behind = first_return;
  for (auto call = ahead.rbegin(); call != ahead.rend(); ++call) {
    write(behind - *call);
    behind = *call;
  }
  std::uint64_t hash = first_hash;
  for (const std::uint8_t byte : written_) hash = mixed(hash, byte);
  hash = finished(hash);

  const std::uint64_t upper = slot_with(hash, 0);
  const std::size_t mask = slots_.size() - 1;
  std::size_t slot = hash & mask;
  for (; slots_[slot] != 0; slot = (slot + 1) & mask) {
    const bool may_be = (slots_[slot] & ~all_places) == upper;
    if (may_be && is_written_at(slots_[slot] & all_places)) return false;
  }
  slots_[slot] = slot_with(hash, bytes_.size());
  bytes_.insert(bytes_.end(), written_.begin(), written_.end());
  if (++size_ * 4 > slots_.size() * 3) grow();
  return true;
}

// Seven bits a byte, the lowest first; the eighth says that more follow.
void Configurations::write(std::uint64_t number) {
  for (; number > 0x7f; number >>= 7) {
    written_.push_back(static_cast<std::uint8_t>(number | 0x80));
  }
  written_.push_back(static_cast<std::uint8_t>(number));
}

std::uint64_t Configurations::read(std::size_t& at) const {
  std::uint64_t number = 0;
  for (int bits = 0;; bits += 7) {
    const std::uint8_t byte = bytes_[at++];
    number |= std::uint64_t{byte & 0x7fu} << bits;
    if (byte < 0x80) return number;
  }
}

// A configuration says itself where it ends, so none is the beginning of another.
bool Configurations::is_written_at(std::size_t begin) const {
  if (bytes_.size() - begin < written_.size()) return false;
  return std::equal(written_.begin(), written_.end(),
                    bytes_.begin() + static_cast<std::ptrdiff_t>(begin));
}

// The old table goes before the new one comes: all that it says stands in the bytes.
void Configurations::grow() {
  const std::size_t size = slots_.size() * 2;
  slots_ = {};
  slots_.resize(size);
  for (std::size_t at = 0; at < bytes_.size();) {
    const std::size_t begin = at;
    const std::uint64_t hash = hash_up_to_end(at);
    std::size_t slot = hash & (size - 1);
    while (slots_[slot] != 0) slot = (slot + 1) & (size - 1);
    slots_[slot] = slot_with(hash, begin);
  }
}

// Of the configuration that begins at `at`, which moves to its end.
std::uint64_t Configurations::hash_up_to_end(std::size_t& at) const {
  const std::size_t begin = at;
  for (std::uint64_t left = read(at) + 2; left > 0; --left) read(at);
  std::uint64_t hash = first_hash;
  for (std::size_t i = begin; i < at; ++i) hash = mixed(hash, bytes_[i]);
  return finished(hash);
}

}  // namespace raft
