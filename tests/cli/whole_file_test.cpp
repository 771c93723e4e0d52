#include "cli/files/whole_file.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <string>

namespace raft::whole_file_test {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

class WholeFile : public testing::Test {
 protected:
  WholeFile() : folder_(fs::path(testing::TempDir()) / ("whole-file-" + std::to_string(getpid()))) {
    fs::create_directory(folder_);
  }
  ~WholeFile() override { fs::remove_all(folder_); }

  std::string path(const char* name) const { return (folder_ / name).string(); }
  std::ptrdiff_t files() const {
    return std::distance(fs::directory_iterator(folder_), fs::directory_iterator());
  }

 private:
  fs::path folder_;
};

TEST_F(WholeFile, WhatIsWrittenCanBeRead) {
  const std::string bytes("a\0b\n", 4);
  ASSERT_TRUE(write_file(path("a"), bytes));
  EXPECT_EQ(read_file(path("a")).value(), bytes);
  EXPECT_EQ(files(), 1);
}

TEST_F(WholeFile, AnOldFileIsReplacedAndKeepsItsMode) {
  ASSERT_TRUE(write_file(path("a"), "old and longer"));
  ASSERT_EQ(chmod(path("a").c_str(), 0640), 0);
  ASSERT_TRUE(write_file(path("a"), "new"));
  EXPECT_EQ(read_file(path("a")).value(), "new");
  struct stat now {};
  stat(path("a").c_str(), &now);
  EXPECT_EQ(now.st_mode & 0777, 0640u);
}

TEST_F(WholeFile, ALinkStaysALink) {
  ASSERT_TRUE(write_file(path("a"), "old"));
  fs::create_symlink("a", path("link"));
  ASSERT_TRUE(write_file(path("link"), "new"));
  EXPECT_TRUE(fs::is_symlink(path("link")));
  EXPECT_EQ(read_file(path("a")).value(), "new");
}

TEST_F(WholeFile, ADeviceIsWrittenAndStays) {
  ASSERT_TRUE(write_file("/dev/null", "gone"));
  EXPECT_TRUE(fs::is_character_file("/dev/null"));
}

TEST_F(WholeFile, WhatCannotBeWrittenLeavesNothing) {
  const auto written = write_file(path("no/such/folder/a"), "x");
  ASSERT_FALSE(written);
  EXPECT_THAT(written.error(), HasSubstr("No such file or directory"));
  EXPECT_EQ(files(), 0);
}

TEST_F(WholeFile, AFolderIsNotWritten) {
  EXPECT_THAT(write_file(path("."), "x").error(), HasSubstr("Is a directory"));
  EXPECT_EQ(files(), 0);
}

TEST_F(WholeFile, ANameThatIsTooLongIsRefused) {
  const std::string long_path = path("a/") + std::string(5000, 'b');
  EXPECT_THAT(write_file(long_path, "x").error(), HasSubstr("File name too long"));
  EXPECT_EQ(files(), 0);
}

TEST_F(WholeFile, ALinkThatLeadsToItselfGivesWayToTheFile) {
  fs::create_symlink("loop", path("loop"));
  ASSERT_TRUE(write_file(path("loop"), "new"));
  EXPECT_EQ(read_file(path("loop")).value(), "new");
  EXPECT_EQ(files(), 1);
}

TEST_F(WholeFile, ADeviceThatTakesNothingIsTold) {
  if (!fs::exists("/dev/full")) GTEST_SKIP() << "there is no /dev/full here";
  EXPECT_THAT(write_file("/dev/full", "x").error(),
              HasSubstr("cannot write '/dev/full': No space left"));
}

TEST_F(WholeFile, AFolderIsNotRead) {
  EXPECT_THAT(read_file(path(".")).error(), HasSubstr("Is a directory"));
}

TEST_F(WholeFile, AnInterruptAfterwardsLeavesWhatIsWritten) {
  const pid_t child = fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    clean_up_when_interrupted();
    if (!write_file(path("a"), "whole")) _exit(1);
    raise(SIGINT);
    _exit(2);
  }
  int status = 0;
  waitpid(child, &status, 0);
  EXPECT_TRUE(WIFSIGNALED(status) && WTERMSIG(status) == SIGINT);
  EXPECT_EQ(read_file(path("a")).value(), "whole");
}

TEST_F(WholeFile, AnInterruptThatIsIgnoredStaysIgnored) {
  const pid_t child = fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    signal(SIGINT, SIG_IGN);
    clean_up_when_interrupted();
    raise(SIGINT);
    _exit(0);
  }
  int status = 0;
  waitpid(child, &status, 0);
  EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

// The child writes more than fits into a pipe that nobody reads, so it is in the middle of writing
// when the interrupt comes.
TEST_F(WholeFile, AnInterruptInTheMiddleLeavesNothing) {
  ASSERT_TRUE(write_file(path("a"), "old"));
  const pid_t child = fork();
  ASSERT_GE(child, 0);
  const std::string beside =
      path("a") + "." + std::to_string(child == 0 ? getpid() : child) + ".unfinished";
  if (child == 0) {
    clean_up_when_interrupted();
    const bool ready = mkfifo(beside.c_str(), 0600) == 0;
    _exit(ready && write_file(path("a"), std::string(1 << 20, 'x')) ? 0 : 1);
  }
  while (!fs::exists(beside)) usleep(1000);
  const int reader = open(beside.c_str(), O_RDONLY);
  char first = 0;
  ASSERT_EQ(read(reader, &first, 1), 1);
  kill(child, SIGINT);
  int status = 0;
  waitpid(child, &status, 0);
  close(reader);
  EXPECT_TRUE(WIFSIGNALED(status) && WTERMSIG(status) == SIGINT);
  EXPECT_EQ(read_file(path("a")).value(), "old");
  EXPECT_EQ(files(), 1);
}

}  // namespace
}  // namespace raft::whole_file_test
