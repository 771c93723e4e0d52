#include "storage/recovery.h"

#include <utility>
#include <vector>

#include "storage/replay.h"

namespace raft::storage {
namespace {

// The segment in which the log ends, as far as it is known on the way.
struct LastSegment {
  SegmentHeader header = {};
  SegmentEnd end = {};
  std::string last_batch = {};

  std::string file() const { return segment_name(header.number); }
};

// The way through the segments of a disk, the oldest first.
class Recovery {
 public:
  Recovery(const DiskReader& disk, const LogSettings& settings)
      : disk_(disk), settings_(settings) {}

  std::expected<Recovered, Unrecoverable> run() {
    const auto files = list_log_files(disk_);
    if (!files) return std::unexpected(files.error());
    for (const std::uint64_t number : files->segments) {
      if (const auto refused = read(number)) return std::unexpected(*refused);
    }
    if (!last_ && unused_.value_or(1) != 1) return std::unexpected(missing_before(*unused_));
    const std::uint64_t oldest = last_ ? replay_.segments().front().number : 1;
    auto saved = replay_.finish();
    if (!saved) return std::unexpected(missing_before(oldest, saved.error()));
    return Recovered{.saved = *saved,
                     .log = WriteAheadLog(settings_, *saved, end(files->unfinished)),
                     .torn = torn()};
  }

 private:
  // Reads a segment and performs what it says; what speaks against it.
  std::optional<Unrecoverable> read(std::uint64_t number) {
    const auto segment = read_segment(disk_, number);
    if (!segment) return segment.error();
    if (segment->header.owner != settings_.owner) return foreign(*segment);
    if (unused_) return without_batch(*unused_);
    const std::uint32_t chain_before = last_ ? last_->end.chain : 0;
    const auto end = visit_batches(
        *segment, [&](std::uint64_t offset, const WholeBatch&, const std::vector<Record>& records) {
          const bool first = offset == sector_size;
          if (first) replay_.enter(number, segment->header.size);
          return replay_.perform(records, first, chain_before);
        });
    if (!end) return end.error();
    const bool written = end->last_batch || end->torn != 0;
    if (written && last_ && last_->end.torn != 0) return torn_in_the_middle();
    if (!end->last_batch) {
      unused_ = number;
      torn_unused_ = end->torn;
      return std::nullopt;
    }
    const std::uint64_t at = *end->last_batch;
    last_ = {.header = segment->header,
             .end = *end,
             .last_batch = segment->bytes.substr(at, end->offset - at)};
    return std::nullopt;
  }

  std::optional<TornTail> torn() const {
    if (torn_unused_ != 0) {
      return TornTail{.file = segment_name(*unused_), .offset = sector_size, .size = torn_unused_};
    }
    if (!last_ || last_->end.torn == 0) return std::nullopt;
    return TornTail{.file = last_->file(), .offset = last_->end.offset, .size = last_->end.torn};
  }

  // Where the log goes on, and what is to be done first.
  LogEnd end(bool unfinished) const {
    LogEnd end;
    if (unfinished) end.first.push_back(Remove{unfinished_segment});
    if (unused_) end.first.push_back(Remove{segment_name(*unused_)});
    if (last_) {
      const std::string file = last_->file();
      if (last_->end.torn != 0) {
        end.first.push_back(
            Zero{.file = file, .offset = last_->end.offset, .size = last_->end.torn});
      }
      end.first.push_back(
          Write{.file = file, .offset = *last_->end.last_batch, .bytes = last_->last_batch});
      end.first.push_back(Sync{file});
      end.segments = replay_.segments();
      end.life = life_of(last_->header);
      end.offset = last_->end.offset;
      end.chain = last_->end.chain;
    }
    end.first.push_back(SyncDirectory{});
    return end;
  }

  // ---- what speaks against going on

  Unrecoverable foreign(const SegmentBytes& segment) const {
    const auto words = [](const LogOwner& owner) {
      return "member " + std::to_string(owner.member) + " of cluster " +
             std::to_string(owner.cluster);
    };
    return {.file = segment.file(),
            .wrong = "this log belongs to " + words(segment.header.owner) + ", and this is " +
                     words(settings_.owner),
            .remedy = "Nothing was changed. Give each member the directory that is its own."};
  }

  static Unrecoverable without_batch(std::uint64_t number) {
    return {.file = segment_name(number),
            .offset = sector_size,
            .wrong = "no whole batch stands here, and a later segment is there",
            .remedy = remedy_of_damage()};
  }

  Unrecoverable torn_in_the_middle() const {
    return {.file = last_->file(),
            .offset = last_->end.offset,
            .wrong = "a batch is not whole, and a later segment was written after it",
            .remedy = remedy_of_damage()};
  }

  static Unrecoverable missing_before(std::uint64_t number, const std::string& why = {}) {
    return {.file = segment_name(number - 1),
            .wrong = why.empty() ? "this segment is missing, and the next one has no batch" : why,
            .remedy = remedy_of_damage()};
  }

  const DiskReader& disk_;
  const LogSettings& settings_;
  Replay replay_;
  std::optional<LastSegment> last_;      // the last one with a whole batch
  std::optional<std::uint64_t> unused_;  // the one behind it
  std::uint64_t torn_unused_ = 0;        // the size of a torn batch in it
};

}  // namespace

std::expected<Recovered, Unrecoverable> recover(const DiskReader& disk,
                                                const LogSettings& settings) {
  return Recovery(disk, settings).run();
}

}  // namespace raft::storage
