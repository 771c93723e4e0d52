#include "clients/client.h"

#include <gtest/gtest.h>

#include <set>

namespace raft {
namespace {

TEST(Client, NeverWritesTheSameValueTwice) {
  Client client(3, {.reads = 0}, 7);
  std::set<std::string> values;
  for (int i = 0; i < 200; ++i) {
    const std::string command = client.next_command();
    EXPECT_TRUE(values.insert(command.substr(command.find('='))).second) << command;
  }
}

TEST(Client, ReadsAsOftenAsTheWorkloadSays) {
  Client client(1, {.reads = 250'000}, 7);
  int reads = 0;
  for (int i = 0; i < 4'000; ++i) reads += client.next_command().starts_with("get ");
  EXPECT_NEAR(reads, 1'000, 120);
}

TEST(Client, MixesItsOperationsAsTheWorkloadSays) {
  Client client(1, {.reads = 100'000, .compare_and_sets = 300'000, .additions = 200'000}, 7);
  int cas = 0, add = 0, put = 0;
  for (int i = 0; i < 4'000; ++i) {
    const std::string command = client.next_command();
    cas += command.starts_with("cas ");
    add += command.starts_with("add ");
    put += command.find('=') != std::string::npos;
  }
  EXPECT_NEAR(cas, 1'200, 120);
  EXPECT_NEAR(add, 800, 100);
  EXPECT_NEAR(put, 1'600, 140);
}

TEST(Client, ComparesWithWhatItSawLast) {
  Client client(1, {.keys = 1, .reads = 0, .compare_and_sets = 1'000'000}, 7);
  EXPECT_EQ(client.next_command(), "cas x nothing 1.1");
  client.answered("ok");
  EXPECT_EQ(client.next_command(), "cas x 1.1 1.2");
  client.answered("failed");
  EXPECT_EQ(client.next_command(), "cas x 1.1 1.3");
}

TEST(Client, ComparesWithWhatAnotherHasWrittenOnceItHasReadIt) {
  Client client(1, {.keys = 1, .reads = 500'000, .compare_and_sets = 500'000}, 7);
  while (client.next_command() != "get x") client.answered("failed");
  client.answered("2.9");
  std::string command;
  while ((command = client.next_command()) == "get x") client.answered("2.9");
  EXPECT_TRUE(command.starts_with("cas x 2.9 1.")) << command;
}

TEST(Client, AddsOnlyToCountersWhichItAlsoReads) {
  Client client(2, {.keys = 2, .reads = 500'000, .additions = 250'000}, 7);
  std::set<std::string> commands;
  for (int i = 0; i < 500; ++i) commands.insert(client.next_command().substr(0, 5));
  for (const char* command : {"add X", "add Y", "get X", "get Y", "get x", "get y"}) {
    EXPECT_EQ(commands.count(command), 1u) << command;
  }
  EXPECT_EQ(commands.count("add x"), 0u);
}

TEST(Client, GoesBackToTheServerThatItWasPointedTo) {
  Client client(1, {}, 7);
  client.pointed_to(ServerId{4});
  EXPECT_EQ(client.server(ServerSet::first(5)), ServerId{4});
  EXPECT_EQ(client.server(ServerSet::first(5)), ServerId{4});
}

TEST(Client, AfterADisappointmentAsksAnyServerThatThereIs) {
  Client client(1, {}, 7);
  std::set<ServerId> asked;
  for (int i = 0; i < 100; ++i) {
    client.disappointed();
    asked.insert(client.server(ServerSet::first(3)));
  }
  EXPECT_EQ(asked.size(), 3u);
}

TEST(Client, ThinksForATimeWithinItsWorkload) {
  using namespace std::chrono_literals;
  Client client(1, {.think_min = 5ms, .think_max = 9ms}, 7);
  for (int i = 0; i < 100; ++i) {
    const auto time = client.thinking_time();
    EXPECT_GE(time, client.workload().think_min);
    EXPECT_LE(time, client.workload().think_max);
  }
}

TEST(Client, AsksAnotherServerWhenItsFavouriteHasLeftTheCluster) {
  Client client(1, {}, 7);
  client.pointed_to(ServerId{4});
  EXPECT_TRUE(ServerSet::first(3).contains(client.server(ServerSet::first(3))));
}

TEST(Client, AsksNobodyIfThereIsNobody) {
  Client client(1, {}, 7);
  EXPECT_EQ(client.server({}), ServerId{});
}

TEST(Client, HasOneKeyIfTheWorkloadGivesItNone) {
  Client client(1, {.keys = 0, .reads = 1'000'000}, 7);
  for (int i = 0; i < 20; ++i) EXPECT_EQ(client.next_command(), "get x");
}

}  // namespace
}  // namespace raft
