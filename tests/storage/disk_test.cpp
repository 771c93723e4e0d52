// What a disk promises holds for the simulated one and for files alike. The simulated one may
// promise less after a power failure, and is never kinder.

#include "storage/disk.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <set>

#include "core/random.h"
#include "storage/file_disk.h"
#include "storage/simulated_disk.h"
#include "storage/temporary_directory.h"

namespace raft::storage {
namespace {

using testing::ElementsAre;

// A disk of either kind, and how it performs operations.
struct AnyDisk {
  const DiskReader& reader;
  std::function<std::vector<DiskCompletion>(const DiskOperations&)> perform;
};

std::vector<DiskCompletion> performed(SimulatedDisk& disk, const DiskOperations& operations) {
  disk.ask(operations);
  std::vector<DiskCompletion> completions;
  while (!disk.idle()) completions.push_back(*disk.perform_next());
  return completions;
}

void on_both(const std::function<void(const AnyDisk&)>& scenario) {
  SimulatedDisk simulated;
  scenario({.reader = simulated,
            .perform = [&](const DiskOperations& all) { return performed(simulated, all); }});
  const TemporaryDirectory directory;
  auto files = FileDisk::open(directory.path());
  ASSERT_TRUE(files) << files.error().text;
  scenario({.reader = *files,
            .perform = [&](const DiskOperations& all) { return files->perform(all); }});
}

DiskOperations numbered(std::vector<DiskWork> works) {
  DiskOperations operations;
  for (DiskWork& work : works) {
    operations.push_back({.number = operations.size() + 1, .work = std::move(work)});
  }
  return operations;
}

// Which operations ended well, by number.
std::vector<std::uint64_t> well(const std::vector<DiskCompletion>& completions) {
  std::vector<std::uint64_t> numbers;
  for (const DiskCompletion& one : completions) {
    if (!one.error) numbers.push_back(one.number);
  }
  return numbers;
}

TEST(ADisk, HoldsWhatWasWrittenToIt) {
  on_both([](const AnyDisk& disk) {
    const auto done = disk.perform(numbered(
        {Create{.file = "b", .size = 3000}, Write{.file = "b", .offset = 1000, .bytes = "abcdef"},
         Zero{.file = "b", .offset = 1002, .size = 2}, Sync{"b"}, Create{.file = "a", .size = 1},
         SyncDirectory{}}));
    EXPECT_THAT(well(done), ElementsAre(1, 2, 3, 4, 5, 6));
    EXPECT_THAT(*disk.reader.list(), ElementsAre("a", "b"));
    EXPECT_EQ(disk.reader.size("b"), 3000u);
    EXPECT_EQ(disk.reader.read("b", 999, 8), std::string("\0ab\0\0ef\0", 8));
  });
}

TEST(ADisk, RenamesAndRemoves) {
  on_both([](const AnyDisk& disk) {
    const auto done = disk.perform(
        numbered({Create{.file = "a", .size = 1}, Create{.file = "b", .size = 2},
                  Create{.file = "c", .size = 3}, Rename{.file = "a", .to = "b"}, Remove{"c"},
                  Write{.file = "b", .offset = 0, .bytes = "x"}, Sync{"b"}}));
    EXPECT_THAT(well(done), ElementsAre(1, 2, 3, 4, 5, 6, 7));
    EXPECT_THAT(*disk.reader.list(), ElementsAre("b"));
    EXPECT_EQ(disk.reader.read("b", 0, 1), "x");
    EXPECT_EQ(disk.reader.size("b"), 1u);
  });
}

TEST(ADisk, DoesNothingBehindAFailedOperation) {
  on_both([](const AnyDisk& disk) {
    const auto done =
        disk.perform(numbered({Create{.file = "a", .size = 9}, Create{.file = "a", .size = 9},
                               Write{.file = "a", .offset = 0, .bytes = "x"}}));
    EXPECT_THAT(well(done), ElementsAre(1));
    EXPECT_EQ(done.size(), 3u);
    EXPECT_EQ(disk.reader.read("a", 0, 1), std::string(1, '\0'));
    EXPECT_THAT(well(disk.perform(numbered({Write{.file = "a", .offset = 0, .bytes = "x"}}))),
                ElementsAre(1))
        << "what is asked for later is done";
  });
}

TEST(ADisk, SaysWhatItCannotDo) {
  on_both([](const AnyDisk& disk) {
    for (const DiskWork& work : std::vector<DiskWork>{
             Write{.file = "none", .offset = 0, .bytes = "x"}, Zero{.file = "none", .size = 1},
             Sync{"none"}, Rename{.file = "none", .to = "a"}, Remove{"none"}}) {
      const auto done = disk.perform(numbered({work}));
      ASSERT_TRUE(done.front().error);
      EXPECT_THAT(done.front().error->text, testing::HasSubstr("none"));
    }
    EXPECT_FALSE(disk.reader.size("none"));
    EXPECT_FALSE(disk.reader.read("none", 0, 1));
    disk.perform(numbered({Create{.file = "short", .size = 4}}));
    EXPECT_FALSE(disk.reader.read("short", 0, 5));
  });
}

// ---- the simulated disk alone: what a power failure leaves

TEST(ASimulatedDisk, KeepsSyncedBytesAndSyncedNamesOnly) {
  std::set<std::string> outcomes;
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    SimulatedDisk disk;
    performed(disk,
              numbered({Create{.file = "a", .size = 3 * sector_size}, Sync{"a"}, SyncDirectory{}}));
    performed(disk, numbered({Write{.file = "a", .offset = 0, .bytes = "synced"}, Sync{"a"},
                              Write{.file = "a", .offset = sector_size, .bytes = "1"},
                              Write{.file = "a", .offset = 2 * sector_size, .bytes = "2"},
                              Create{.file = "b", .size = 1}, Rename{.file = "a", .to = "c"}}));
    Random random(seed);
    disk.crash(random);
    const auto names = *disk.list();
    ASSERT_TRUE(names.back() == "c" || names.front() == "a");
    const std::string file = names.back() == "c" ? "c" : "a";
    const std::string bytes = *disk.read(file, 0, 3 * sector_size);
    EXPECT_TRUE(bytes.starts_with("synced"));
    std::string outcome;
    for (const std::string& name : names) outcome += name;
    outcome.push_back(bytes[sector_size] == '1' ? '1' : '-');
    outcome.push_back(bytes[2 * sector_size] == '2' ? '2' : '-');
    outcomes.insert(outcome);
  }
  EXPECT_EQ(outcomes.size(), 16u) << "two sectors and two names, each for itself";
}

}  // namespace
}  // namespace raft::storage
