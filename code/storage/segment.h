#pragma once
/// @file
/// A segment: a file of the write-ahead log. It is made ready under another name, filled with
/// zeros, given a header, synced, and renamed; so a file that is called like a segment has a
/// header. It fills one sector:
///
///     header := "raft-wal" version:u32 cluster:u64 member:u64 number:u64 salt:u64 size:u64
///               checksum:u32 zeros
///
/// Behind it stand batches (storage/batch.h), and behind the last of them zeros.

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>

#include "storage/disk.h"

namespace raft::storage {

/// Whose log it is. Both are numbers that are drawn once and never given to another.
struct LogOwner {
  std::uint64_t cluster = 0;
  std::uint64_t member = 0;

  auto fields() const { return std::tie(cluster, member); }
  friend bool operator==(const LogOwner&, const LogOwner&) = default;
};

struct SegmentHeader {
  LogOwner owner = {};
  std::uint64_t number = 0;  ///< from 1 on, without a gap
  std::uint64_t salt = 0;    ///< any number, another one each time a file becomes a segment
  std::uint64_t size = 0;    ///< of the file, in bytes

  friend bool operator==(const SegmentHeader&, const SegmentHeader&) = default;
};

/// The version of the format that this program reads and writes.
inline constexpr std::uint32_t format_version = 1;
/// The name of the file that will be the next segment.
inline constexpr const char* unfinished_segment = "unfinished.tmp";

/// "0000000000000001.wal": sixteen hexadecimal digits, so that names sort as numbers do.
std::string segment_name(std::uint64_t number);
/// The number of the segment with this name; none if it is no segment's name.
std::optional<std::uint64_t> segment_number(std::string_view name);

/// The header's sector.
std::string encode(const SegmentHeader& header);
/// The header of a segment that begins with these bytes, or what is wrong with it.
std::expected<SegmentHeader, std::string> decode_header(std::string_view segment);
/// The segment's life: the checksum of its header, with which the checksums of its batches begin.
std::uint32_t life_of(const SegmentHeader& header);

}  // namespace raft::storage
