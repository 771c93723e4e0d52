#pragma once
/// @file
/// A server's disk on the stage. What has been written waits in a cache until it is synced; a crash
/// loses the cache. A disk may be slow, may be stuck, may claim to have synced what it has not, and
/// may keep any part of a write that the crash interrupted.

#include <algorithm>
#include <cstdint>
#include <optional>
#include <span>

#include "core/log.h"
#include "core/random.h"
#include "node/effects.h"
#include "trace/event.h"

namespace raft {

/// How a disk behaves.
struct DiskModel {
  VirtualTime sync_min{0};  ///< how long a sync takes, at least
  VirtualTime sync_max{0};  ///< and at most
  bool stuck = false;       ///< a sync never returns
  bool lies = false;        ///< a sync returns at once and syncs nothing
  bool tears = false;       ///< a crash during a sync keeps any part of what was new

  friend bool operator==(const DiskModel&, const DiskModel&) = default;
};

/// What a disk holds, and what it only seems to hold. A regular value.
class Disk {
 public:
  DiskModel model;

  /// Writes into the cache what `save` asks for. `log` is the node's log.
  void write(const Save& save, const Log& log) {
    cached_.perform(save, log);
    if (save.log_from) {
      unsynced_from_ = std::min(unsynced_from_.value_or(*save.log_from), *save.log_from);
    }
    dirty_ = true;
  }

  /// How long the next sync takes; never: nothing.
  std::optional<VirtualTime> sync_time(Random& random) const {
    if (model.stuck) return std::nullopt;
    if (model.lies) return VirtualTime{0};
    return random.between(model.sync_min, model.sync_max);
  }

  /// The cache has reached the disk, unless the disk lies.
  void synced() {
    if (model.lies || !dirty_) return;
    durable_.perform({cached_.term_and_vote, unsynced_from_}, cached_.log);
    unsynced_from_.reset();
    dirty_ = false;
  }

  /// The power fails: what was not synced is gone, or torn.
  void crash(Random& random) {
    if (model.tears && dirty_) tear(random);
    cached_ = durable_;
    unsynced_from_.reset();
    dirty_ = false;
  }

  const Saved& durable() const { return durable_; }

 private:
  // Term and vote are one value, which was written or was not. Of the log, nothing was written; or
  // the old end was cut off and some of the new entries followed, in their order. An end that is of
  // a later term than the disk knows of is cut off as well, by whoever reads a log after a crash:
  // it belongs to a write that did not end.
  void tear(Random& random) {
    if (cached_.term_and_vote != durable_.term_and_vote && random.between(0, 1) == 1) {
      durable_.term_and_vote = cached_.term_and_vote;
    }
    if (!unsynced_from_) return;
    const std::span<const Entry> fresh = cached_.log.from(*unsynced_from_);
    const std::uint64_t writes = random.between(0, fresh.size() + 1);
    if (writes == 0) return;
    durable_.log.truncate_from(*unsynced_from_);
    for (const Entry& entry : fresh.first(writes - 1)) {
      if (entry.term <= durable_.term_and_vote.current_term) durable_.log.append(entry);
    }
  }

  Saved cached_;
  Saved durable_;
  std::optional<LogIndex> unsynced_from_;
  bool dirty_ = false;
};

}  // namespace raft
