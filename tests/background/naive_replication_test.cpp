// Replication without consensus works on a good day, and fails on every other.

#include "background/naive_replication.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "core/digest.h"

namespace raft::naive_replication_test {
namespace {

constexpr ServerId s1{1}, s2{2}, s3{3};

/// Three replicas and the messages between them, which move when the script says so.
struct Cluster {
  explicit Cluster(NaiveStrategy strategy)
      : replicas{{s1, ServerSet::first(3), strategy},
                 {s2, ServerSet::first(3), strategy},
                 {s3, ServerSet::first(3), strategy}} {}

  NaiveReplica& at(ServerId server) { return replicas[server.value - 1u]; }
  std::string store(ServerId server) { return at(server).store().contents(); }
  void send(const std::vector<NaiveMessage>& messages) {
    under_way.insert(under_way.end(), messages.begin(), messages.end());
  }

  /// A client writes at `server`. True if it was told that this is done.
  bool write(ServerId server, const char* command) {
    const auto written = at(server).write(Command(command));
    if (written) send(written->messages);
    return written.has_value();
  }
  void timeout(ServerId server) { send(at(server).timeout()); }
  void heartbeat(ServerId server) { send(at(server).heartbeat()); }

  /// Delivers all messages, but loses those between `island` and the others.
  void deliver(ServerSet island = {}) {
    for (const NaiveMessage& message : std::exchange(under_way, {})) {
      if (island.contains(message.from) == island.contains(message.to)) {
        at(message.to).receive(message);
      }
    }
  }
  bool agree() {
    return std::all_of(replicas.begin(), replicas.end(), [&](const NaiveReplica& replica) {
      return replica.store() == replicas[0].store() && replica.log() == replicas[0].log();
    });
  }

  std::vector<NaiveReplica> replicas;
  std::vector<NaiveMessage> under_way;
};

// ---- tell everyone

TEST(TellEveryone, works_while_one_write_ends_before_the_next_begins) {
  Cluster cluster(NaiveStrategy::tell_everyone);
  EXPECT_TRUE(cluster.write(s1, "x=1"));
  cluster.deliver();
  EXPECT_TRUE(cluster.write(s2, "x=2"));
  cluster.deliver();
  EXPECT_TRUE(cluster.agree());
  EXPECT_EQ(cluster.store(s3), "{x=2}");
}

TEST(TellEveryone, two_clients_at_the_same_time_make_the_stores_differ_for_ever) {
  Cluster cluster(NaiveStrategy::tell_everyone);
  EXPECT_TRUE(cluster.write(s1, "x=1"));
  EXPECT_TRUE(cluster.write(s2, "x=2"));
  cluster.deliver();
  EXPECT_EQ(cluster.store(s1), "{x=2}");
  EXPECT_EQ(cluster.store(s2), "{x=1}");
  EXPECT_EQ(cluster.at(s1).log()[LogIndex{1}], cluster.at(s2).log()[LogIndex{2}]);
}

TEST(TellEveryone, a_doubled_message_is_executed_twice) {
  Cluster cluster(NaiveStrategy::tell_everyone);
  cluster.write(s1, "add x 5");
  cluster.send(std::vector(cluster.under_way));
  cluster.deliver();
  EXPECT_EQ(cluster.store(s1), "{x=5}");
  EXPECT_EQ(cluster.store(s2), "{x=10}");
}

TEST(TellEveryone, a_lost_message_is_never_missed) {
  Cluster cluster(NaiveStrategy::tell_everyone);
  cluster.write(s1, "x=1");
  cluster.deliver({s3});
  cluster.write(s1, "y=2");
  cluster.deliver();
  EXPECT_EQ(cluster.store(s2), "{x=1, y=2}");
  EXPECT_EQ(cluster.store(s3), "{y=2}");
}

// ---- the next takes over

TEST(TellEveryone, has_no_primary_and_so_no_heartbeat) {
  Cluster cluster(NaiveStrategy::tell_everyone);
  for (const ServerId server : {s1, s2, s3}) EXPECT_TRUE(cluster.at(server).heartbeat().empty());
}

TEST(NextTakesOver, one_primary_puts_all_writes_in_one_order) {
  Cluster cluster(NaiveStrategy::next_takes_over);
  EXPECT_TRUE(cluster.write(s1, "x=1"));
  EXPECT_TRUE(cluster.write(s1, "x=2"));
  cluster.deliver();
  EXPECT_TRUE(cluster.agree());
  EXPECT_EQ(cluster.store(s2), "{x=2}");
}

TEST(NextTakesOver, who_is_not_the_primary_names_it_to_the_client) {
  Cluster cluster(NaiveStrategy::next_takes_over);
  const auto refused = cluster.at(s3).write(Command("x=1"));
  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(refused.error(), s1);
  EXPECT_EQ(cluster.store(s3), "{}");
}

TEST(NextTakesOver, the_next_lowest_takes_over_from_a_primary_that_has_crashed) {
  Cluster cluster(NaiveStrategy::next_takes_over);
  cluster.write(s1, "x=1");
  cluster.deliver();
  cluster.timeout(s2);
  cluster.timeout(s3);
  EXPECT_TRUE(cluster.at(s2).is_primary());
  EXPECT_EQ(cluster.at(s3).follows(), s2);
  EXPECT_TRUE(cluster.write(s2, "y=2"));
  cluster.deliver({s1});
  EXPECT_EQ(cluster.store(s2), "{x=1, y=2}");
  EXPECT_EQ(cluster.store(s3), "{x=1, y=2}");
}

TEST(NextTakesOver, a_partition_makes_two_primaries_and_both_take_writes) {
  Cluster cluster(NaiveStrategy::next_takes_over);
  cluster.timeout(s2);
  cluster.timeout(s3);
  cluster.deliver({s1});
  EXPECT_TRUE(cluster.write(s1, "x=1"));
  EXPECT_TRUE(cluster.write(s2, "x=2"));
  cluster.deliver({s1});
  EXPECT_TRUE(cluster.at(s1).is_primary());
  EXPECT_TRUE(cluster.at(s2).is_primary());
  EXPECT_EQ(cluster.store(s1), "{x=1}");
  EXPECT_EQ(cluster.store(s2), "{x=2}");
  EXPECT_EQ(cluster.store(s3), "{x=2}");
}

TEST(NextTakesOver, when_the_partition_heals_one_primary_yields_but_the_stores_stay_different) {
  Cluster cluster(NaiveStrategy::next_takes_over);
  cluster.timeout(s2);
  cluster.timeout(s3);
  cluster.write(s1, "x=1");
  cluster.write(s2, "x=2");
  cluster.deliver({s1});
  cluster.heartbeat(s1);
  cluster.deliver();
  EXPECT_EQ(cluster.at(s2).follows(), s1);
  EXPECT_TRUE(cluster.write(s1, "y=3"));
  cluster.deliver();
  EXPECT_EQ(cluster.store(s1), "{x=1, y=3}");
  EXPECT_EQ(cluster.store(s2), "{x=2, y=3}");
}

TEST(NextTakesOver, no_fault_is_needed_a_late_heartbeat_is_enough) {
  Cluster cluster(NaiveStrategy::next_takes_over);
  cluster.heartbeat(s1);  // under way, but slow
  cluster.timeout(s2);
  EXPECT_TRUE(cluster.write(s1, "x=1"));
  EXPECT_TRUE(cluster.write(s2, "x=2"));
  cluster.deliver();
  EXPECT_FALSE(cluster.agree());
}

TEST(NextTakesOver, a_server_never_suspects_itself) {
  Cluster cluster(NaiveStrategy::next_takes_over);
  for (int i = 0; i < 5; ++i) cluster.timeout(s3);
  EXPECT_TRUE(cluster.at(s3).is_primary());
  EXPECT_EQ(cluster.at(s3).suspected(), (ServerSet{s1, s2}));
}

TEST(NextTakesOver, only_a_primary_has_a_heartbeat_and_a_new_one_announces_itself) {
  Cluster cluster(NaiveStrategy::next_takes_over);
  EXPECT_EQ(cluster.at(s1).heartbeat().size(), 2u);
  EXPECT_TRUE(cluster.at(s2).heartbeat().empty());
  const std::vector<NaiveMessage> announced = cluster.at(s2).timeout();
  EXPECT_EQ(announced, (std::vector<NaiveMessage>{{.from = s2, .to = s1}, {.from = s2, .to = s3}}));
}

TEST(NaiveReplica, is_a_value_whose_every_change_shows_in_its_digest) {
  const NaiveReplica fresh(s2, ServerSet::first(3), NaiveStrategy::next_takes_over);
  NaiveReplica told = fresh, suspicious = fresh;
  told.receive({.from = s1, .to = s2, .write = Command("x=1")});
  suspicious.timeout();
  EXPECT_NE(told, fresh);
  EXPECT_NE(suspicious, fresh);
  EXPECT_NE(digest_of(told), digest_of(fresh));
  EXPECT_NE(digest_of(suspicious), digest_of(fresh));
}

}  // namespace
}  // namespace raft::naive_replication_test
