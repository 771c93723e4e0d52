/// @file
/// Configurations as values: their encoding, and the arithmetic of dissertation section 4.1.

#include "membership/configuration.h"

#include <gtest/gtest.h>

#include "membership/raft.h"
#include "node/hand_cluster.h"

namespace raft {
namespace {

TEST(Configuration, comes_back_from_an_entry_as_it_was) {
  for (const Configuration& members :
       {Configuration{{S1}, {}}, Configuration{{S1, S2, S3}, {}}, Configuration{{S4, S5}, {S1, S2}},
        Configuration{{ServerId{64}, S1}, {ServerId{63}}}}) {
    EXPECT_EQ(decode_configuration(encode(members)), members);
  }
}

TEST(Configuration, is_encoded_as_sixteen_bytes_lowest_first) {
  const Command command = encode({{S1, S2}, {ServerId{9}}});
  ASSERT_EQ(command.bytes().size(), 16u);
  EXPECT_EQ(command.bytes()[0], '\3');
  EXPECT_EQ(command.bytes()[9], '\1');
}

TEST(Configuration, is_not_read_from_what_is_none) {
  EXPECT_EQ(decode_configuration(Command()), std::nullopt);
  EXPECT_EQ(decode_configuration(Command("x=1")), std::nullopt);
  EXPECT_EQ(decode_configuration(Command(std::string(15, '\1'))), std::nullopt);
  EXPECT_EQ(decode_configuration(Command(std::string(17, '\1'))), std::nullopt);
  EXPECT_EQ(decode_configuration(encode({{}, {S1, S2}})), std::nullopt) << "nobody would decide";
}

TEST(Configuration, is_joint_while_old_voters_are_on_their_way_out) {
  EXPECT_FALSE((Configuration{{S1, S2}, {}}).joint());
  EXPECT_TRUE((Configuration{{S1, S2}, {S2, S3}}).joint());
  EXPECT_EQ((Configuration{{S1, S2}, {S2, S3}}).everyone(), (ServerSet{S1, S2, S3}));
}

bool any_two_majorities_overlap(ServerSet from, ServerSet to) {
  for (std::uint64_t a = 0; a < 64; ++a) {
    for (std::uint64_t b = 0; b < 64; ++b) {
      const ServerSet one = ServerSet::from_bits(a), other = ServerSet::from_bits(b);
      if (has_majority(one, from) && has_majority(other, to) && (one & other).empty()) return false;
    }
  }
  return true;
}

// Dissertation section 4.1: where one server differs, the majorities overlap; Figure 4.3. All pairs
// of voters out of five servers.
TEST(FirstStep, is_direct_only_between_configurations_whose_majorities_overlap) {
  for (std::uint64_t a = 1; a < 32; ++a) {
    for (std::uint64_t b = 1; b < 32; ++b) {
      const ServerSet from = ServerSet::from_bits(a), to = ServerSet::from_bits(b);
      const Configuration next = first_step(from, to);
      EXPECT_EQ(next.voters, to);
      if (!next.joint()) {
        EXPECT_TRUE(any_two_majorities_overlap(from, to)) << text_of(from) << " to " << text_of(to);
      } else {
        EXPECT_EQ(next.outgoing, from);
      }
    }
  }
}

TEST(FirstStep, is_direct_when_at_most_one_server_differs) {
  EXPECT_FALSE(first_step({S1, S2, S3}, {S1, S2, S3, S4}).joint());
  EXPECT_FALSE(first_step({S1, S2, S3}, {S1, S3}).joint());
  EXPECT_FALSE(first_step({S1, S2, S3}, {S1, S2, S3}).joint());
  EXPECT_TRUE(first_step({S1, S2, S3}, {S1, S2, S4}).joint()) << "a replacement is two changes";
}

// Paper section 6 and Figure 10: jumping over two servers can make two disjoint majorities.
TEST(FirstStep, would_be_unsafe_as_a_direct_step_over_two_servers) {
  EXPECT_FALSE(any_two_majorities_overlap({S1, S2, S3}, {S1, S2, S3, S4, S5}));
}

// S3 was added to a cluster of one and is taken out again, which is not committed: it may be needed
// for the majority of the members before. What was before those is over.
TEST(Configuration, before_the_one_that_is_not_committed_is_the_one_whose_members_may_stand) {
  const auto configuration = [](ServerSet voters) {
    return Entry{{1}, EntryKind::configuration, encode({.voters = voters})};
  };
  Effects effects;
  Raft node({.me = S3, .voters = {S2}});
  node.step(Message{S2, S3, {1},
                    append_entries(at(0, 0), {configuration({S2, S3}), configuration({S2})})},
            effects);
  node.step(ElectionTimeout{}, effects);
  EXPECT_EQ(node.term_and_vote.current_term, Term{2}) << "it stands for election";
}

// The gate and the check of a restored log keep such an entry out.
TEST(ConfigurationDeathTest, none_that_is_unreadable_gets_into_the_log) {
  Raft node({.me = S1, .voters = {S1}});
  node.log.append(Entry{{1}, EntryKind::configuration, Command("?")});
  EXPECT_DEATH(node.tell(Appended{{1}}), "a configuration that the gate has let in");
}

}  // namespace
}  // namespace raft
