#pragma once
/// @file
/// The next segment is made ready while the last one fills, piece by piece, so that no batch waits
/// for a whole file of zeros. A file that is no longer needed is used again: its blocks are there.
///
/// It bears another name until it is zeros, has its header, and both are durable; a file that is
/// called like a segment can be relied on. Before a used file is filled with zeros, its new name is
/// made durable: a power failure must not find the old name and the zeros.

#include <cstdint>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "storage/disk.h"
#include "storage/segment.h"

namespace raft::storage {

class SpareSegment {
 public:
  /// Nothing is there yet of the segment with this header.
  explicit SpareSegment(const SegmentHeader& header = {}) : header_(header) {}

  const SegmentHeader& header() const { return header_; }
  bool begun() const { return begun_; }
  bool ready() const { return ready_; }

  /// Begins with a new file, or with `used`, a segment of the same size that nobody needs.
  void begin(const std::optional<std::string>& used, std::vector<DiskWork>& out);
  /// Fills with zeros at least up to here; once all is zeros, makes a segment of it.
  /// @param up_to bytes; the segment's size, or more: all that is left is done
  void advance(std::uint64_t up_to, std::vector<DiskWork>& out);
  /// A batch needs a segment of this size; whatever has been made ready is given up for it.
  void resize(std::uint64_t size, std::vector<DiskWork>& out);

  auto fields() const { return std::tie(header_.number, header_.size, zeroed_, begun_, ready_); }
  friend bool operator==(const SpareSegment&, const SpareSegment&) = default;

 private:
  SegmentHeader header_;
  std::uint64_t zeroed_ = 0;  // bytes
  bool begun_ = false;
  bool ready_ = false;
};

}  // namespace raft::storage
