/// @file
/// One server whole: what it promises is durable, what it answers stays true.

#include "server/server.h"

#include <gtest/gtest.h>

#include "server/cluster.h"

namespace raft {
namespace {

constexpr ServerId S1{1}, S2{2}, S3{3};

// S1 leads three servers, and all disks are idle.
struct LedByS1 : Cluster {
  LedByS1() : Cluster(3, 1) {
    settle();
    handle(S1, ElectionTimeout{});
    settle();
  }

  bool any_message_from(ServerId server) {
    return std::ranges::any_of(messages(), [&](const Message& m) { return m.from == server; });
  }
  const auto& outcome_of(Ticket ticket) { return replies().at(ticket.number).outcome; }
};

TEST(AServer, executes_what_is_asked_of_the_leader_and_says_what_came_of_it) {
  LedByS1 c;
  const Ticket ticket = c.request(S1, "x=1");
  EXPECT_TRUE(c.replies().empty()) << "nothing is durable yet";
  c.settle();
  EXPECT_EQ(c.outcome_of(ticket),
            (std::variant<Executed, Refused, Replaced, ChangeBegun>(Executed{"ok"})));
  c.handle(S1, HeartbeatTimeout{});
  c.settle();
  for (const ServerId server : {S1, S2, S3}) {
    EXPECT_EQ(c.at(server).server->machine().get("x"), "1");
  }
}

TEST(AServer, that_does_not_lead_says_who_does) {
  LedByS1 c;
  const Ticket ticket = c.request(S2, "x=1");
  const auto* refused = std::get_if<Refused>(&c.outcome_of(ticket));
  ASSERT_TRUE(refused);
  EXPECT_EQ(refused->leader, S1);
}

TEST(AServer, votes_aloud_only_when_its_vote_is_durable) {
  Cluster c(3, 1);
  c.settle();
  c.handle(S1, ElectionTimeout{});
  EXPECT_TRUE(c.messages().empty()) << "its vote for itself is not durable";
  while (c.disk_step(S1)) {
  }
  ASSERT_EQ(c.messages().size(), 2u);
  const Message question = c.messages().front();
  c.messages().clear();
  c.handle(question.to, question);
  EXPECT_TRUE(c.messages().empty());
  while (c.disk_step(question.to)) {
  }
  ASSERT_EQ(c.messages().size(), 1u);
  EXPECT_EQ(c.messages().front().from, question.to);
}

TEST(AServer, goes_on_while_its_disk_is_at_work_and_saves_all_of_it_at_once) {
  LedByS1 c;
  const std::uint64_t before = c.at(S1).server->log().durable();
  c.request(S1, "a=1");  // its write is under way
  for (const char* command : {"b=2", "c=3", "d=4"}) c.request(S1, command);
  EXPECT_FALSE(c.any_message_from(S1));
  while (c.disk_step(S1) && c.at(S1).server->log().durable() == before) {
  }
  EXPECT_EQ(c.at(S1).server->log().durable(), before + 1) << "the first";
  while (c.disk_step(S1) && c.at(S1).server->log().durable() == before + 1) {
  }
  EXPECT_EQ(c.at(S1).server->log().durable(), before + 4) << "and all others with the next sync";
  c.settle();
  EXPECT_EQ(c.replies().size(), 4u);
}

TEST(AServer, whose_disk_fails_stops_and_has_promised_nothing_false) {
  LedByS1 c;
  c.request(S1, "x=1");
  c.at(S1).disk.trouble.next_to_fail = storage::kind_of_work<storage::Sync>();
  while (c.disk_step(S1)) {
  }
  EXPECT_TRUE(c.at(S1).server->stopped());
  EXPECT_FALSE(c.any_message_from(S1));
  c.handle(S1, HeartbeatTimeout{});
  c.request(S1, "y=2");
  EXPECT_FALSE(c.any_message_from(S1));
  EXPECT_TRUE(c.replies().empty());
}

TEST(AServer, that_starts_again_says_nothing_before_its_disk_is_known_to_hold_what_was_read) {
  LedByS1 c;
  c.power_fails(S2);
  c.messages().clear();
  c.handle(S1, HeartbeatTimeout{});
  for (const Message& message : std::exchange(c.messages(), {})) {
    if (message.to == S2) c.handle(S2, message);
  }
  EXPECT_FALSE(c.any_message_from(S2)) << "it would confirm entries that may be in a cache only";
  while (c.disk_step(S2)) {
  }
  EXPECT_TRUE(c.any_message_from(S2));
}

TEST(AServer, does_not_start_with_a_log_that_no_server_can_have_written) {
  LedByS1 c;
  c.at(S1).disk.flip("0000000000000001.wal", 8 * 600);
  const auto started = Cluster::OneServer::start(
      {.me = S1, .voters = ServerSet::first(3)}, c.at(S1).disk,
      {.owner = {.cluster = 1, .member = 1}, .segment_size = 16 * storage::sector_size});
  ASSERT_FALSE(started);
  EXPECT_EQ(started.error().file, "0000000000000001.wal");
}

// Each client adds 1 to a key of its own, once. So the tables say of each command how often it was
// executed.
class UnderFire : public Cluster {
 public:
  explicit UnderFire(std::uint64_t seed) : Cluster(3, seed), chance_(seed) {}

  void step() {
    const ServerId server{static_cast<std::uint8_t>(chance_.between(1, 3))};
    const auto dice = chance_.between(0, 999);
    if (dice < 500) {
      message_step(chance_.happens(30'000));
    } else if (dice < 900) {
      disk_step(server);
    } else if (dice < 950) {
      if (const auto leads = leader()) add(*leads);
    } else if (dice < 953) {
      handle(server, ElectionTimeout{});
    } else if (dice < 998) {
      handle(server, HeartbeatTimeout{});
    } else {
      power_fails(server);
      ++failures_;
    }
  }

  // All is well again: somebody leads whom all hear.
  void recover() {
    settle();
    for (std::uint8_t id = 1;; id = static_cast<std::uint8_t>(id % 3 + 1)) {
      handle(ServerId{id}, ElectionTimeout{});
      settle();
      if (leader() != ServerId{id}) continue;
      handle(ServerId{id}, HeartbeatTimeout{});
      return settle();
    }
  }

  void check() {
    const KeyValueStore& store = at(S1).server->machine();
    for (const ServerId server : {S2, S3}) {
      ASSERT_EQ(at(server).server->machine().contents(), store.contents());
    }
    for (const auto& [number, reply] : replies()) {
      const std::string times = store.get("k" + std::to_string(number));
      if (std::holds_alternative<Executed>(reply.outcome)) {
        ASSERT_EQ(times, "1") << "command " << number << " was answered and is lost";
        ++executed_;
      } else {
        ASSERT_EQ(times, "nothing") << "command " << number << " was turned away";
      }
    }
  }

  unsigned executed() const { return executed_; }
  unsigned failures() const { return failures_; }

 private:
  void add(ServerId leader) { request(leader, "add k" + std::to_string(next_++) + " 1"); }

  Random chance_;
  std::uint64_t next_ = 1;  // as the tickets are numbered
  unsigned executed_ = 0;
  unsigned failures_ = 0;
};

TEST(ThreeServers, lose_nothing_that_was_answered_when_the_power_fails_at_any_moment) {
  unsigned executed = 0, failures = 0;
  for (std::uint64_t seed = 1; seed <= 100; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    UnderFire c(seed);
    for (int i = 0; i < 4000; ++i) c.step();
    c.recover();
    c.check();
    if (testing::Test::HasFailure()) return;
    executed += c.executed();
    failures += c.failures();
  }
  EXPECT_GT(executed, 300u);
  EXPECT_GT(failures, 600u);
}

}  // namespace
}  // namespace raft
