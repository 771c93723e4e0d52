#pragma once
/// @file
/// The seam between what decides and the disk. What is to be done on the disk is data, as are the
/// effects of a node: whoever decides asks for operations, and hears of each how it ended. On the
/// stage a simulated disk performs them, in a process a directory of files does; neither decides
/// anything.
///
/// What a disk promises, and no more:
///
/// - Operations are begun and end one by one, in the order in which they were asked for. Once one
///   has failed, those that were asked for with it or after it, and before its completion was
///   heard, are not done, and end with an error too.
/// - A `Sync` that ended well has made durable what was written to this file before it, and the
///   file's size; not its name. A `SyncDirectory` that ended well has made durable which names
///   there are.
/// - What was written and not synced may be lost in a power failure, each sector of 512 bytes for
///   itself, in any order. A sector is written whole or not at all. A name that was created,
///   renamed or removed and not synced may be there or not; a rename happens whole or not at all.

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <variant>
#include <vector>

namespace raft::storage {

/// What a disk writes whole or not at all, in bytes.
inline constexpr std::uint64_t sector_size = 512;

/// A new file of so many zeros. An error if the name is taken.
struct Create {
  std::string file;
  std::uint64_t size = 0;
  auto fields() const { return std::tie(file, size); }
  friend bool operator==(const Create&, const Create&) = default;
};
/// These bytes take the place of those at `offset`, within the file's size.
struct Write {
  std::string file;
  std::uint64_t offset = 0;
  std::string bytes;
  auto fields() const { return std::tie(file, offset, bytes); }
  friend bool operator==(const Write&, const Write&) = default;
};
/// So many zeros take the place of what stands at `offset`, within the file's size.
struct Zero {
  std::string file;
  std::uint64_t offset = 0;
  std::uint64_t size = 0;
  auto fields() const { return std::tie(file, offset, size); }
  friend bool operator==(const Zero&, const Zero&) = default;
};
/// Makes durable what was written to the file.
struct Sync {
  std::string file;
  auto fields() const { return std::tie(file); }
  friend bool operator==(const Sync&, const Sync&) = default;
};
/// The file is called `to` from now on. If another file had that name, it is gone.
struct Rename {
  std::string file;
  std::string to;
  auto fields() const { return std::tie(file, to); }
  friend bool operator==(const Rename&, const Rename&) = default;
};
struct Remove {
  std::string file;
  auto fields() const { return std::tie(file); }
  friend bool operator==(const Remove&, const Remove&) = default;
};
/// Makes durable which names there are.
struct SyncDirectory {
  auto fields() const { return std::tuple<>(); }
  friend bool operator==(const SyncDirectory&, const SyncDirectory&) = default;
};

using DiskWork = std::variant<Create, Write, Zero, Sync, Rename, Remove, SyncDirectory>;

/// Something to be done on the disk. Who asks gives it a number, by which it hears of the end.
struct DiskOperation {
  std::uint64_t number = 0;
  DiskWork work;
  auto fields() const { return std::tie(number, work); }
  friend bool operator==(const DiskOperation&, const DiskOperation&) = default;
};
using DiskOperations = std::vector<DiskOperation>;

/// Why something could not be done: what was tried on which file, what the system says of it, and
/// what can be done about it. A sentence for people.
struct DiskError {
  std::string text;
  auto fields() const { return std::tie(text); }
  friend bool operator==(const DiskError&, const DiskError&) = default;
};

/// The operation with this number has ended.
struct DiskCompletion {
  std::uint64_t number = 0;
  std::optional<DiskError> error = {};
  auto fields() const { return std::tie(number, error); }
  friend bool operator==(const DiskCompletion&, const DiskCompletion&) = default;
};

/// A disk as it is read when a server starts, before anything is asked of it.
class DiskReader {
 public:
  virtual ~DiskReader() = default;
  /// The names of all files, sorted.
  virtual std::expected<std::vector<std::string>, DiskError> list() const = 0;
  virtual std::expected<std::uint64_t, DiskError> size(const std::string& file) const = 0;
  /// `size` bytes from `offset` on; an error if the file has fewer.
  virtual std::expected<std::string, DiskError> read(const std::string& file, std::uint64_t offset,
                                                     std::uint64_t size) const = 0;

  friend bool operator==(const DiskReader&, const DiskReader&) = default;
};

}  // namespace raft::storage
