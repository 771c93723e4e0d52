#include "storage/batch.h"

#include <algorithm>
#include <cstring>
#include <optional>

#include "core/ensure.h"
#include "storage/checksum.h"
#include "storage/encoding.h"

namespace raft::storage {
namespace {

constexpr std::uint64_t sector_head = 8;  // bytes: checksum and left
constexpr std::uint64_t sector_payload = sector_size - sector_head;

std::uint32_t number_at(std::string_view bytes, std::size_t at) {
  return Decoder(bytes.substr(at, 4)).u32();
}

// With what the checksum of a sector begins.
std::uint32_t place_checksum(const BatchPlace& place, std::uint64_t offset) {
  std::string place_bytes;
  Encoder encoder(place_bytes);
  encoder.u64(offset);
  encoder.u32(place.chain);
  return crc32c(place_bytes, place.life);
}

std::uint32_t sector_checksum(std::string_view sector, const BatchPlace& place,
                              std::uint64_t offset) {
  return crc32c(sector.substr(4), place_checksum(place, offset));
}

// The chain goes on over the checksum with which a sector begins.
std::uint32_t chained(std::uint32_t chain, std::string_view sector) {
  return crc32c(sector.substr(0, 4), chain);
}

std::string_view sector_at(std::string_view segment, std::uint64_t offset) {
  return segment.substr(offset, sector_size);
}

// How many sectors of its batch are left from here on, this one included; 0 if the sector was not
// written here.
std::uint32_t valid_left(std::string_view segment, const BatchPlace& place, std::uint64_t offset) {
  const std::string_view sector = sector_at(segment, offset);
  if (sector.size() < sector_size) return 0;
  if (number_at(sector, 0) != sector_checksum(sector, place, offset)) return 0;
  return number_at(sector, 4);
}

std::optional<WholeBatch> whole_batch(std::string_view segment, const BatchPlace& place) {
  const std::uint64_t sectors = valid_left(segment, place, place.offset);
  if (sectors == 0 || sectors > (segment.size() - place.offset) / sector_size) return std::nullopt;
  WholeBatch batch{
      .payload = {}, .end = place.offset + sectors * sector_size, .chain = place.chain};
  batch.payload.reserve(sectors * sector_payload);
  std::uint64_t offset = place.offset;
  for (std::uint64_t left = sectors; left > 0; --left, offset += sector_size) {
    if (left != sectors && valid_left(segment, place, offset) != left) return std::nullopt;
    const std::string_view sector = sector_at(segment, offset);
    batch.payload.append(sector.substr(sector_head));
    batch.chain = chained(batch.chain, sector);
  }
  return batch;
}

// What stands behind the last whole batch.
FoundBatch find_rest(std::string_view segment, const BatchPlace& place) {
  std::uint64_t size = 0;  // of the torn batch, once a sector of it was found
  for (std::uint64_t at = place.offset; at < segment.size(); at += sector_size) {
    if (all_zeros(sector_at(segment, at))) continue;
    const std::uint64_t left = valid_left(segment, place, at);
    const std::uint64_t would_be = at - place.offset + left * sector_size;
    if (left == 0 || (size != 0 && would_be != size)) return DamagedBatch{.offset = at};
    size = would_be;
  }
  if (size == 0) return NothingWritten{};
  if (size > segment.size() - place.offset) return DamagedBatch{.offset = place.offset};
  return TornBatch{.size = size};
}

}  // namespace

std::uint64_t batch_size(std::uint64_t payload_size) {
  return (payload_size + sector_payload - 1) / sector_payload * sector_size;
}

SealedBatch seal(std::string_view payload, const BatchPlace& place) {
  ensure(!payload.empty(), "a batch with a record in it");
  SealedBatch sealed{.bytes = {}, .chain = place.chain};
  sealed.bytes.reserve(batch_size(payload.size()));
  const std::uint64_t sectors = batch_size(payload.size()) / sector_size;
  for (std::uint64_t left = sectors; left > 0; --left) {
    const std::uint64_t offset = sealed.bytes.size();
    const std::string_view part = payload.substr(0, sector_payload);
    payload.remove_prefix(part.size());
    std::string sector(4, '\0');
    Encoder encoder(sector);
    encoder.u32(static_cast<std::uint32_t>(left));
    encoder.bytes(part);
    sector.resize(sector_size, '\0');
    std::string checksum;
    Encoder(checksum).u32(sector_checksum(sector, place, place.offset + offset));
    sector.replace(0, 4, checksum);
    sealed.chain = chained(sealed.chain, sector);
    sealed.bytes += sector;
  }
  return sealed;
}

FoundBatch find_batch(std::string_view segment, const BatchPlace& place) {
  if (place.offset >= segment.size()) return NothingWritten{};
  if (std::optional<WholeBatch> batch = whole_batch(segment, place)) return std::move(*batch);
  return find_rest(segment, place);
}

bool all_zeros(std::string_view bytes) {
  return bytes.empty() ||
         (bytes[0] == 0 && std::memcmp(bytes.data(), bytes.data() + 1, bytes.size() - 1) == 0);
}

}  // namespace raft::storage
