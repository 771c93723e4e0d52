#pragma once
/// @file
/// Reads the segments of a write-ahead log, the oldest first, batch by batch. Recovery goes this
/// way, and so does whoever wants to look at a log.

#include <cstdint>
#include <expected>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "storage/batch.h"
#include "storage/disk.h"
#include "storage/record.h"
#include "storage/segment.h"

namespace raft::storage {

/// Why a log must not be relied on. Nothing was changed on the disk.
struct Unrecoverable {
  std::string file = {};                     ///< empty: the directory
  std::optional<std::uint64_t> offset = {};  ///< in the file, in bytes
  std::string wrong = {};                    ///< what is wrong
  std::string remedy = {};                   ///< what to do

  friend bool operator==(const Unrecoverable&, const Unrecoverable&) = default;
};

/// The place and what is wrong there, and in a second line what to do.
std::string to_string(const Unrecoverable& found);
/// For damage, whatever its kind: what was promised may be lost, and the others still have it.
std::string remedy_of_damage();

/// The segments that a directory has, and nothing else that belongs to no log.
struct LogFiles {
  std::vector<std::uint64_t> segments = {};  ///< numbers, without a gap
  bool unfinished = false;                   ///< a segment that was being made
};
std::expected<LogFiles, Unrecoverable> list_log_files(const DiskReader& disk);

/// A segment's file as it was read.
struct SegmentBytes {
  SegmentHeader header = {};
  std::string bytes = {};

  std::string file() const { return segment_name(header.number); }
};
/// Reads a segment whole. @param number as its name says
std::expected<SegmentBytes, Unrecoverable> read_segment(const DiskReader& disk,
                                                        std::uint64_t number);

/// What stands behind a segment's last whole batch.
struct SegmentEnd {
  std::optional<std::uint64_t> last_batch = {};  ///< its offset; none: the segment has no batch
  std::uint64_t offset = sector_size;            ///< behind the last whole batch
  std::uint32_t chain = 0;                       ///< of the last whole batch
  std::uint64_t torn = 0;                        ///< the size of a torn batch; 0: none
};
/// A batch as it was found, and its offset. What it returns is what is wrong with it.
using VisitBatch = std::function<std::optional<std::string>(
    std::uint64_t offset, const WholeBatch& batch, const std::vector<Record>& records)>;
/// Visits the batches of a segment in their order.
std::expected<SegmentEnd, Unrecoverable> visit_batches(const SegmentBytes& segment,
                                                       const VisitBatch& visit);

}  // namespace raft::storage
