#include "storage/file_disk.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <memory>
#include <system_error>

namespace raft::storage {
namespace {

// What can be done about it.
std::string_view remedy_for(int error) {
  switch (error) {
    case ENOSPC:
    case EDQUOT:
      return "; make room on this disk and start again";
    case EROFS:
      return "; mount the disk so that it can be written to";
    case EACCES:
    case EPERM:
      return "; give this user the right to do so";
    case EIO:
      return "; the disk has failed, and what stands on it must be doubted: replace it";
    default:
      return "";
  }
}

DiskError system_error(std::string_view what, const std::string& path, int error) {
  return {"cannot " + std::string(what) + " " + path + ": " +
          std::generic_category().message(error) + std::string(remedy_for(error))};
}

std::expected<Descriptor, DiskError> open_directory(const std::string& directory) {
  Descriptor opened(::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (opened.open()) return opened;
  return std::unexpected(system_error("open the directory", directory, errno));
}

// Makes the directory, and its name durable.
std::expected<void, DiskError> make_directory(const std::string& directory) {
  if (::mkdir(directory.c_str(), 0700) != 0) {
    if (errno == EEXIST) return {};
    return std::unexpected(system_error("make the directory", directory, errno));
  }
  const auto parent = open_directory(directory + "/..");
  if (!parent) return std::unexpected(parent.error());
  if (::fsync(parent->number()) == 0) return {};
  return std::unexpected(system_error("sync the directory that holds", directory, errno));
}

}  // namespace

Descriptor::~Descriptor() {
  if (open()) ::close(number_);
}

std::expected<FileDisk, DiskError> FileDisk::open(const std::string& directory) {
  if (const auto made = make_directory(directory); !made) return std::unexpected(made.error());
  auto opened = open_directory(directory);
  if (!opened) return std::unexpected(opened.error());
  if (::flock(opened->number(), LOCK_EX | LOCK_NB) != 0) {
    if (errno != EWOULDBLOCK) {
      return std::unexpected(system_error("lock the directory", directory, errno));
    }
    return std::unexpected(
        DiskError{"another process uses the directory " + directory +
                  "; a member runs once: stop the other process, or name another directory"});
  }
  if (::faccessat(opened->number(), ".", W_OK, 0) != 0) {
    return std::unexpected(system_error("write to the directory", directory, errno));
  }
  return FileDisk(directory, std::move(*opened), true);
}

std::expected<FileDisk, DiskError> FileDisk::open_to_read(const std::string& directory) {
  auto opened = open_directory(directory);
  if (!opened) return std::unexpected(opened.error());
  return FileDisk(directory, std::move(*opened), false);
}

std::vector<DiskCompletion> FileDisk::perform(std::span<const DiskOperation> operations) {
  std::vector<DiskCompletion> completions;
  bool stopped = !writes_;
  for (const DiskOperation& operation : operations) {
    Done done = std::unexpected(DiskError{writes_ ? "not done, as an operation before it failed"
                                                  : "not done: the directory is only looked at"});
    if (!stopped) {
      done = std::visit([this](const auto& work) { return perform(work); }, operation.work);
    }
    stopped = !done;
    completions.push_back({.number = operation.number});
    if (!done) completions.back().error = done.error();
  }
  return completions;
}

FileDisk::Done FileDisk::perform(const Create& work) {
  constexpr int exclusive = O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC;
  Descriptor file(::openat(opened_.number(), work.file.c_str(), exclusive, 0600));
  if (!file.open()) return failed("create", work.file);
  // Says at once if the disk is full.
  errno = ::posix_fallocate(file.number(), 0, static_cast<off_t>(work.size));
  if (errno != 0) return failed("make room for", work.file);
  files_[work.file] = std::move(file);
  return {};
}

FileDisk::Done FileDisk::perform(const Write& work) {
  return put(work.file, work.offset, work.bytes);
}

FileDisk::Done FileDisk::perform(const Zero& work) {
  static const std::string zeros(std::size_t{1} << 20, '\0');
  for (std::uint64_t done = 0; done < work.size;) {
    const std::string_view piece = std::string_view(zeros).substr(0, work.size - done);
    if (const Done put_there = put(work.file, work.offset + done, piece); !put_there) {
      return put_there;
    }
    done += piece.size();
  }
  return {};
}

FileDisk::Done FileDisk::put(const std::string& file, std::uint64_t offset,
                             std::string_view bytes) {
  const auto descriptor = writable(file);
  if (!descriptor) return std::unexpected(descriptor.error());
  while (!bytes.empty()) {
    const ssize_t written =
        ::pwrite(*descriptor, bytes.data(), bytes.size(), static_cast<off_t>(offset));
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return failed("write to", file);
    bytes.remove_prefix(static_cast<std::size_t>(written));
    offset += static_cast<std::uint64_t>(written);
  }
  return {};
}

FileDisk::Done FileDisk::perform(const Sync& work) {
  const auto descriptor = writable(work.file);
  if (!descriptor) return std::unexpected(descriptor.error());
  if (::fdatasync(*descriptor) != 0) return failed("sync", work.file);
  return {};
}

FileDisk::Done FileDisk::perform(const Rename& work) {
  const int in = opened_.number();
  if (::renameat(in, work.file.c_str(), in, work.to.c_str()) != 0) {
    return failed("rename", work.file);
  }
  files_.erase(work.to);
  if (auto held = files_.extract(work.file)) {
    held.key() = work.to;
    files_.insert(std::move(held));
  }
  return {};
}

FileDisk::Done FileDisk::perform(const Remove& work) {
  if (::unlinkat(opened_.number(), work.file.c_str(), 0) != 0) return failed("remove", work.file);
  files_.erase(work.file);
  return {};
}

FileDisk::Done FileDisk::perform(const SyncDirectory&) {
  if (::fsync(opened_.number()) != 0) return failed("sync the names in", ".");
  return {};
}

std::expected<int, DiskError> FileDisk::writable(const std::string& file) {
  Descriptor& held = files_[file];
  if (!held.open()) {
    held = Descriptor(::openat(opened_.number(), file.c_str(), O_RDWR | O_CLOEXEC));
  }
  if (!held.open()) return failed("open", file);
  return held.number();
}

std::unexpected<DiskError> FileDisk::failed(std::string_view what, const std::string& file) const {
  const int error = errno;
  return std::unexpected(system_error(what, directory_ + "/" + file, error));
}

// ---- reading

std::expected<std::vector<std::string>, DiskError> FileDisk::list() const {
  const auto close = [](DIR* stream) { ::closedir(stream); };
  const std::unique_ptr<DIR, decltype(close)> stream(::opendir(directory_.c_str()), close);
  if (!stream) return failed("list", ".");
  std::vector<std::string> names;
  while (const dirent* entry = ::readdir(stream.get())) {
    const std::string_view name = entry->d_name;
    if (name != "." && name != "..") names.emplace_back(name);
  }
  std::sort(names.begin(), names.end());
  return names;
}

std::expected<std::uint64_t, DiskError> FileDisk::size(const std::string& file) const {
  struct stat found = {};
  if (::fstatat(opened_.number(), file.c_str(), &found, 0) != 0) return failed("read", file);
  return static_cast<std::uint64_t>(found.st_size);
}

std::expected<std::string, DiskError> FileDisk::read(const std::string& file, std::uint64_t offset,
                                                     std::uint64_t size) const {
  const Descriptor opened(::openat(opened_.number(), file.c_str(), O_RDONLY | O_CLOEXEC));
  if (!opened.open()) return failed("read", file);
  std::string bytes(size, '\0');
  for (std::uint64_t done = 0; done < size;) {
    const ssize_t got = ::pread(opened.number(), bytes.data() + done, size - done,
                                static_cast<off_t>(offset + done));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return failed("read", file);
    if (got == 0)
      return std::unexpected(DiskError{"cannot read " + directory_ + "/" + file +
                                       ": it ends before byte " + std::to_string(offset + size)});
    done += static_cast<std::uint64_t>(got);
  }
  return bytes;
}

}  // namespace raft::storage
