// Equal logs give equal state machines: the promise on which all of Raft rests.

#include "core/state_machine.h"

#include <gtest/gtest.h>

#include <array>
#include <string>

#include "background/key_value_store.h"
#include "core/digest.h"
#include "core/random.h"

namespace raft {
namespace {

static_assert(StateMachine<KeyValueStore>);
static_assert(!StateMachine<int>);
static_assert(!StateMachine<std::string>);

/// What it executed, joined: a machine that forgets nothing.
struct Recorder {
  std::string heard;
  std::string apply(std::string_view command) { return heard += std::string(command) + ";"; }
  friend bool operator==(const Recorder&, const Recorder&) = default;
};

Log random_log(std::uint64_t seed) {
  static constexpr std::array<const char*, 8> commands = {
      "x=1", "y=2", "add x 5", "add y -1", "cas x 1 2", "del x", "get y", "no such thing"};
  Random random(seed);
  Log log;
  for (int i = 0; i < 50; ++i) {
    log.append({.kind = static_cast<EntryKind>(random.between(0, 2)),
                .command = Command(commands[random.between(0, commands.size() - 1)])});
  }
  return log;
}

Log log_of_x_y_z() {
  Log log;
  for (const char* command : {"x", "y", "z"}) log.append({.command = Command(command)});
  return log;
}

TEST(StateMachine, identical_logs_give_identical_machines) {
  for (std::uint64_t seed = 1; seed <= 50; ++seed) {
    const auto one = replay<KeyValueStore>(random_log(seed), LogIndex{50});
    const auto other = replay<KeyValueStore>(random_log(seed), LogIndex{50});
    ASSERT_EQ(one, other);
    ASSERT_EQ(digest_of(one), digest_of(other));
  }
}

TEST(StateMachine, executing_entry_by_entry_comes_to_what_a_replay_comes_to) {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    const Log log = random_log(seed);
    KeyValueStore live;
    for (LogIndex i{1}; i <= log.last_index(); i = i.next()) {
      execute(log[i], live);
      ASSERT_EQ(live, replay<KeyValueStore>(log, i));
    }
  }
}

TEST(StateMachine, a_replay_stops_at_the_commit_index) {
  const Log log = log_of_x_y_z();
  EXPECT_EQ(replay<Recorder>(log, LogIndex{0}), Recorder{});
  EXPECT_EQ(replay<Recorder>(log, LogIndex{2}).heard, "x;y;");
  EXPECT_EQ(replay<Recorder>(log, LogIndex{3}).heard, "x;y;z;");
}

TEST(StateMachine, only_commands_reach_the_machine) {
  Log log;
  log.append({.kind = EntryKind::no_op, .command = Command("a")});
  log.append({.kind = EntryKind::command, .command = Command("b")});
  log.append({.kind = EntryKind::configuration, .command = Command("c")});
  EXPECT_EQ(replay<Recorder>(log, LogIndex{3}).heard, "b;");
  Recorder machine;
  EXPECT_EQ(execute(log[LogIndex{1}], machine), std::nullopt);
  EXPECT_EQ(execute(log[LogIndex{2}], machine), "b;");
}

TEST(StateMachine, the_order_of_the_commands_matters) {
  Log one, other;
  for (const char* command : {"x=1", "x=2"}) one.append({.command = Command(command)});
  for (const char* command : {"x=2", "x=1"}) other.append({.command = Command(command)});
  EXPECT_NE(replay<KeyValueStore>(one, LogIndex{2}), replay<KeyValueStore>(other, LogIndex{2}));
}

TEST(StateMachineDeathTest, nothing_past_the_end_of_the_log_can_be_committed) {
  EXPECT_DEATH(replay<Recorder>(log_of_x_y_z(), LogIndex{4}), "a commit index inside the log");
}

}  // namespace
}  // namespace raft
