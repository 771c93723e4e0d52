#pragma once
// A text that is read and run, for the tests.

#include <gtest/gtest.h>

#include <string_view>
#include <utility>

#include "scenario/scenario_run.h"

namespace raft {

inline ScenarioRun run(std::string_view text, const ScenarioOverrides& overrides = {}) {
  auto scenario = parse_scenario(text, "test.raft");
  if (!scenario) {
    ADD_FAILURE() << scenario.error().front().text();
    return run_scenario(*parse_scenario("", "empty.raft"));
  }
  return run_scenario(std::move(*scenario), overrides);
}

inline void expect_passes(std::string_view text) {
  const ScenarioRun done = run(text);
  EXPECT_TRUE(done.passed()) << text << (done.passed() ? "" : done.failures()[0].text());
  EXPECT_GT(done.expectations_met(), 0u);
}

// The first thing that went wrong.
inline Diagnostic failure(std::string_view text) {
  const ScenarioRun done = run(text);
  if (!done.passed()) return done.failures().front();
  ADD_FAILURE() << "this passed:\n" << text;
  return {};
}

// The first mistake in a text that cannot be read.
inline Diagnostic mistake_in(std::string_view text) {
  const auto scenario = parse_scenario(text, "test.raft");
  if (!scenario) return scenario.error().front();
  ADD_FAILURE() << "this was read:\n" << text;
  return {};
}

}  // namespace raft
