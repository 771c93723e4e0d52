#pragma once
/// @file
/// A disk that is a directory of files. It performs what storage/disk.h describes with POSIX calls,
/// and decides nothing. Zeros are written, not promised: a file has its blocks, and they hold what
/// they hold, before the first batch is written to it, so that `fdatasync` has data to write and no
/// more.

#include <cstdint>
#include <expected>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "storage/disk.h"

namespace raft::storage {

/// Closes a file when it goes.
class Descriptor {
 public:
  explicit Descriptor(int number = -1) : number_(number) {}
  Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
  }
  ~Descriptor();

  int number() const { return number_; }
  bool open() const { return number_ >= 0; }

 private:
  int number_;
};

/// Not for use from several threads at once. Move-only: it holds open files.
class FileDisk final : public DiskReader {
 public:
  /// Takes the directory for this process alone, until the disk goes; makes it if it is not there.
  /// An error if another process has it, or if it cannot be written to. Nothing is changed in it.
  static std::expected<FileDisk, DiskError> open(const std::string& directory);
  /// Only looks at the directory, even while another process has it. Operations fail.
  static std::expected<FileDisk, DiskError> open_to_read(const std::string& directory);

  /// Performs operations until one fails; those behind it are not done. One completion for each.
  std::vector<DiskCompletion> perform(std::span<const DiskOperation> operations);

  std::expected<std::vector<std::string>, DiskError> list() const override;
  std::expected<std::uint64_t, DiskError> size(const std::string& file) const override;
  std::expected<std::string, DiskError> read(const std::string& file, std::uint64_t offset,
                                             std::uint64_t size) const override;

 private:
  using Done = std::expected<void, DiskError>;

  FileDisk(std::string directory, Descriptor opened, bool writes)
      : directory_(std::move(directory)), opened_(std::move(opened)), writes_(writes) {}

  Done perform(const Create& work);
  Done perform(const Write& work);
  Done perform(const Zero& work);
  Done perform(const Sync& work);
  Done perform(const Rename& work);
  Done perform(const Remove& work);
  Done perform(const SyncDirectory& work);
  Done put(const std::string& file, std::uint64_t offset, std::string_view bytes);
  std::expected<int, DiskError> writable(const std::string& file);
  std::unexpected<DiskError> failed(std::string_view what, const std::string& file) const;

  std::string directory_;
  Descriptor opened_;  // the directory
  bool writes_;
  std::map<std::string, Descriptor> files_;  // those that were written to
};

}  // namespace raft::storage
