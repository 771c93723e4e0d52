#include "cluster/client.h"

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
    EXPECT_GE(time, 5ms);
    EXPECT_LE(time, 9ms);
  }
}

}  // namespace
}  // namespace raft
