#pragma once
/// @file
/// A server's disk on the stage. What has been written waits in a cache until it is synced; a crash
/// loses the cache. A disk may be slow, may be stuck, may claim to have synced what it has not, and
/// may keep a part of a write that the crash interrupted.

#include <algorithm>
#include <cstdint>
#include <optional>

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
  bool tears = false;       ///< a crash during a sync keeps some of the new entries

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
    return VirtualTime(static_cast<std::int64_t>(
        random.between(static_cast<std::uint64_t>(model.sync_min.count()),
                       static_cast<std::uint64_t>(model.sync_max.count()))));
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
    if (model.tears && unsynced_from_) {
      const std::uint64_t fresh = cached_.log.from(*unsynced_from_).size();
      durable_.log.truncate_from(*unsynced_from_);
      durable_.log.append(cached_.log.from(*unsynced_from_, random.between(0, fresh)));
      durable_.term_and_vote = cached_.term_and_vote;
    }
    cached_ = durable_;
    unsynced_from_.reset();
    dirty_ = false;
  }

  const Saved& durable() const { return durable_; }

 private:
  Saved cached_;
  Saved durable_;
  std::optional<LogIndex> unsynced_from_;
  bool dirty_ = false;
};

}  // namespace raft
