#pragma once
// Small spaces to search, and the simplest search that there is, to compare with.

#include <gtest/gtest.h>

#include <cstdint>
#include <deque>
#include <fstream>
#include <optional>
#include <set>
#include <sstream>
#include <string>

#include "explorer/beginning.h"
#include "explorer/counterexample.h"
#include "explorer/fingerprint.h"
#include "explorer/search.h"
#include "scenario/scenario_run.h"

namespace raft {

inline constexpr std::size_t plenty = std::size_t{1} << 28;

inline Scenario opening(const std::string& text) {
  auto scenario = parse_scenario(text, "opening");
  EXPECT_TRUE(scenario.has_value());
  return scenario ? *std::move(scenario) : Scenario{};
}

inline Beginning begin_with(const std::string& text, const Bounds& bounds) {
  const ScenarioRun run = run_scenario(opening(text), {.record = false});
  EXPECT_TRUE(run.passed());
  auto beginning = begin_at(run.stage(), bounds);
  EXPECT_TRUE(beginning.has_value());
  return *std::move(beginning);
}

inline SearchResult explore(const Beginning& beginning) { return Search(beginning, plenty).run(); }
inline SearchResult explore(const std::string& text, const Bounds& bounds) {
  return explore(begin_with(text, bounds));
}

/// What was found, as a scenario.
inline std::string found(const std::string& text, const Bounds& bounds) {
  const Beginning beginning = begin_with(text, bounds);
  const SearchResult result = explore(beginning);
  EXPECT_TRUE(result.violation.has_value());
  if (!result.violation) return "";
  const Session session = counterexample(opening(text), beginning, result.way);
  const auto& violation = session.stage().violation();
  EXPECT_TRUE(violation && violation->invariant == result.violation->invariant);
  return text_of(session);
}

inline std::string file(const std::string& name) {
  std::ifstream in(std::string(RAFT_SOURCE_DIR) + "/tests/explorer/" + name);
  std::ostringstream text;
  text << in.rdbuf();
  EXPECT_FALSE(text.str().empty()) << name;
  return text.str();
}

/// The world after `moves` moves, each the one at the place that is said.
inline World after(const Beginning& beginning, std::initializer_list<std::size_t> places) {
  World world = beginning.world;
  Mover mover;
  std::vector<Move> moves;
  for (const std::size_t place : places) {
    list_moves(beginning.space, world, moves);
    world = mover.perform(beginning.space, world, moves[place]).world.value();
  }
  return world;
}

/// All worlds are kept as they are, and compared by what `key` says of each.
struct NaiveSearch {
  std::set<std::uint64_t> keys = {};
  std::size_t depth_of_violation = 0;  // 0: there is none
  std::vector<World> worlds = {};

  NaiveSearch(const Beginning& beginning, auto key) {
    std::deque<std::pair<World, std::size_t>> waiting = {{beginning.world, 0}};
    keys.insert(key(beginning.world));
    Mover mover;
    while (!waiting.empty() && depth_of_violation == 0) {
      const auto [world, depth] = waiting.front();
      waiting.pop_front();
      worlds.push_back(world);
      std::vector<Move> moves;
      list_moves(beginning.space, world, moves);
      for (const Move& move : moves) {
        const Consequence there = mover.perform(beginning.space, world, move);
        if (there.violation) depth_of_violation = depth + 1;
        if (there.violation) break;
        if (there.world && keys.insert(key(*there.world)).second) {
          waiting.push_back({*there.world, depth + 1});
        }
      }
    }
  }
};

/// A space in which nothing is left out: every server keeps its name, and every reply is kept.
inline Beginning without_reductions(Beginning beginning) {
  beginning.space.symmetric = false;
  beginning.space.forgets_old_replies = false;
  return beginning;
}

}  // namespace raft
