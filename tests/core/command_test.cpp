// A command is bytes, and its copies share them.

#include "core/command.h"

#include <gtest/gtest.h>

#include <string>

namespace raft {
namespace {

TEST(Command, copies_share_the_bytes) {
  const Command command("x=1");
  const Command copy = command;
  EXPECT_EQ(copy, command);
  EXPECT_EQ(copy.bytes().data(), command.bytes().data());
}

TEST(Command, keeps_its_own_copy_of_what_it_was_made_from) {
  std::string text = "x=1";
  const Command command(text);
  text = "y=2";
  EXPECT_EQ(command.bytes(), "x=1");
}

TEST(Command, outlives_the_command_that_it_was_copied_from) {
  Command copy;
  {
    const Command command("x=1");
    copy = command;
  }
  EXPECT_EQ(copy.bytes(), "x=1");
}

TEST(Command, equality_is_of_bytes_not_of_places) {
  EXPECT_EQ(Command("x=1"), Command("x=1"));
  EXPECT_NE(Command("x=1"), Command("x=2"));
  EXPECT_NE(Command("x=1"), Command("x=10"));
  EXPECT_NE(Command("x"), Command());
}

TEST(Command, the_empty_command_is_a_command_like_any_other) {
  EXPECT_EQ(Command(), Command(""));
  EXPECT_TRUE(Command().bytes().empty());
}

TEST(Command, any_bytes_will_do_even_zeros) {
  const std::string bytes("a\0b\xff", 4);
  EXPECT_EQ(Command(bytes).bytes(), bytes);
  EXPECT_NE(Command(bytes), Command("a"));
}

}  // namespace
}  // namespace raft
