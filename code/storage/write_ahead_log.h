#pragma once
/// @file
/// The write-ahead log: what a server must not forget is written here and made durable before the
/// server promises anything that rests on it (paper section 5.1; Figure 2).
///
/// Saves gather while a sync is under way, and the next sync makes all of them durable at once:
/// *group commit*. A batch of saves is one write and one sync of a segment whose bytes stand on the
/// disk already, as zeros; neither the file's size nor its name has to be made durable with it.
///
/// The log is data and rules. It yields disk operations, hears completions, and knows no disk. A
/// regular value; not for use from several threads at once.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "core/log.h"
#include "node/effects.h"
#include "storage/batch.h"
#include "storage/disk.h"
#include "storage/replay.h"
#include "storage/segment.h"
#include "storage/spare_segment.h"

namespace raft::storage {

/// What a write-ahead log is told when it begins.
struct LogSettings {
  LogOwner owner = {};
  std::uint64_t segment_size = std::uint64_t{64} << 20;  ///< bytes; a multiple of 512, from 1,024
  std::uint64_t salt = 0;  ///< any number, drawn anew at each start of the server

  auto fields() const { return std::tie(owner, segment_size, salt); }
  friend bool operator==(const LogSettings&, const LogSettings&) = default;
};

/// Where the log's bytes end, as recovery has found it (storage/recovery.h).
struct LogEnd {
  std::vector<SegmentInUse> segments = {};  ///< none: a new log
  std::uint32_t life = 0;                   ///< of the last segment
  std::uint64_t offset = 0;                 ///< behind its last batch
  std::uint32_t chain = 0;                  ///< of its last batch
  std::vector<DiskWork> first = {};         ///< what must be done before anything is promised
};

class WriteAheadLog {
 public:
  /// A log that begins, if `end` has no segments, or goes on behind `end` with what `saved` says.
  WriteAheadLog(const LogSettings& settings, const Saved& saved, LogEnd end);

  /// Gathers a save. `node_log` is the log of the node that asks; if it starts later than before,
  /// that is gathered too. Nothing is durable yet.
  /// @return the number of this save: 1, 2, ...; it is durable once durable() is not less
  std::uint64_t write(const Save& save, const Log& node_log);

  /// Appends to `out` what is to be done on the disk now: at the beginning what makes it ready;
  /// then, if no sync is under way, what makes durable all that was gathered. The operations must
  /// be performed in this order. To be called after each write() and each completed().
  void flush(DiskOperations& out);

  /// One of the operations has ended. After a failed one the log has stopped for good: nothing is
  /// tried again, as a sync that fails once may "succeed" the second time though the bytes are
  /// gone.
  void completed(const DiskCompletion& completion);

  /// False until what was read at the start is known to be durable: until then it must not be
  /// relied on, as it may have stood in the system's cache only.
  bool ready() const { return ready_; }
  /// The saves with numbers up to this one are durable.
  std::uint64_t durable() const { return durable_; }
  /// Why the log has stopped. Its server must stop too, at once.
  const std::optional<DiskError>& stopped() const { return stopped_; }
  /// The segments that hold the log, the oldest first.
  const std::vector<SegmentInUse>& segments() const { return segments_; }

  auto fields() const {
    return std::tie(settings_, segments_, life_, end_, chain_, pending_, sealed_, gathered_,
                    replaced_after_, spare_, first_, number_, awaited_, gathered_saves_,
                    sealed_saves_, durable_, ready_, stopped_);
  }
  friend bool operator==(const WriteAheadLog&, const WriteAheadLog&) = default;

 private:
  // What a new segment begins with.
  struct Summary {
    TermAndVote term_and_vote;
    LogPosition start;
    LogPosition last;

    auto fields() const { return std::tie(term_and_vote, start, last); }
    friend bool operator==(const Summary&, const Summary&) = default;
  };

  void seal_pending(DiskOperations& out);
  void next_segment(std::uint64_t payload_size, DiskOperations& out);
  void prepare_spare(bool oldest_unneeded, DiskOperations& out);
  void give_up_segments(DiskOperations& out);
  // Whether the log could do without this many of the oldest segments.
  bool unneeded(std::size_t oldest) const;
  std::string beginning() const;
  void ask(DiskWork work, DiskOperations& out);
  void ask(std::vector<DiskWork> works, DiskOperations& out);

  LogSettings settings_;
  std::vector<SegmentInUse> segments_;      // in use; the last one is being written
  std::uint32_t life_ = 0;                  // of the last segment
  std::uint64_t end_ = 0;                   // of its last batch
  std::uint32_t chain_ = 0;                 // of its last batch
  std::string pending_;                     // the records that were gathered
  Summary sealed_;                          // after the last batch
  Summary gathered_;                        // after the last save
  std::optional<LogIndex> replaced_after_;  // the lowest that a gathered record says
  SpareSegment spare_;
  std::vector<DiskWork> first_;  // before anything else
  std::uint64_t number_ = 0;     // of the last operation
  std::uint64_t awaited_ = 0;    // the sync under way; 0: none
  std::uint64_t gathered_saves_ = 0;
  std::uint64_t sealed_saves_ = 0;
  std::uint64_t durable_ = 0;
  bool ready_ = false;
  std::optional<DiskError> stopped_;
};

}  // namespace raft::storage
