#include "simulation/host.h"

#include <gmock/gmock.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/digest.h"
#include "core/random.h"
#include "membership/raft.h"
#include "simulation/catalogue.h"

// The stage puts an observer before the parts of a node, so what it runs is another type than the
// one that a program links. Here both live side by side, and nobody can tell them apart.

namespace raft::host_test {
namespace {

constexpr std::uint8_t everybody = 5;

Setup setup_of(ServerId server) {
  return {.me = server, .voters = ServerSet::first(everybody), .seed = server.value};
}

// One server twice: as a program has it, and as the stage does.
struct Twins {
  explicit Twins(ServerId server)
      : linked(setup_of(server)), staged((*find_node_type("raft"))->make(setup_of(server))) {}

  void step(const Input& input) {
    raft::step(linked, input, of_linked);
    staged->step(input, of_staged, occurrences);
  }

  Raft linked;
  std::unique_ptr<Host> staged;
  Effects of_linked, of_staged;
  Occurrences occurrences;
};

void expect_alike(const Twins& twins) {
  ASSERT_EQ(twins.of_linked.save, twins.of_staged.save);
  ASSERT_EQ(twins.of_linked.messages, twins.of_staged.messages);
  ASSERT_EQ(twins.of_linked.apply, twins.of_staged.apply);
  ASSERT_EQ(twins.of_linked.answers, twins.of_staged.answers);
  ASSERT_EQ(twins.of_linked.message_refused, twins.of_staged.message_refused);
  ASSERT_EQ(twins.of_linked.message_ignored, twins.of_staged.message_ignored);
  ASSERT_EQ(digest_of(twins.linked), twins.staged->digest());
}

// Something that may happen to a server next: time passes, a message comes early, late or never, a
// client proposes, an operator changes the members.
Input drawn_input(Random& random, std::vector<Message>& wire, std::vector<Command>& commands) {
  const std::uint64_t what = random.between(0, 99);
  if (what < 60 && !wire.empty()) {
    const std::size_t which = random.between(0, wire.size() - 1);
    Message message = wire[which];
    wire.erase(wire.begin() + static_cast<std::ptrdiff_t>(which));
    return message;
  }
  if (what < 95) return Tick{};
  if (what < 99) {
    commands.assign(1, Command{"x=" + std::to_string(random.between(0, 9))});
    return Propose{commands};
  }
  return Reconfigure{ServerSet::first(everybody).without(
      {static_cast<std::uint8_t>(random.between(1, everybody))})};
}

TEST(WhatTheStageRuns, DoesWhatTheNodeThatAProgramLinksDoes) {
  Random random(7);
  std::vector<Twins> servers;
  for (std::uint8_t id = 1; id <= everybody; ++id) servers.emplace_back(ServerId{id});
  std::vector<Message> wire;
  std::vector<Command> commands;
  std::size_t committed = 0;
  for (int i = 0; i < 40'000; ++i) {
    const Input input = drawn_input(random, wire, commands);
    const auto* message = std::get_if<Message>(&input);
    const std::size_t whose = message ? message->to.value - 1u : random.between(0, everybody - 1);
    servers[whose].step(input);
    expect_alike(servers[whose]);
    if (testing::Test::HasFatalFailure()) FAIL() << "after " << i << " inputs";
    for (const Message& sent : servers[whose].of_linked.messages) wire.push_back(sent);
    if (servers[whose].of_linked.apply.needed()) ++committed;
  }
  EXPECT_GT(committed, 100u) << "otherwise too little has happened to tell";
}

}  // namespace
}  // namespace raft::host_test
