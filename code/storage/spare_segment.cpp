#include "storage/spare_segment.h"

#include <algorithm>

namespace raft::storage {
namespace {

constexpr std::uint64_t pieces = 16;

// A sixteenth of the segment, in whole sectors.
std::uint64_t piece_of(std::uint64_t size) {
  return (size / pieces + sector_size - 1) / sector_size * sector_size;
}

}  // namespace

void SpareSegment::begin(const std::optional<std::string>& used, std::vector<DiskWork>& out) {
  begun_ = true;
  if (!used) {
    out.push_back(Create{.file = unfinished_segment, .size = header_.size});
    return;
  }
  out.push_back(Rename{.file = *used, .to = unfinished_segment});
  out.push_back(SyncDirectory{});
}

void SpareSegment::advance(std::uint64_t up_to, std::vector<DiskWork>& out) {
  if (ready_) return;
  const std::uint64_t piece = piece_of(header_.size);
  while (zeroed_ < std::min(up_to, header_.size)) {
    const std::uint64_t size = std::min(piece, header_.size - zeroed_);
    out.push_back(Zero{.file = unfinished_segment, .offset = zeroed_, .size = size});
    out.push_back(Sync{unfinished_segment});
    zeroed_ += size;
  }
  if (zeroed_ < header_.size) return;
  out.push_back(Write{.file = unfinished_segment, .offset = 0, .bytes = encode(header_)});
  out.push_back(Sync{unfinished_segment});
  out.push_back(Rename{.file = unfinished_segment, .to = segment_name(header_.number)});
  out.push_back(SyncDirectory{});
  ready_ = true;
}

void SpareSegment::resize(std::uint64_t size, std::vector<DiskWork>& out) {
  if (begun_ && !ready_) out.push_back(Remove{unfinished_segment});
  header_.size = size;
  zeroed_ = 0;
  begun_ = false;
  ready_ = false;
}

}  // namespace raft::storage
