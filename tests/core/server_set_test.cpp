// A set of servers behaves as std::set would, on random histories of use.

#include "core/server_set.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <iterator>
#include <set>
#include <vector>

#include "core/random.h"

namespace raft {
namespace {

using NaiveSet = std::set<ServerId>;

ServerId any_server(Random& random) {
  return ServerId{static_cast<std::uint8_t>(random.between(1, ServerId::highest))};
}

NaiveSet listed(ServerSet servers) {
  NaiveSet all;
  for (const ServerId server : servers) all.insert(server);
  return all;
}

ServerSet any_set(Random& random) { return ServerSet::from_bits(random.next() & random.next()); }

TEST(ServerSet, adding_and_removing_do_what_they_do_to_a_std_set) {
  Random random(1);
  ServerSet servers;
  NaiveSet naive;
  for (int i = 0; i < 2'000; ++i) {
    const ServerId server = any_server(random);
    const bool adding = random.happens(500'000);
    adding ? servers.add(server) : servers.remove(server);
    if (adding) naive.insert(server);
    if (!adding) naive.erase(server);
    ASSERT_EQ(listed(servers), naive);
    ASSERT_EQ(servers.size(), naive.size());
    ASSERT_EQ(servers.empty(), naive.empty());
    const ServerId other = any_server(random);
    ASSERT_EQ(servers.contains(other), naive.contains(other));
  }
}

TEST(ServerSet, union_intersection_and_difference_are_those_of_std_set) {
  Random random(2);
  for (int i = 0; i < 500; ++i) {
    const ServerSet a = any_set(random), b = any_set(random);
    const NaiveSet na = listed(a), nb = listed(b);
    NaiveSet united = na, common, rest;
    united.insert(nb.begin(), nb.end());
    std::copy_if(na.begin(), na.end(), std::inserter(common, common.end()),
                 [&](ServerId s) { return nb.contains(s); });
    std::copy_if(na.begin(), na.end(), std::inserter(rest, rest.end()),
                 [&](ServerId s) { return !nb.contains(s); });
    EXPECT_EQ(listed(a | b), united);
    EXPECT_EQ(listed(a & b), common);
    EXPECT_EQ(listed(a - b), rest);
  }
}

TEST(ServerSet, a_set_contains_all_of_another_if_nothing_of_the_other_is_missing) {
  for (std::uint64_t a = 0; a < 32; ++a) {
    for (std::uint64_t b = 0; b < 32; ++b) {
      const NaiveSet outer = listed(ServerSet::from_bits(a)),
                     inner = listed(ServerSet::from_bits(b));
      EXPECT_EQ(ServerSet::from_bits(a).contains_all(ServerSet::from_bits(b)),
                std::includes(outer.begin(), outer.end(), inner.begin(), inner.end()));
    }
  }
}

TEST(ServerSet, iterates_in_ascending_order) {
  std::vector<ServerId> seen;
  for (const ServerId server : ServerSet{ServerId{64}, ServerId{2}, ServerId{33}, ServerId{1}}) {
    seen.push_back(server);
  }
  EXPECT_EQ(seen, (std::vector{ServerId{1}, ServerId{2}, ServerId{33}, ServerId{64}}));
}

TEST(ServerSet, with_and_without_leave_the_set_itself_alone) {
  const ServerSet pair{ServerId{1}, ServerId{2}};
  EXPECT_EQ(pair.with(ServerId{3}), ServerSet::first(3));
  EXPECT_EQ(pair.without(ServerId{2}), ServerSet{ServerId{1}});
  EXPECT_EQ(pair.without(ServerId{9}), pair);
  EXPECT_EQ(pair, ServerSet::first(2));
}

TEST(ServerSet, the_first_n_servers_are_n_and_there_are_at_most_64) {
  for (unsigned n = 0; n <= 64; ++n) {
    EXPECT_EQ(ServerSet::first(n).size(), n);
  }
  for (std::uint8_t n = 1; n <= 64; ++n) {
    EXPECT_TRUE(ServerSet::first(n).contains(ServerId{n}));
    EXPECT_FALSE(ServerSet::first(n - 1u).contains(ServerId{n}));
  }
  EXPECT_EQ(ServerSet::from_bits(ServerSet::first(5).bits()), ServerSet::first(5));
}

TEST(ServerSet, an_id_that_is_no_server_is_in_no_set) {
  const ServerSet everyone = ServerSet::first(64);
  for (const ServerId nobody : {ServerId{0}, ServerId{65}, ServerId{255}}) {
    EXPECT_FALSE(everyone.contains(nobody));
    EXPECT_EQ(everyone.without(nobody), everyone);
  }
}

TEST(ServerSetDeathTest, an_id_that_is_no_server_can_not_be_put_in) {
  EXPECT_DEATH(ServerSet{}.with(ServerId{0}), "a server from S1 to S64");
  EXPECT_DEATH(ServerSet{ServerId{65}}, "a server from S1 to S64");
}

TEST(ServerSet, reads_as_a_list_of_names_or_as_nobody) {
  EXPECT_EQ(to_string(ServerSet{}), "nobody");
  EXPECT_EQ(to_string(ServerSet{ServerId{5}, ServerId{1}, ServerId{2}}), "S1 S2 S5");
}

TEST(ServerSet, is_a_range_of_the_standard_library) {
  static_assert(std::forward_iterator<ServerSet::Iterator>);
  const ServerSet servers{ServerId{2}, ServerId{5}};
  auto next = servers.begin();
  EXPECT_EQ(*next++, ServerId{2});
  EXPECT_EQ(*next++, ServerId{5});
  EXPECT_EQ(next, servers.end());
  EXPECT_EQ(ServerSet::Iterator{}, servers.end());
}

}  // namespace
}  // namespace raft
