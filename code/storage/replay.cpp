#include "storage/replay.h"

#include <algorithm>
#include <utility>
#include <variant>

namespace raft::storage {

void replaced_after(LogIndex index, std::vector<SegmentInUse>& segments) {
  for (SegmentInUse& segment : segments) segment.settled = std::min(segment.settled, index);
}

void Replay::enter(std::uint64_t segment, std::uint64_t size) {
  segments_.push_back({.number = segment, .size = size});
}

std::optional<std::string> Replay::perform(const std::vector<Record>& records, bool first,
                                           std::uint32_t chain) {
  for (const Record& record : records) {
    std::optional<std::string> wrong;
    const auto* begins = std::get_if<SegmentBegins>(&record);
    if ((begins != nullptr) != (first && &record == &records.front())) {
      return "a segment begins with the record that says so, and with no other";
    }
    if (begins != nullptr) wrong = begin_segment(*begins, chain);
    if (const auto* said = std::get_if<TermAndVote>(&record)) term_and_vote_ = *said;
    if (const auto* entries = std::get_if<EntriesAfter>(&record)) wrong = perform(*entries);
    if (const auto* start = std::get_if<LogStart>(&record)) wrong = perform(*start);
    if (wrong) return wrong;
  }
  return std::nullopt;
}

std::optional<std::string> Replay::begin_segment(const SegmentBegins& begins, std::uint32_t chain) {
  segments_.back().settled = begins.last.index;
  if (segments_.size() == 1) {
    log_.reset(begins.last);
    return std::nullopt;
  }
  if (begins.chain != chain) return "the segment before it ends otherwise than it did";
  if (begins.last != log_.last()) return "the log ended elsewhere when this segment began";
  return std::nullopt;
}

std::optional<std::string> Replay::perform(const EntriesAfter& entries) {
  const LogPosition after = entries.after;
  if (after.index < start_.index) return "entries take the place of some that were given up";
  if (after.index > log_.last_index()) return "there is a gap before these entries";
  if (after.index < log_.start()) {
    log_.reset(after);  // in the hole: nothing that is known here is left
  } else if (log_.term_at(after.index) != after.term) {
    return "the entry before these is another one";
  }
  log_.truncate_from(after.index.next());
  log_.append(entries.entries);
  replaced_after(after.index, segments_);
  return std::nullopt;
}

std::optional<std::string> Replay::perform(const LogStart& start) {
  const LogPosition position = start.position;
  if (position.index < start_.index) return "the log starts earlier than it did";
  start_ = position;
  if (position.index < log_.start()) return std::nullopt;  // in the hole
  if (log_.holds(position)) {
    log_.compact(position.index);
  } else {
    log_.reset(position);
  }
  return std::nullopt;
}

std::expected<Saved, std::string> Replay::finish() {
  if (log_.position(log_.start()) != start_) {
    return std::unexpected("the entries after index " + to_string(start_.index) + " and up to " +
                           to_string(log_.start()) + " are in no segment: one is missing");
  }
  return Saved{.term_and_vote = term_and_vote_, .log = std::move(log_)};
}

}  // namespace raft::storage
