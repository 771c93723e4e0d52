#pragma once
/// @file
/// The grammar of the scenario language: from a line to what it says. scenario_parser_actions.cpp
/// knows the verbs, scenario_parser_stage.cpp those that say how the stage is,
/// scenario_parser_faults.cpp what goes wrong, and scenario_parser_conditions.cpp what can be
/// expected.

#include <cstdint>
#include <optional>
#include <string_view>

#include "scenario/scenario.h"
#include "scenario/scenario_line.h"

namespace raft {

/// Takes `sometimes` and its percentage off the front of the line, if they stand there: how often
/// the rest is performed, in millionths.
std::uint32_t take_chance(ScenarioLine& line);
/// Takes the word `try` off the front of the line, if it stands there.
bool take_try(ScenarioLine& line);
/// Whether it can fail or be refused: what builds the stage, repeats, tells or expects cannot be
/// tried, nor left to chance.
bool can_be_tried(const Action& action);
/// Takes a verb and what belongs to it off the line, or notes the mistake.
std::optional<Action> take_action(ScenarioLine& line);

/// What follows `servers`, `node`, `seed`, `title`, `invariants`, `timing` or `batch`.
std::optional<Action> take_beginning(ScenarioLine& line, std::string_view verb);
/// What follows `network`.
std::optional<Action> take_network(ScenarioLine& line);
/// What follows `disk`.
std::optional<Action> take_disk(ScenarioLine& line);

/// What follows `crash`, `restart`, `pause`, `resume`, `clock`, `cut`, `partition`, `isolate` or
/// `heal`.
std::optional<Action> take_fault(ScenarioLine& line, std::string_view verb);

/// What a condition is for.
enum class Purpose : std::uint8_t { expect, wait };
/// Takes what follows `expect` or `run until` off the line, or notes the mistake.
std::optional<Condition> take_condition(ScenarioLine& line, Purpose purpose);

/// Whether the condition is about the run itself, so that waiting does not bring it about.
bool about_the_run(const Condition& condition);

}  // namespace raft
