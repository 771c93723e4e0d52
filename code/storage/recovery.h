#pragma once
/// @file
/// What a server that starts finds on its disk. Recovery reads, decides, and changes nothing: it
/// yields what the server remembers and a log that goes on from there, or says why it must not go
/// on. A server that forgets what it promised is worse than one that does not start.
///
/// What stands behind the last whole batch of the last segment in use decides:
///
/// - Zeros: that is the end, and the log goes on there.
/// - Some valid sectors of one batch, zeros in place of the others, then zeros: a batch that was
///   torn. Nothing was promised on it, and it is overwritten with zeros.
/// - Anything else is damage, and the server is refused.
///
/// In an earlier segment only zeros may stand there. Segments behind the one in use have no batch,
/// and are made again.
///
/// Before anything is promised, the last batch is written once more and synced, and so are the
/// names: what was read may stand in the system's cache and nowhere else, if the server was killed
/// before a sync, or if a sync failed.

#include <cstdint>
#include <expected>
#include <optional>
#include <string>

#include "node/effects.h"
#include "storage/disk.h"
#include "storage/log_reader.h"
#include "storage/write_ahead_log.h"

namespace raft::storage {

/// A batch that a power failure had torn.
struct TornTail {
  std::string file;
  std::uint64_t offset = 0;
  std::uint64_t size = 0;  ///< of the batch, in bytes

  friend bool operator==(const TornTail&, const TornTail&) = default;
};

struct Recovered {
  Saved saved;  ///< to be relied on once log.ready()
  WriteAheadLog log;
  std::optional<TornTail> torn = {};
};

/// Takes any bytes for a disk, and no more memory than a small multiple of their number.
/// @param settings what the log is, and how it goes on
std::expected<Recovered, Unrecoverable> recover(const DiskReader& disk,
                                                const LogSettings& settings);

}  // namespace raft::storage
