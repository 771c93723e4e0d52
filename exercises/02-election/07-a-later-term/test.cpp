#include "frame.h"
#include "term_rule.h"

using raft::ServerId;

TEST(ALaterTerm, is_taken_over) {
  Server server{.term = 4};
  EXPECT_TRUE(term_rule(server, 7, true) == Then::handle);
  EXPECT_EQ(server.term, 7u);
  EXPECT_TRUE(term_rule(server, 8, false) == Then::handle)
      << "an answer of a later term: now it is of the current one";
  EXPECT_EQ(server.term, 8u);
}

TEST(ALaterTerm, comes_with_a_new_vote) {
  Server server{.term = 4, .voted_for = ServerId{2}};
  term_rule(server, 5, true);
  EXPECT_TRUE(!server.voted_for) << "it voted for S2 in term 4 and hears of term 5: "
                                    "the vote of the old term does not count in the new one";
}

TEST(ALaterTerm, makes_a_follower_of_anybody) {
  for (const Role role : {Role::leader, Role::candidate}) {
    Server server{.term = 4, .voted_for = {}, .role = role};
    term_rule(server, 5, false);
    EXPECT_TRUE(server.role == Role::follower)
        << "a message of a later term came: \"convert to follower\". Nobody was elected in it yet";
  }
}

TEST(TheSameTerm, changes_nothing) {
  Server server{.term = 4, .voted_for = ServerId{2}, .role = Role::leader};
  EXPECT_TRUE(term_rule(server, 4, false) == Then::handle);
  EXPECT_TRUE(term_rule(server, 4, true) == Then::handle);
  EXPECT_TRUE(server.voted_for == ServerId{2} && server.role == Role::leader);
}

TEST(AnEarlierTerm, is_refused_and_changes_nothing) {
  Server server{.term = 4, .voted_for = ServerId{2}, .role = Role::candidate};
  EXPECT_TRUE(term_rule(server, 3, true) == Then::refuse)
      << "a request of the past is answered with the later term";
  EXPECT_TRUE(term_rule(server, 3, false) == Then::ignore) << "an answer of the past is old news";
  EXPECT_TRUE(server.term == 4 && server.voted_for == ServerId{2} &&
              server.role == Role::candidate);
}

Handling on_term(Standing& mine, std::uint64_t term, bool is_request) {
  // Whether it stands or leads makes no difference to the rule.
  Server server{mine.term, mine.voted_for, mine.follows ? Role::follower : Role::leader};
  const Then then = term_rule(server, term, is_request);
  mine = {server.term, server.voted_for, server.role == Role::follower};
  return static_cast<Handling>(then);
}

TEST(TheWholeNodeWithYourRule, survives_drawn_runs) {
  expect_no(trouble_in_the_whole_node({.on_term = on_term}));
}
