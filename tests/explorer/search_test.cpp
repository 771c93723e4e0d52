#include "explorer/search.h"

#include <gtest/gtest.h>

#include "explorer/spaces.h"
#include "explorer/world.h"

namespace raft {
namespace {

constexpr const char* forgetful = "node safety without Durability\n";
constexpr Bounds one_term_one_crash{.terms = 1, .entries = 0, .crashes = 1};

// A candidate asks; the other votes; the reply arrives; the leader speaks; it is heard. Or both
// stand: one refuses, then the other. With names, all but three of these worlds are two.
TEST(Search, FindsTheEightWorldsOfTwoServersAndOneTerm) {
  Beginning two = begin_with("servers 2\nnode election\n", {.terms = 1, .entries = 0});
  EXPECT_EQ(explore(two).numbers.worlds, 8u);
  two.space.symmetric = false;
  EXPECT_EQ(explore(two).numbers.worlds, 13u);
}

TEST(Search, FindsTheFourWorldsOfOneServerThatForgets) {
  const Bounds bounds{.terms = 2, .entries = 0, .crashes = 1};
  EXPECT_EQ(explore("servers 1\nnode election\n", bounds).numbers.worlds, 4u);
}

TEST(Search, CountsEachWorldOnceWhateverTheServersAreCalled) {
  const Bounds bounds{.terms = 1, .entries = 0};
  Beginning with_names = begin_with("node safety\n", bounds);
  const auto renamed = [&](const World& world) { return fingerprint(with_names.space, world); };
  Space own = with_names.space;
  own.symmetric = false;
  const auto exact = [&](const World& world) { return fingerprint(own, world); };

  const NaiveSearch all(with_names, exact);
  std::set<std::uint64_t> orbits;
  for (const World& world : all.worlds) orbits.insert(renamed(world));
  EXPECT_EQ(explore(with_names).numbers.worlds, orbits.size());
  EXPECT_LT(orbits.size() * 5, all.worlds.size());  // a few worlds are their own mirror image
  EXPECT_LE(all.worlds.size(), orbits.size() * 6);
}

TEST(Search, ReachesTheSameServersWithAndWithoutForgettingReplies) {
  const auto servers_reached = [](Beginning beginning, bool forgets) {
    beginning.space.forgets_old_replies = forgets;
    const NaiveSearch all(beginning,
                          [&](const World& w) { return fingerprint(beginning.space, w); });
    std::set<std::uint64_t> reached;
    for (World world : all.worlds) {
      world.in_flight.clear();
      reached.insert(fingerprint(beginning.space, world));
    }
    return reached;
  };
  const Beginning beginning = begin_with("servers 2\nnode safety\n", {.terms = 2, .entries = 1});
  EXPECT_EQ(servers_reached(beginning, true), servers_reached(beginning, false));
}

TEST(Search, FindsTheShortestWay) {
  const auto shortest = [](const std::string& text, const Bounds& bounds) {
    const Beginning beginning = without_reductions(begin_with(text, bounds));
    return NaiveSearch(beginning,
                       [&](const World& world) { return fingerprint(beginning.space, world); })
        .depth_of_violation;
  };
  const auto way = [](const std::string& text, const Bounds& bounds) {
    return explore(text, bounds).way.size();
  };
  EXPECT_EQ(way(forgetful, one_term_one_crash), 4u);
  EXPECT_EQ(shortest(forgetful, one_term_one_crash), 4u);
  const std::string two_leaders = std::string(forgetful) + "invariants \"Election Safety\"\n";
  EXPECT_EQ(way(two_leaders, one_term_one_crash), 7u);
  EXPECT_EQ(shortest(two_leaders, one_term_one_crash), 7u);
  const std::string anyone = "node safety without ElectionRestriction\n";
  EXPECT_EQ(way(anyone, {.terms = 2, .entries = 0}), 8u);
  EXPECT_EQ(shortest(anyone, {.terms = 2, .entries = 0}), 8u);
}

TEST(Search, ExhaustsTheCompleteNode) {
  const SearchResult result = explore("node safety\n", {.terms = 1, .entries = 1, .crashes = 1});
  EXPECT_EQ(result.end, SearchEnd::exhausted);
  EXPECT_EQ(result.numbers.waiting, 0u);
  EXPECT_GT(result.numbers.worlds, 10'000u);
}

TEST(Search, ExhaustsChangesOfTheMembers) {
  const Bounds bounds{.terms = 1, .entries = 0, .changes = 2, .newcomers = 1};
  const SearchResult result = explore("servers 2\nnode raft\n", bounds);
  EXPECT_EQ(result.end, SearchEnd::exhausted);
  EXPECT_GT(result.numbers.worlds, 500u);
}

TEST(Search, AnyVotersAtOnceReachMoreThanOneServerMoreOrLess) {
  Bounds bounds{.terms = 1, .entries = 0, .changes = 1, .newcomers = 1};
  const auto worlds = [&](bool any_voters) {
    bounds.any_voters = any_voters;
    const SearchResult result = explore("servers 2\nnode raft\n", bounds);
    EXPECT_EQ(result.end, SearchEnd::exhausted);
    return result.numbers.worlds;
  };
  EXPECT_GT(worlds(true), worlds(false));
}

TEST(Search, LostMessagesFindNothingMore) {
  const auto end_with = [](std::uint8_t drops) {
    return explore("node safety\n", {.terms = 1, .entries = 0, .drops = drops});
  };
  EXPECT_EQ(end_with(1).end, SearchEnd::exhausted);
  EXPECT_GT(end_with(1).numbers.worlds, end_with(0).numbers.worlds);
}

TEST(Search, AMessageThatArrivesTwiceBreaksNothing) {
  const auto end_with = [](std::uint8_t duplicates) {
    return explore("node safety\n",
                   {.terms = 1, .entries = 0, .duplicates = duplicates, .heartbeats = 1});
  };
  EXPECT_EQ(end_with(1).end, SearchEnd::exhausted);
  EXPECT_FALSE(end_with(1).violation);
  EXPECT_GT(end_with(1).numbers.worlds, end_with(0).numbers.worlds) << "it does arrive twice";
}

TEST(Search, TwiceIsTheSameToTheLastNumber) {
  const Bounds bounds{.terms = 1, .entries = 1};
  EXPECT_EQ(explore("node safety\n", bounds).numbers, explore("node safety\n", bounds).numbers);
}

TEST(Search, TooLittleMemoryIsNoPass) {
  Search search(begin_with("node safety\n", {.terms = 2, .entries = 1}), 1);
  const SearchResult result = search.run();
  EXPECT_EQ(result.end, SearchEnd::no_room);
  EXPECT_GT(result.numbers.waiting, 0u);
  EXPECT_LE(result.numbers.bytes, std::size_t{1} << 20);
}

TEST(Search, WhoeverWatchesCanEndIt) {
  Search search(begin_with("node safety\n", {.terms = 2, .entries = 1}), plenty);
  const SearchResult result = search.run([](const SearchNumbers& n) { return n.worlds < 5000; });
  EXPECT_EQ(result.end, SearchEnd::given_up);
  EXPECT_FALSE(result.violation);
  EXPECT_GE(result.numbers.worlds, 5000u) << "it was ended too early";
  EXPECT_LT(result.numbers.worlds, 20'000u) << "it was asked seldom";
  EXPECT_GT(result.numbers.waiting, 0u) << "what is not visited is not forgotten";
}

TEST(Search, AStageWhoseServersDoNotAllRunIsNoBeginning) {
  const ScenarioRun run = run_scenario(opening("timeout S1\ncrash S2\n"));
  const auto beginning = begin_at(run.stage(), {});
  ASSERT_FALSE(beginning);
  EXPECT_EQ(beginning.error(), "S2 is stopped; let 'restart S2' follow");
}

TEST(Search, NothingIsLeftToChanceAtTheBeginning) {
  const auto refused = [](const std::string& text) {
    const auto beginning = begin_at(run_scenario(opening(text)).stage(), {});
    return beginning ? "" : beginning.error();
  };
  EXPECT_NE(refused("network loss 1%\ntimeout S1\n"), "");
  EXPECT_NE(refused("network duplicate 1%\ntimeout S1\n"), "");
  EXPECT_NE(refused("network loss 1% for S1->S2\ntimeout S1\n"), "");
  EXPECT_NE(refused("disk S1 delay 1..2ms\nheal\n"), "");
  EXPECT_EQ(refused("network loss 1%\ntimeout S1\nnetwork loss 0%\n"), "");
}

TEST(Search, WhatIsInTheWayAtTheBeginningIsNamedWithItsRemedy) {
  const auto refused = [](const std::string& text) {
    const auto beginning = begin_at(run_scenario(opening(text)).stage(), {});
    return beginning ? "" : beginning.error();
  };
  EXPECT_EQ(refused("pause S3\n"), "S3 is paused; let 'resume S3' follow");
  EXPECT_EQ(refused("servers 2\njoin S5\n"),
            "the servers are S1 S2 S5, and not the first so many; give the newcomers the next ids");
  EXPECT_EQ(refused("heal\ndisk S2 stuck\ntimeout S2\ndisk S2 well\n"), "");
  EXPECT_EQ(refused("heal\ndisk S2 stuck\ntimeout S2\n"),
            "S2's disk is not well; let 'disk well' follow");
}

TEST(Search, AMessageThatWillBeLostIsNotOnItsWay) {
  const ScenarioRun run = run_scenario(opening("network loss 100%\ntimeout S1\nnetwork loss 0%\n"));
  EXPECT_EQ(run.stage().in_flight().size(), 2u);
  EXPECT_TRUE(begin_at(run.stage(), {}).value().world.in_flight.empty());
}

}  // namespace
}  // namespace raft
