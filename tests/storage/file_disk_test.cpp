// The same log on real files: a process that dies at any operation, and what the next one finds.

#include "storage/file_disk.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "storage/driver.h"
#include "storage/temporary_directory.h"

namespace raft::storage {
namespace {

using testing::HasSubstr;

// The state after so many saves. What is saved depends on nothing else.
Save next_save(Memory& memory, std::uint64_t number) {
  const Log& log = memory.state.log;
  const std::uint64_t term = memory.state.term_and_vote.current_term.value;
  switch (number % 7) {
    case 0:
      return memory.vote(term + 1, ServerId{1});
    case 3:
      return memory.compact(log.last_index().previous());
    case 5:
      return memory.replace(log.last_index(), {entry(term, std::to_string(number))});
    default:
      return memory.append({entry(term, std::string(number * 37 % 900, 'x'))});
  }
}

Saved state_after(std::uint64_t saves) {
  Memory memory;
  for (std::uint64_t number = 0; number < saves; ++number) next_save(memory, number);
  return memory.state;
}

// Which save a server remembers as its last one.
std::uint64_t saves_in(const Saved& saved) {
  for (std::uint64_t saves = 0; saves < 10'000; ++saves) {
    if (state_after(saves) == saved) return saves;
  }
  ADD_FAILURE() << "a state that never was";
  return 0;
}

// A process that saves, and dies after so many operations. Writes down in `promised` how many saves
// were durable. Ends with 0 if it died as it should.
[[noreturn]] void serve(const std::string& directory, int promised, std::uint64_t operations_left,
                        std::uint64_t salt) {
  auto disk = FileDisk::open(directory);
  if (!disk) ::_exit(3);
  LogSettings settings = small_segments(16);
  settings.salt = salt;
  auto recovered = recover(*disk, settings);
  if (!recovered) ::_exit(4);
  WriteAheadLog& log = recovered->log;
  const std::uint64_t before = saves_in(recovered->saved);
  Memory memory{recovered->saved};
  for (std::uint64_t number = before;; ++number) {
    if (log.ready()) log.write(next_save(memory, number), memory.state.log);
    if (!log.ready()) --number;
    DiskOperations operations;
    log.flush(operations);
    for (const DiskOperation& operation : operations) {
      if (operations_left-- == 0) ::_exit(0);
      for (const DiskCompletion& done : disk->perform({&operation, 1})) log.completed(done);
      if (log.stopped()) ::_exit(5);
      const std::uint64_t durable = before + log.durable();
      if (log.ready() && ::pwrite(promised, &durable, sizeof durable, 0) < 0) ::_exit(6);
    }
  }
}

TEST(AProcessThatDies, LosesNothingThatWasPromised) {
  const TemporaryDirectory directory;
  const std::string log_directory = directory.path() + "/log";
  const Descriptor promised(::memfd_create("promised", 0));
  Random random(1);
  std::uint64_t last = 0;
  for (std::uint64_t start = 1; start <= 24; ++start) {
    const std::uint64_t operations = random.between(0, 100);
    const pid_t child = ::fork();
    if (child == 0) serve(log_directory, promised.number(), operations, start);
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    ASSERT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0) << WEXITSTATUS(status);
    auto disk = FileDisk::open(log_directory);
    ASSERT_TRUE(disk) << disk.error().text;
    const auto found = recover(*disk, small_segments(16));
    ASSERT_TRUE(found) << to_string(found.error());
    std::uint64_t durable = 0;
    ASSERT_GE(::pread(promised.number(), &durable, sizeof durable, 0), 0);
    last = saves_in(found->saved);
    ASSERT_GE(last, durable) << "at start " << start;
  }
  EXPECT_GT(last, 20u);
}

TEST(ADirectory, IsForOneProcessAtATime) {
  const TemporaryDirectory directory;
  auto first = FileDisk::open(directory.path());
  ASSERT_TRUE(first);
  const auto second = FileDisk::open(directory.path());
  ASSERT_FALSE(second);
  EXPECT_THAT(second.error().text, HasSubstr("another process uses the directory"));
  EXPECT_TRUE(FileDisk::open_to_read(directory.path())) << "looking is allowed";
  { const FileDisk gone = std::move(*first); }
  EXPECT_TRUE(FileDisk::open(directory.path()));
}

TEST(ADirectory, ThatCannotBeUsedIsRefusedWithWhatToDo) {
  const TemporaryDirectory directory;
  EXPECT_THAT(FileDisk::open(directory.path() + "/none/deeper").error().text,
              HasSubstr("cannot make the directory"));
  EXPECT_FALSE(FileDisk::open_to_read(directory.path() + "/none"));
}

TEST(AFileDisk, ThatOnlyLooksChangesNothing) {
  const TemporaryDirectory directory;
  {
    auto disk = FileDisk::open(directory.path());
    const DiskOperation create{.number = 1, .work = Create{.file = "a", .size = 10}};
    ASSERT_FALSE(disk->perform({&create, 1}).front().error);
  }
  auto looking = FileDisk::open_to_read(directory.path());
  const DiskOperation write{.number = 1, .work = Write{.file = "a", .offset = 0, .bytes = "x"}};
  EXPECT_TRUE(looking->perform({&write, 1}).front().error);
  const DiskOperation create{.number = 2, .work = Create{.file = "b", .size = 10}};
  EXPECT_TRUE(looking->perform({&create, 1}).front().error);
  EXPECT_EQ(looking->read("a", 0, 1), std::string(1, '\0'));
  EXPECT_EQ(looking->list()->size(), 1u);
}

}  // namespace
}  // namespace raft::storage
