#pragma once
/// @file
/// One server's memory on a simulated disk: saves go in, the power fails between any two
/// operations, and what comes back is compared with what was promised.

#include <gtest/gtest.h>

#include <cstdint>
#include <deque>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "storage/recovery.h"
#include "storage/simulated_disk.h"

namespace raft::storage {

inline constexpr LogOwner me{.cluster = 7, .member = 3};

inline LogSettings small_segments(std::uint64_t sectors = 8) {
  return {.owner = me, .segment_size = sectors * sector_size, .salt = 1};
}

inline Entry entry(std::uint64_t term, std::string_view bytes = "x=1") {
  return {.term = Term{term}, .command = Command(bytes)};
}

/// A node as far as its memory goes: it changes, and says what must be saved.
struct Memory {
  Saved state;

  friend bool operator==(const Memory&, const Memory&) = default;

  Save vote(std::uint64_t term, std::optional<ServerId> server) {
    state.term_and_vote = {.current_term = {term}, .voted_for = server};
    return {.term_and_vote = state.term_and_vote};
  }
  Save append(std::vector<Entry> entries) {
    const LogIndex from = state.log.last_index().next();
    state.log.append(entries);
    return {.log_from = from};
  }
  /// From `from` on the log is these entries.
  Save replace(LogIndex from, std::vector<Entry> entries) {
    state.log.truncate_from(from);
    state.log.append(entries);
    return {.log_from = from};
  }
  Save compact(LogIndex last) {
    state.log.compact(last);
    return {};
  }
  Save install(LogPosition snapshot) {
    state.log.reset(snapshot);
    return {.log_from = snapshot.index.next()};
  }
};

/// Who performs the operations; may break a rule on the way.
using Rule = std::function<bool(const DiskOperation&)>;

/// A server's log on a disk, from one start to the next.
class Server {
 public:
  explicit Server(LogSettings settings = small_segments()) : settings_(settings) { start(); }

  Memory memory;
  SimulatedDisk disk;
  /// Operations that it names are not performed, and end well all the same.
  Rule skip;
  /// Relies on what it finds at a start before the log is ready.
  bool hasty = false;

  WriteAheadLog& log() { return recovered_->log; }
  const std::optional<Unrecoverable>& refused() const { return refused_; }
  const std::optional<TornTail>& torn() const { return recovered_->torn; }
  const std::vector<Saved>& history() const { return history_; }

  void save(const Save& save) {
    log().write(save, memory.state.log);
    history_.push_back(memory.state);
    flush();
  }
  void flush() {
    DiskOperations operations;
    log().flush(operations);
    waiting_.insert(waiting_.end(), operations.begin(), operations.end());
  }
  /// Performs one operation. False if there is none.
  bool step() {
    if (waiting_.empty()) return false;
    const DiskOperation next = std::move(waiting_.front());
    waiting_.pop_front();
    std::optional<DiskCompletion> completion{{.number = next.number}};
    if (!skip || !skip(next)) {
      disk.ask({&next, 1});
      completion = disk.perform_next();
    }
    if (!completion) return false;
    if (completion->error) waiting_.clear();
    log().completed(*completion);
    flush();
    return true;
  }
  void settle() {
    while (step()) {
    }
  }
  /// The next operation would make a batch durable, which is written.
  bool before_a_sync() const {
    const auto* sync = waiting_.empty() ? nullptr : std::get_if<Sync>(&waiting_.front().work);
    return sync != nullptr && sync->file != unfinished_segment;
  }
  /// How many of the saves must be there after any crash. What was found at a start counts once the
  /// log is ready.
  std::uint64_t promised() const {
    const bool ready = recovered_ && (recovered_->log.ready() || hasty);
    return ready ? found_ + recovered_->log.durable() : promised_;
  }

  /// The server reads its disk and goes on with what it finds; what it does not find is refused().
  bool start() {
    settings_.salt += 1;
    auto found = recover(disk, settings_);
    refused_.reset();
    if (!found) {
      refused_ = found.error();
      recovered_.reset();
      return false;
    }
    recovered_.emplace(std::move(*found));
    flush();
    return true;
  }

  /// The power fails, and the server starts again. Its memory is then what it finds.
  bool crash(Random& random) {
    promised_ = promised();
    recovered_.reset();
    waiting_.clear();
    disk.crash(random);
    return start();
  }
  bool kill() {
    promised_ = promised();
    recovered_.reset();
    waiting_.clear();
    disk.kill();
    return start();
  }

  const Saved& found() const { return recovered_->saved; }
  /// Which save the server remembers as its last, if it is one from the last promised one on. Then
  /// it goes on from there, and what came after never was.
  testing::AssertionResult goes_on() {
    for (std::uint64_t saves = history_.size() + 1; saves-- > promised_;) {
      if (found() != (saves == 0 ? Saved{} : history_[saves - 1])) continue;
      history_.resize(saves);
      found_ = saves;
      memory.state = found();
      return testing::AssertionSuccess();
    }
    return testing::AssertionFailure()
           << "of " << history_.size() << " saves " << promised_ << " were promised; found is term "
           << found().term_and_vote.current_term.value << " and a log from "
           << found().log.start().value << " to " << found().log.last_index().value
           << ", which is the state after none of them";
  }

 private:
  LogSettings settings_;
  std::deque<DiskOperation> waiting_;
  std::optional<Recovered> recovered_;
  std::optional<Unrecoverable> refused_;
  std::vector<Saved> history_;  // the state after each save
  std::uint64_t promised_ = 0;  // before the last start
  std::uint64_t found_ = 0;     // how many of them the last start found
};

}  // namespace raft::storage
