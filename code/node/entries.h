#pragma once
/// @file
/// The entries that a message carries. A leader sends the same entries to every follower, so the
/// messages share one batch; and the batches are used again once their messages have been handled,
/// so a cluster at work allocates nothing for them.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <tuple>
#include <utility>
#include <vector>

#include "core/log.h"

namespace raft {

/// An immutable list of entries, shared by its copies. A regular value: equal if the entries are.
class Entries {
 public:
  Entries() = default;
  explicit Entries(std::vector<Entry> entries)
      : batch_(std::make_shared<const std::vector<Entry>>(std::move(entries))) {}

  std::size_t size() const { return batch_ ? batch_->size() : 0; }
  bool empty() const { return size() == 0; }
  std::span<const Entry> span() const {
    return batch_ ? std::span(*batch_) : std::span<const Entry>();
  }
  auto begin() const { return span().begin(); }
  auto end() const { return span().end(); }

  auto fields() const { return std::make_tuple(span()); }
  friend bool operator==(const Entries& a, const Entries& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end());
  }

 private:
  friend class EntriesPool;
  explicit Entries(std::shared_ptr<const std::vector<Entry>> batch) : batch_(std::move(batch)) {}

  std::shared_ptr<const std::vector<Entry>> batch_;
};

/// Makes batches out of a log, and takes back those that no message holds any more. It keeps at
/// most 64 batches, with the commands in them, until they are used again. A copy begins without
/// any: two pools with the same batches could never take one back. Not for use from two threads at
/// once, and neither are the messages that share its batches.
class EntriesPool {
 public:
  EntriesPool() = default;
  EntriesPool(const EntriesPool&) {}
  EntriesPool& operator=(const EntriesPool&) {
    step_ended();
    return *this;
  }

  /// The entries of `log` from `first` on, at most `most`. Asked twice in a row for the same
  /// entries within one step, it hands out the same batch.
  Entries take(const Log& log, LogIndex first, std::uint64_t most);
  /// Forgets which batch was handed out last: the log may change now.
  void step_ended() { last_.reset(); }

 private:
  using Batch = std::shared_ptr<std::vector<Entry>>;
  static constexpr std::size_t most_kept = 64;
  Batch unused();

  std::vector<Batch> batches_;
  std::size_t next_ = 0;
  Batch last_;
  LogIndex last_first_;
};

// [pool]
inline Entries EntriesPool::take(const Log& log, LogIndex first, std::uint64_t most) {
  const std::span<const Entry> wanted = log.from(first, most);
  if (wanted.empty()) return {};
  if (last_ && last_first_ == first && last_->size() == wanted.size()) return Entries(last_);
  last_ = unused();
  last_->assign(wanted.begin(), wanted.end());
  last_first_ = first;
  return Entries(last_);
}

inline EntriesPool::Batch EntriesPool::unused() {
  for (std::size_t tried = 0; tried < batches_.size(); ++tried) {
    const Batch& batch = batches_[next_++ % batches_.size()];
    if (batch.use_count() == 1) return batch;
  }
  auto batch = std::make_shared<std::vector<Entry>>();
  if (batches_.size() < most_kept) batches_.push_back(batch);
  return batch;
}
// [pool]-end

}  // namespace raft
