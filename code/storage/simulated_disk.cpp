#include "storage/simulated_disk.h"

#include <algorithm>
#include <utility>

#include "core/ensure.h"

namespace raft::storage {
namespace {

std::unexpected<DiskError> disk_error(const std::string& what, const std::string& why) {
  return std::unexpected(DiskError{what + ": " + why});
}

std::uint64_t sectors_of(std::uint64_t size) { return (size + sector_size - 1) / sector_size; }

}  // namespace

// ---- operations

void SimulatedDisk::ask(std::span<const DiskOperation> operations) {
  waiting_.insert(waiting_.end(), operations.begin(), operations.end());
}

std::optional<DiskCompletion> SimulatedDisk::perform_next() {
  if (waiting_.empty() || trouble.stuck) return std::nullopt;
  const DiskOperation next = std::move(waiting_.front());
  waiting_.erase(waiting_.begin());
  if (cancelled_ > 0) {
    --cancelled_;
    return DiskCompletion{.number = next.number,
                          .error = DiskError{"not done, as an operation before it failed"}};
  }
  const Done done = std::visit([this](const auto& work) { return perform(work); }, next.work);
  if (done) return DiskCompletion{.number = next.number};
  cancelled_ = waiting_.size();
  return DiskCompletion{.number = next.number, .error = done.error()};
}

bool SimulatedDisk::fails(std::size_t kind) {
  if (trouble.next_to_fail != kind) return false;
  trouble.next_to_fail.reset();
  return true;
}

SimulatedDisk::Done SimulatedDisk::perform(const Create& work) {
  if (fails(kind_of_work<Create>()))
    return disk_error("create " + work.file, "the disk has failed");
  if (trouble.full) return disk_error("create " + work.file, "no space left on the disk");
  if (find_file(work.file) != nullptr) return disk_error("create " + work.file, "it is there");
  const std::string zeros(work.size, '\0');
  const std::vector<std::uint8_t> dirty(sectors_of(work.size), 1);
  files_.push_back({.cache = zeros, .dirty = dirty});
  change_names({.added = Name{.name = work.file, .file = files_.size() - 1}});
  return {};
}

SimulatedDisk::Done SimulatedDisk::perform(const Write& work) {
  return put(work.file, work.offset, work.bytes, fails(kind_of_work<Write>()));
}

SimulatedDisk::Done SimulatedDisk::perform(const Zero& work) {
  return put(work.file, work.offset, std::string(work.size, '\0'), fails(kind_of_work<Zero>()));
}

// What fails has done the first half.
SimulatedDisk::Done SimulatedDisk::put(const std::string& name, std::uint64_t offset,
                                       std::string_view bytes, bool fails) {
  File* file = find_file(name);
  if (file == nullptr) return disk_error("write " + name, "there is no such file");
  if (offset > file->cache.size() || bytes.size() > file->cache.size() - offset) {
    return disk_error("write " + name, "the file is too short");
  }
  if (fails) bytes = bytes.substr(0, bytes.size() / 2);
  file->cache.replace(offset, bytes.size(), bytes);
  for (std::uint64_t at = offset; at < offset + bytes.size(); at += sector_size) {
    file->dirty[at / sector_size] = 1;
  }
  if (!bytes.empty()) file->dirty[(offset + bytes.size() - 1) / sector_size] = 1;
  if (fails) return disk_error("write " + name, "the disk has failed");
  return {};
}

// A sync that fails leaves the pages marked as clean, as Linux does: the next one has nothing to
// do, and succeeds.
SimulatedDisk::Done SimulatedDisk::perform(const Sync& work) {
  File* file = find_file(work.file);
  if (file == nullptr) return disk_error("sync " + work.file, "there is no such file");
  if (fails(kind_of_work<Sync>())) {
    std::fill(file->dirty.begin(), file->dirty.end(), std::uint8_t{0});
    return disk_error("sync " + work.file, "the disk has failed");
  }
  if (trouble.lies) return {};
  file->platter.resize(file->cache.size(), '\0');
  for (std::size_t sector = 0; sector < file->dirty.size(); ++sector) {
    if (file->dirty[sector] == 0) continue;
    const std::size_t at = sector * sector_size;
    file->platter.replace(at, sector_size, file->cache, at, sector_size);
    file->dirty[sector] = 0;
  }
  return {};
}

SimulatedDisk::Done SimulatedDisk::perform(const Rename& work) {
  if (fails(kind_of_work<Rename>()))
    return disk_error("rename " + work.file, "the disk has failed");
  const Name* name = find(names_, work.file);
  if (name == nullptr) return disk_error("rename " + work.file, "there is no such file");
  change_names({.gone = work.file, .added = Name{.name = work.to, .file = name->file}});
  return {};
}

SimulatedDisk::Done SimulatedDisk::perform(const Remove& work) {
  if (fails(kind_of_work<Remove>()))
    return disk_error("remove " + work.file, "the disk has failed");
  if (find(names_, work.file) == nullptr) {
    return disk_error("remove " + work.file, "there is no such file");
  }
  change_names({.gone = work.file});
  return {};
}

SimulatedDisk::Done SimulatedDisk::perform(const SyncDirectory&) {
  const bool failed = fails(kind_of_work<SyncDirectory>());
  if (trouble.lies && !failed) return {};
  changes_.clear();
  if (failed) return disk_error("sync the directory", "the disk has failed");
  durable_names_ = names_;
  forget_nameless();
  return {};
}

// ---- reading

std::expected<std::vector<std::string>, DiskError> SimulatedDisk::list() const {
  std::vector<std::string> list;
  for (const Name& name : names_) list.push_back(name.name);
  return list;
}

std::expected<std::uint64_t, DiskError> SimulatedDisk::size(const std::string& name) const {
  const File* file = find_file(name);
  if (file == nullptr) return disk_error("read " + name, "there is no such file");
  return file->cache.size();
}

std::expected<std::string, DiskError> SimulatedDisk::read(const std::string& name,
                                                          std::uint64_t offset,
                                                          std::uint64_t size) const {
  const File* file = find_file(name);
  if (file == nullptr) return disk_error("read " + name, "there is no such file");
  if (offset > file->cache.size() || size > file->cache.size() - offset) {
    return disk_error("read " + name, "the file is too short");
  }
  for (const std::uint64_t sector : file->unreadable) {
    if (sector * sector_size < offset + size && (sector + 1) * sector_size > offset) {
      return disk_error("read " + name, "the disk has failed");
    }
  }
  return file->cache.substr(offset, size);
}

// ---- what happens to it

void SimulatedDisk::kill() {
  waiting_.clear();
  cancelled_ = 0;
}

// Some power failures lose all that was not synced, some nothing, most a part.
void SimulatedDisk::crash(Random& random) {
  kill();
  const std::uint64_t survive = random.between(0, 4);  // of four
  const auto survives = [&] { return random.between(1, 4) <= survive; };
  for (const NameChange& change : changes_) {
    if (survives()) apply(change, durable_names_);
  }
  changes_.clear();
  names_ = durable_names_;
  forget_nameless();
  for (File& file : files_) {
    if (file.platter.size() != file.cache.size() && survives()) {
      file.platter.resize(file.cache.size(), '\0');
    }
    for (std::size_t sector = 0; sector < file.dirty.size(); ++sector) {
      const std::size_t at = sector * sector_size;
      if (file.dirty[sector] == 0 || at >= file.platter.size() || !survives()) continue;
      file.platter.replace(at, sector_size, file.cache, at, sector_size);
    }
    file.cache = file.platter;
    file.dirty.assign(sectors_of(file.cache.size()), 0);
  }
}

void SimulatedDisk::flip(const std::string& name, std::uint64_t bit) {
  File* file = find_file(name);
  ensure(file != nullptr && bit / 8 < file->cache.size(), "a bit of the file");
  const auto flipped = [&](std::string& bytes) {
    if (bit / 8 < bytes.size()) bytes[bit / 8] = static_cast<char>(bytes[bit / 8] ^ 1 << bit % 8);
  };
  flipped(file->cache);
  flipped(file->platter);
}

void SimulatedDisk::make_unreadable(const std::string& name, std::uint64_t sector) {
  File* file = find_file(name);
  ensure(file != nullptr && sector < file->dirty.size(), "a sector of the file");
  file->unreadable.push_back(sector);
}

// ---- names

void SimulatedDisk::change_names(NameChange change) {
  apply(change, names_);
  changes_.push_back(std::move(change));
}

void SimulatedDisk::apply(const NameChange& change, Names& names) {
  const auto erase = [&](const std::string& name) {
    std::erase_if(names, [&](const Name& n) { return n.name == name; });
  };
  if (change.gone) erase(*change.gone);
  if (!change.added) return;
  erase(change.added->name);
  const auto place = std::find_if(names.begin(), names.end(),
                                  [&](const Name& n) { return n.name > change.added->name; });
  names.insert(place, *change.added);
}

// A file without a name is gone, once nothing can bring a name of it back.
void SimulatedDisk::forget_nameless() {
  const auto named = [](const Names& names, FileId file) {
    return std::any_of(names.begin(), names.end(), [&](const Name& n) { return n.file == file; });
  };
  for (FileId file = 0; file < files_.size(); ++file) {
    if (!named(names_, file) && !named(durable_names_, file)) files_[file] = {};
  }
}

const SimulatedDisk::Name* SimulatedDisk::find(const Names& names, const std::string& name) {
  const auto found =
      std::find_if(names.begin(), names.end(), [&](const Name& n) { return n.name == name; });
  return found == names.end() ? nullptr : &*found;
}

const SimulatedDisk::File* SimulatedDisk::find_file(const std::string& name) const {
  const Name* found = find(names_, name);
  return found == nullptr ? nullptr : &files_[found->file];
}

SimulatedDisk::File* SimulatedDisk::find_file(const std::string& name) {
  return const_cast<File*>(std::as_const(*this).find_file(name));
}

}  // namespace raft::storage
