#include "cli/files/whole_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <system_error>
#include <utility>
#include <vector>

#include "text/nearest_word.h"

namespace raft {
namespace {

// The file that is being written, for the signal handler, which may only look at plain memory.
std::array<char, 4096> unfinished_path{};
std::atomic<bool> unfinished = false;

void end_at_once(int signal_number) {
  if (unfinished) unlink(unfinished_path.data());
  signal(signal_number, SIG_DFL);
  raise(signal_number);
}

// The file behind a descriptor, closed at the end.
class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (number_ > STDERR_FILENO) ::close(number_);
  }
  int number() const { return number_; }
  bool open() const { return number_ >= 0; }
  bool close() { return ::close(std::exchange(number_, -1)) == 0; }

 private:
  int number_;
};

std::unexpected<std::string> cannot(std::string_view what, const std::string& path) {
  const std::string reason = std::generic_category().message(errno);
  return std::unexpected(fmt::format("cannot {} '{}': {}", what, path, reason));
}

bool write_all(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

std::expected<void, std::string> write_directly(const std::string& path, std::string_view bytes) {
  Descriptor file(::open(path.c_str(), O_WRONLY | O_TRUNC | O_CLOEXEC));
  if (!file.open() || !write_all(file.number(), bytes)) return cannot("write", path);
  return {};
}

// Where the path leads, through symbolic links.
std::string target_of(const std::string& path) {
  std::error_code error;
  const auto target = std::filesystem::weakly_canonical(path, error);
  return error ? path : target.string();
}

}  // namespace

std::string no_such_file(const std::string& path) {
  namespace fs = std::filesystem;
  const fs::path folder = fs::path(path).parent_path();
  std::vector<std::string> names;
  std::error_code error;
  for (fs::directory_iterator at(folder.empty() ? "." : folder, error), end; !error && at != end;
       at.increment(error)) {
    names.push_back(at->path().filename().string());
  }
  std::ranges::sort(names);  // so that of two that are as near it is always the same
  const std::string typed = fs::path(path).filename().string();
  const std::vector<std::string_view> views(names.begin(), names.end());
  const std::string meant(nearest_word(typed, views));
  return fmt::format("cannot read '{}': No such file or directory{}", path,
                     meant.empty() ? "" : "; did you mean '" + (folder / meant).string() + "'?");
}

std::expected<std::string, std::string> read_file(const std::string& path) {
  Descriptor file(path == "-" ? STDIN_FILENO : ::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file.open()) {
    return errno == ENOENT ? std::unexpected(no_such_file(path)) : cannot("read", path);
  }
  std::string bytes;
  std::array<char, 65536> piece;
  while (true) {
    const ssize_t length = ::read(file.number(), piece.data(), piece.size());
    if (length < 0 && errno == EINTR) continue;
    if (length < 0) return cannot("read", path);
    if (length == 0) return bytes;
    bytes.append(piece.data(), static_cast<std::size_t>(length));
    if (bytes.size() > largest_file) {
      return std::unexpected(fmt::format("'{}' is larger than 1 GB, which is the most", path));
    }
  }
}

std::expected<void, std::string> write_file(const std::string& path, std::string_view bytes) {
  struct stat present {};
  const bool exists = ::stat(path.c_str(), &present) == 0;
  if (exists && !S_ISREG(present.st_mode)) return write_directly(path, bytes);

  const std::string target = target_of(path);
  const std::string beside = fmt::format("{}.{}.unfinished", target, ::getpid());
  if (beside.size() >= unfinished_path.size()) {
    errno = ENAMETOOLONG;
    return cannot("write", path);
  }
  std::memcpy(unfinished_path.data(), beside.c_str(), beside.size() + 1);
  unfinished = true;
  Descriptor file(::open(beside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666));
  bool done = file.open() && write_all(file.number(), bytes);
  if (done && exists) done = ::fchmod(file.number(), present.st_mode & 07777) == 0;
  done = done && file.close() && ::rename(beside.c_str(), target.c_str()) == 0;
  const int reason = errno;
  if (!done) ::unlink(beside.c_str());
  unfinished = false;
  errno = reason;
  if (!done) return cannot("write", path);
  return {};
}

void clean_up_when_interrupted() {
  for (const int signal_number : {SIGINT, SIGTERM, SIGHUP}) {
    struct sigaction present {};
    sigaction(signal_number, nullptr, &present);
    if (present.sa_handler != SIG_IGN) signal(signal_number, end_at_once);
  }
}

}  // namespace raft
