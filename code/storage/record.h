#pragma once
/// @file
/// What the write-ahead log says: four kinds of records, which are one after the other the history
/// of what a server must not forget (Figure 2, "persistent state on all servers"). A record has no
/// checksum of its own; that is the business of the batch in which it stands (storage/batch.h).
///
///     record        := kind:u8 content          kind 0: no record; what follows is zeros
///     1 begins      := chain:u32 last:position  the first record of a segment
///     2 term & vote := term:u64 voted_for:u8    0: nobody
///     3 entries     := after:position count:u64 { term:u64 kind:u8 size:u32 command }
///     4 log start   := position
///     position      := term:u64 index:u64

#include <cstdint>
#include <expected>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <variant>
#include <vector>

#include "core/log.h"
#include "core/vocabulary.h"
#include "node/effects.h"

namespace raft::storage {

/// A segment begins: what must be known of the segments before it, which may have been given up.
struct SegmentBegins {
  std::uint32_t chain = 0;  ///< the chain of the last batch before this segment (storage/batch.h)
  LogPosition last = {};    ///< where the log ended then: its entries stand in earlier segments

  auto fields() const { return std::tie(chain, last); }
  friend bool operator==(const SegmentBegins&, const SegmentBegins&) = default;
};

/// From the index after `after` on, the log is these entries, and nothing else. No entries: the log
/// ends there; that is a truncation.
struct EntriesAfter {
  LogPosition after = {};
  std::vector<Entry> entries = {};

  auto fields() const { return std::tie(after, entries); }
  friend bool operator==(const EntriesAfter&, const EntriesAfter&) = default;
};

/// The entries up to and including this one have been given up (paper section 7). If the log does
/// not hold an entry at this position, it has lost all others, too.
struct LogStart {
  LogPosition position = {};

  auto fields() const { return std::tie(position); }
  friend bool operator==(const LogStart&, const LogStart&) = default;
};

using Record = std::variant<SegmentBegins, TermAndVote, EntriesAfter, LogStart>;

void encode(const SegmentBegins& begins, std::string& out);
void encode(const TermAndVote& term_and_vote, std::string& out);
void encode(LogPosition after, std::span<const Entry> entries, std::string& out);
void encode(const LogStart& start, std::string& out);

/// The records of a batch, or what is wrong with them. Takes any bytes, and no more memory than a
/// small multiple of their number.
std::expected<std::vector<Record>, std::string> decode_records(std::string_view payload);

}  // namespace raft::storage
