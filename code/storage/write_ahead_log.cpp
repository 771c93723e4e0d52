#include "storage/write_ahead_log.h"

#include <algorithm>
#include <utility>

#include "core/ensure.h"
#include "core/random.h"
#include "storage/record.h"

namespace raft::storage {
namespace {

// The header of a segment that is to be made. Its salt differs from one start of the server to the
// next, and from one segment to the next.
SegmentHeader header_of(std::uint64_t number, const LogSettings& settings) {
  return {.owner = settings.owner,
          .number = number,
          .salt = Random(settings.salt + number).next(),
          .size = settings.segment_size};
}

}  // namespace

WriteAheadLog::WriteAheadLog(const LogSettings& settings, const Saved& saved, LogEnd end)
    : settings_(settings),
      segments_(std::move(end.segments)),
      life_(end.life),
      end_(end.offset),
      chain_(end.chain),
      sealed_{.term_and_vote = saved.term_and_vote,
              .start = saved.log.position(saved.log.start()),
              .last = saved.log.last()},
      gathered_(sealed_),
      spare_(header_of(segments_.empty() ? 1 : segments_.back().number + 1, settings)),
      first_(std::move(end.first)) {
  ensure(settings.segment_size % sector_size == 0 && settings.segment_size >= 2 * sector_size,
         "a segment of whole sectors, two at least");
  if (first_.empty()) first_.push_back(SyncDirectory{});
}

// ---- saves gather

std::uint64_t WriteAheadLog::write(const Save& save, const Log& node_log) {
  if (save.term_and_vote) {
    encode(*save.term_and_vote, pending_);
    gathered_.term_and_vote = *save.term_and_vote;
  }
  const LogPosition start = node_log.position(node_log.start());
  std::optional<LogIndex> from = save.log_from;
  if (start.index > gathered_.start.index) {
    encode(LogStart{start}, pending_);
    gathered_.start = start;
    if (start.index > gathered_.last.index) from = start.index.next();
  }
  if (from) {
    const LogPosition after = node_log.position(std::max(from->previous(), start.index));
    encode(after, node_log.from(after.index.next()), pending_);
    replaced_after_ = std::min(replaced_after_.value_or(after.index), after.index);
    gathered_.last = node_log.last();
  }
  return ++gathered_saves_;
}

// ---- a batch is sealed

void WriteAheadLog::flush(DiskOperations& out) {
  if (stopped_ || awaited_ != 0) return;
  if (!first_.empty()) {
    ask(std::exchange(first_, {}), out);
    awaited_ = number_;
    return;
  }
  give_up_segments(out);
  const bool oldest_unneeded = unneeded(1);
  if (pending_.empty()) {
    sealed_saves_ = durable_ = gathered_saves_;  // they had nothing to say
  } else {
    seal_pending(out);
  }
  prepare_spare(oldest_unneeded, out);
}

void WriteAheadLog::seal_pending(DiskOperations& out) {
  if (segments_.empty() || batch_size(pending_.size()) > segments_.back().size - end_) {
    const std::string before = beginning();
    next_segment(before.size() + pending_.size(), out);
    pending_.insert(0, before);
  }
  if (replaced_after_) replaced_after(*replaced_after_, segments_);
  const SealedBatch batch = seal(pending_, {.life = life_, .offset = end_, .chain = chain_});
  const std::string file = segment_name(segments_.back().number);
  ask(Write{.file = file, .offset = end_, .bytes = batch.bytes}, out);
  ask(Sync{file}, out);
  awaited_ = number_;
  end_ += batch.bytes.size();
  chain_ = batch.chain;
  sealed_ = gathered_;
  sealed_saves_ = gathered_saves_;
  pending_.clear();
  replaced_after_.reset();
}

// What makes a segment readable without those before it.
std::string WriteAheadLog::beginning() const {
  std::string records;
  encode(SegmentBegins{.chain = chain_, .last = sealed_.last}, records);
  encode(sealed_.term_and_vote, records);
  encode(LogStart{sealed_.start}, records);
  return records;
}

void WriteAheadLog::next_segment(std::uint64_t payload_size, DiskOperations& out) {
  const std::uint64_t needed = sector_size + batch_size(payload_size);
  std::vector<DiskWork> works;
  if (needed > spare_.header().size) spare_.resize(needed, works);
  if (!spare_.begun()) spare_.begin(std::nullopt, works);
  spare_.advance(spare_.header().size, works);
  ask(std::move(works), out);
  const SegmentHeader& header = spare_.header();
  segments_.push_back(
      {.number = header.number, .size = header.size, .settled = sealed_.last.index});
  life_ = life_of(header);
  end_ = sector_size;
  chain_ = 0;
  spare_ = SpareSegment(header_of(header.number + 1, settings_));
}

// ---- segments come and go

// The second half of a segment goes with the making of the next one, which is ready when three
// quarters are written.
void WriteAheadLog::prepare_spare(bool oldest_unneeded, DiskOperations& out) {
  if (segments_.empty() || spare_.ready()) return;
  const std::uint64_t half = segments_.back().size / 2;
  if (end_ <= half) return;
  std::vector<DiskWork> works;
  if (!spare_.begun()) {
    std::optional<std::string> used;
    if (oldest_unneeded && segments_.front().size == spare_.header().size) {
      used = segment_name(segments_.front().number);
      segments_.erase(segments_.begin());
    }
    spare_.begin(used, works);
  }
  const std::uint64_t sixteenths = std::min<std::uint64_t>(16, 1 + 32 * (end_ - half) / half);
  spare_.advance(spare_.header().size * sixteenths / 16, works);
  ask(std::move(works), out);
}

// Called while no sync is under way, as only what is durable counts. One segment that nobody needs
// is kept, to be used again. The names go one by one, the oldest first, so that a power failure
// leaves no gap.
void WriteAheadLog::give_up_segments(DiskOperations& out) {
  while (unneeded(2)) {
    ask(Remove{segment_name(segments_.front().number)}, out);
    ask(SyncDirectory{}, out);
    segments_.erase(segments_.begin());
  }
}

bool WriteAheadLog::unneeded(std::size_t oldest) const {
  return oldest < segments_.size() && segments_[oldest].settled <= sealed_.start.index;
}

void WriteAheadLog::completed(const DiskCompletion& completion) {
  if (stopped_) return;
  if (completion.error) {
    stopped_ = completion.error;
    return;
  }
  if (completion.number != awaited_) return;
  awaited_ = 0;
  ready_ = true;
  durable_ = sealed_saves_;
}

void WriteAheadLog::ask(DiskWork work, DiskOperations& out) {
  out.push_back({.number = ++number_, .work = std::move(work)});
}

void WriteAheadLog::ask(std::vector<DiskWork> works, DiskOperations& out) {
  for (DiskWork& work : works) ask(std::move(work), out);
}

}  // namespace raft::storage
