#include "storage/segment.h"

#include <cstddef>

#include "storage/batch.h"
#include "storage/checksum.h"
#include "storage/encoding.h"

namespace raft::storage {
namespace {

constexpr std::string_view magic = "raft-wal";
constexpr std::string_view ending = ".wal";
constexpr std::size_t digits = 16;
constexpr std::string_view digit_words = "0123456789abcdef";
constexpr std::size_t header_end = 52;  // where the checksum stands

// What the checksum is made of.
std::string header_fields(const SegmentHeader& header) {
  std::string bytes;
  Encoder encoder(bytes);
  encoder.bytes(magic);
  encoder.u32(format_version);
  encoder.u64(header.owner.cluster);
  encoder.u64(header.owner.member);
  encoder.u64(header.number);
  encoder.u64(header.salt);
  encoder.u64(header.size);
  return bytes;
}

}  // namespace

std::string segment_name(std::uint64_t number) {
  std::string name(digits, '0');
  for (std::size_t i = digits; i > 0; --i, number /= 16) name[i - 1] = digit_words[number % 16];
  return name.append(ending);
}

std::optional<std::uint64_t> segment_number(std::string_view name) {
  if (name.size() != digits + ending.size() || !name.ends_with(ending)) return std::nullopt;
  std::uint64_t number = 0;
  for (const char c : name.substr(0, digits)) {
    const std::size_t digit = digit_words.find(c);
    if (digit == std::string_view::npos) return std::nullopt;
    number = number * 16 + digit;
  }
  if (number == 0) return std::nullopt;
  return number;
}

std::string encode(const SegmentHeader& header) {
  std::string sector = header_fields(header);
  Encoder(sector).u32(life_of(header));
  sector.resize(sector_size, '\0');
  return sector;
}

std::expected<SegmentHeader, std::string> decode_header(std::string_view segment) {
  if (segment.size() < sector_size) return std::unexpected("it is shorter than a segment's header");
  const std::string_view sector = segment.substr(0, sector_size);
  if (!sector.starts_with(magic)) return std::unexpected("it is no segment of a write-ahead log");
  Decoder in(sector.substr(magic.size()));
  const std::uint32_t version = in.u32();
  if (version != format_version) {
    return std::unexpected("it was written in version " + std::to_string(version) +
                           " of the format; this program knows version " +
                           std::to_string(format_version));
  }
  SegmentHeader header{.owner = {.cluster = in.u64(), .member = in.u64()}};
  header.number = in.u64();
  header.salt = in.u64();
  header.size = in.u64();
  const std::uint32_t checksum = in.u32();
  if (checksum != crc32c(sector.substr(0, header_end)) || !all_zeros(in.rest())) {
    return std::unexpected("its header is damaged");
  }
  return header;
}

std::uint32_t life_of(const SegmentHeader& header) { return crc32c(header_fields(header)); }

}  // namespace raft::storage
