// `raft wal`: looks at a member's write-ahead log.

#include <fmt/format.h>

#include <filesystem>
#include <utility>

#include "cli/commands/command.h"
#include "cli/console/wal_listing.h"
#include "storage/file_disk.h"

namespace raft {
namespace {

struct WalOptions {
  std::string path = {};
  Screen screen = {};
};

// The directory, and the segment's file if one was named.
std::pair<std::string, std::string> place_of(const std::string& path) {
  const std::filesystem::path given(path);
  if (!storage::segment_number(given.filename().string())) return {path, ""};
  const std::filesystem::path folder = given.parent_path();
  return {folder.empty() ? "." : folder.string(), given.filename().string()};
}

int not_sound(const Screen& screen, const storage::Unrecoverable& found) {
  fmt::print("{}: {}\n", red(screen, "NOT SOUND"), to_string(found));
  return exit_failed;
}

int wal_dump(const WalOptions& options) {
  const auto [directory, file] = place_of(options.path);
  const auto disk = storage::FileDisk::open_to_read(directory);
  if (!disk) return refuse(disk.error().text);
  std::string text;
  const auto listed = list_wal(*disk, file, text);
  fmt::print("{}", text);
  return listed ? exit_good : not_sound(options.screen, listed.error());
}

int wal_verify(const WalOptions& options) {
  const auto [directory, file] = place_of(options.path);
  const auto disk = storage::FileDisk::open_to_read(directory);
  if (!disk) return refuse(disk.error().text);
  const auto verified = verified_wal(*disk, file);
  if (!verified) return not_sound(options.screen, verified.error());
  fmt::print("{}: {}\n", green(options.screen, "sound"), *verified);
  return exit_good;
}

// ---- its words and options

constexpr const char* wal_examples =
    R"(A write-ahead log is a directory of segments, 0000000000000001.wal and so on. Each begins
with a header, and then has batches: what one sync made durable, whole or not at all. Every
512 bytes have a checksum. Nothing is changed, even while a member runs. A program that links
raft::server writes such a log (docs/library.md); no other command here does.

Examples:
  raft wal verify member-1/wal         would a member start with this?
  raft wal dump member-1/wal           every record, the oldest first
  raft wal dump member-1/wal/0000000000000002.wal
                                       those of one segment

Returns 0 if the log is sound, which includes a last batch that a power failure has torn;
1 if it is damaged, with the file, the byte and what to do; 2 if it cannot be read.)";

void add_wal_command(CLI::App& wal, Chosen& chosen, const char* name, const char* about,
                     int (*work)(const WalOptions&)) {
  const auto options = std::make_shared<WalOptions>();
  CLI::App& command = *wal.add_subcommand(name, about);
  command.footer(wal_examples);
  command.add_option("PATH", options->path, "A log's directory, or the file of one segment")
      ->required();
  choose(command, chosen, options, work);
}

}  // namespace

void add_wal(CLI::App& app, Chosen& chosen) {
  CLI::App& command = *app.add_subcommand("wal", "Look at a member's write-ahead log");
  command.footer(wal_examples);
  command.require_subcommand(1);
  add_wal_command(command, chosen, "dump", "Show every record", wal_dump);
  add_wal_command(command, chosen, "verify", "Say whether a member would start with it",
                  wal_verify);
}

}  // namespace raft
