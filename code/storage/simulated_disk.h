#pragma once
/// @file
/// The stage's disk of bytes. It has two layers, as a machine has: what was written stands in the
/// page cache and can be read; what was synced stands on the platter. A process that is killed
/// loses neither; a power failure loses the cache, and of what was not synced it leaves any part.
///
/// It may fail in every way that storage/disk.h allows, and in some that it does not: bits rot, a
/// sync lies. A regular value: the same operations, faults and seed leave the same bytes.

#include <cstddef>
#include <cstdint>
#include <expected>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "core/random.h"
#include "storage/disk.h"

namespace raft::storage {

/// What is wrong with a disk from now on.
struct DiskTrouble {
  bool stuck = false;  ///< no operation ends
  bool lies = false;   ///< a sync, of a file or of the names, returns at once and syncs nothing
  bool full = false;   ///< no file can be created
  /// The next operation of this kind fails: the index of its type in DiskWork.
  std::optional<std::size_t> next_to_fail = {};

  auto fields() const { return std::tie(stuck, lies, full, next_to_fail); }
  friend bool operator==(const DiskTrouble&, const DiskTrouble&) = default;
};

/// The kind of an operation, for DiskTrouble: kind_of_work<Sync>().
template <class Work>
std::size_t kind_of_work() {
  return DiskWork(Work{}).index();
}

class SimulatedDisk final : public DiskReader {
 public:
  DiskTrouble trouble;

  /// Asks for operations. They wait until they are performed, one by one.
  void ask(std::span<const DiskOperation> operations);
  /// No operation waits.
  bool idle() const { return waiting_.empty(); }
  /// Performs the next operation. None if no operation waits, or the disk is stuck.
  std::optional<DiskCompletion> perform_next();

  std::expected<std::vector<std::string>, DiskError> list() const override;
  std::expected<std::uint64_t, DiskError> size(const std::string& file) const override;
  std::expected<std::string, DiskError> read(const std::string& file, std::uint64_t offset,
                                             std::uint64_t size) const override;

  // ---- what happens to it

  /// The process ends: what waits is not done. What was written stays.
  void kill();
  /// The power fails: what waits is not done, and what was not synced is drawn sector by sector and
  /// name by name.
  void crash(Random& random);
  /// A bit of a file flips, on the platter and in the cache. The file must have this bit.
  void flip(const std::string& file, std::uint64_t bit);
  /// A file's sector cannot be read any more. The file must have it.
  void make_unreadable(const std::string& file, std::uint64_t sector);

  auto fields() const {
    return std::tie(trouble, waiting_, cancelled_, files_, names_, durable_names_, changes_);
  }
  friend bool operator==(const SimulatedDisk&, const SimulatedDisk&) = default;

 private:
  using FileId = std::uint64_t;  // its place in files_

  struct File {
    std::string cache = {};
    std::string platter = {};                    // as long as the file was at its last sync
    std::vector<std::uint8_t> dirty = {};        // 1 for each sector that waits for a sync
    std::vector<std::uint64_t> unreadable = {};  // sectors

    auto fields() const { return std::tie(cache, platter, dirty, unreadable); }
    friend bool operator==(const File&, const File&) = default;
  };
  struct Name {
    std::string name = {};
    FileId file = 0;

    auto fields() const { return std::tie(name, file); }
    friend bool operator==(const Name&, const Name&) = default;
  };
  // A name is added, taken away, or both at once, which is a rename.
  struct NameChange {
    std::optional<std::string> gone = {};
    std::optional<Name> added = {};

    auto fields() const { return std::tie(gone, added); }
    friend bool operator==(const NameChange&, const NameChange&) = default;
  };
  using Names = std::vector<Name>;  // sorted
  using Done = std::expected<void, DiskError>;

  Done perform(const Create& work);
  Done perform(const Write& work);
  Done perform(const Zero& work);
  Done perform(const Sync& work);
  Done perform(const Rename& work);
  Done perform(const Remove& work);
  Done perform(const SyncDirectory& work);
  bool fails(std::size_t kind);
  Done put(const std::string& file, std::uint64_t offset, std::string_view bytes, bool fails);
  void change_names(NameChange change);
  void forget_nameless();

  static void apply(const NameChange& change, Names& names);
  static const Name* find(const Names& names, const std::string& name);
  File* find_file(const std::string& name);
  const File* find_file(const std::string& name) const;

  std::vector<DiskOperation> waiting_;
  std::uint64_t cancelled_ = 0;  // how many of those that wait are not done, as one before failed
  std::vector<File> files_;
  Names names_;
  Names durable_names_;
  std::vector<NameChange> changes_;  // of the names since the last sync of the directory
};

}  // namespace raft::storage
