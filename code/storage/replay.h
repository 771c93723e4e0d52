#pragma once
/// @file
/// What a server remembers, made again from the records of its write-ahead log, in their order. The
/// oldest segments may be gone, and with them entries that the log has given up since then; until
/// the record comes that says so, the log has a hole at its beginning.

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "node/effects.h"
#include "storage/record.h"

namespace raft::storage {

/// A segment in use. Entries up to and including `settled` stand in earlier segments, those behind
/// it in this one or in later ones. So once the log starts at `settled` or behind it, no earlier
/// segment is needed.
struct SegmentInUse {
  std::uint64_t number = 0;
  std::uint64_t size = 0;  ///< in bytes
  LogIndex settled = {};

  auto fields() const { return std::tie(number, size, settled); }
  friend bool operator==(const SegmentInUse&, const SegmentInUse&) = default;
};

/// A record in this segment says that the entries after `index` are others: they are here now.
void replaced_after(LogIndex index, std::vector<SegmentInUse>& segments);

class Replay {
 public:
  /// Performs the records of a segment's batch. @param first whether it is the segment's first
  /// @param chain of the batch before, if its segment is there
  /// @return what is wrong, if these records cannot follow the ones before
  std::optional<std::string> perform(const std::vector<Record>& records, bool first,
                                     std::uint32_t chain);
  /// The records that follow stand in this segment.
  void enter(std::uint64_t segment, std::uint64_t size);

  /// What the records amount to, or what is missing.
  std::expected<Saved, std::string> finish();
  const std::vector<SegmentInUse>& segments() const { return segments_; }

 private:
  std::optional<std::string> begin_segment(const SegmentBegins& begins, std::uint32_t chain);
  std::optional<std::string> perform(const EntriesAfter& entries);
  std::optional<std::string> perform(const LogStart& start);

  TermAndVote term_and_vote_;
  Log log_;            // as far as its entries are known
  LogPosition start_;  // what the log has given up, however much of it is known here
  std::vector<SegmentInUse> segments_;
};

}  // namespace raft::storage
