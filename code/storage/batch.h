#pragma once
/// @file
/// A batch is what one sync makes durable: it is in the log whole or not at all. It fills sectors
/// of 512 bytes that belong to nobody else, and each of them has its own checksum:
///
///     batch  := sector+
///     sector := checksum:u32 left:u32 payload:504      left: n, n-1, ... 1 in a batch of n sectors
///
/// The payloads together are records (storage/record.h), and zeros behind the last of them. The
/// checksum is the CRC-32C of the rest of the sector, begun with the place: the segment's life (its
/// header's checksum), the offset, and the chain. The chain goes from batch to batch: it is the
/// CRC-32C over the checksums of a batch's sectors, begun with the chain before it. So a sector
/// passes only where it was written, in this life of the segment, behind exactly this history.
///
/// Three facts make it possible to tell a torn batch from a damaged one:
///
/// 1. A segment is zeros before it is used, and no written sector is all zeros (`left` is not 0).
/// 2. A disk writes a sector whole or not at all.
/// 3. At most one batch is unsynced at any time, the last.
///
/// Hence what a power failure can leave behind the last whole batch is: some sectors of one batch,
/// each valid, the others zeros; behind it zeros only. Everything else is damage: some sector is
/// neither valid nor zeros, or something follows that was written after the batch had been synced.
///
/// What this cannot see: that the last batch, or several, are gone without a trace, all or in whole
/// sectors replaced by zeros, since that looks like a sync that had not ended. A disk that lies
/// about syncs does this. And damage passes for valid once in 2^32 times.

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

#include "storage/disk.h"

namespace raft::storage {

/// Where a batch stands.
struct BatchPlace {
  std::uint32_t life = 0;    ///< the checksum of the segment's header
  std::uint64_t offset = 0;  ///< in the segment, in bytes; a multiple of 512
  std::uint32_t chain = 0;   ///< of the batch before it; 0 for the first of a segment

  friend bool operator==(const BatchPlace&, const BatchPlace&) = default;
};

/// How many bytes a batch with a payload of this size takes.
std::uint64_t batch_size(std::uint64_t payload_size);

/// A batch as bytes, and the chain behind it.
struct SealedBatch {
  std::string bytes;
  std::uint32_t chain = 0;
};
/// @param payload records, at least one
SealedBatch seal(std::string_view payload, const BatchPlace& place);

/// A batch stands here whole.
struct WholeBatch {
  std::string payload;
  std::uint64_t end = 0;  ///< the offset behind it
  std::uint32_t chain = 0;
};
/// Nothing was written from here on: there are zeros up to the segment's end.
struct NothingWritten {};
/// A power failure interrupted the write of a batch here, or it came before its sync.
struct TornBatch {
  std::uint64_t size = 0;  ///< what the batch would have taken, in bytes
};
/// What stands here was written otherwise.
struct DamagedBatch {
  std::uint64_t offset = 0;  ///< of a sector that neither is zeros nor belongs to this batch
};
using FoundBatch = std::variant<WholeBatch, NothingWritten, TornBatch, DamagedBatch>;

/// What stands at `place` in a segment; any bytes will do. O(batch), and if it is not whole,
/// O(segment).
FoundBatch find_batch(std::string_view segment, const BatchPlace& place);

/// Whether there are zeros and nothing else.
bool all_zeros(std::string_view bytes);

}  // namespace raft::storage
