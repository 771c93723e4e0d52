#pragma once
/// @file
/// The vocabulary of the scenario language: every verb and every expectation with its form, one
/// sentence of help and an example. Help texts, the completion of a half-typed line
/// (scenario/completion.h) and the check that the reference page is complete all come from this one
/// table.

#include <span>
#include <string>
#include <string_view>

namespace raft {

/// One verb, or one thing that can be expected.
struct ScenarioWord {
  std::string_view name;      ///< e.g. "deliver"
  std::string_view group;     ///< under which heading it stands, e.g. "By hand"
  std::string_view synopsis;  ///< e.g. "deliver [FROM->TO] [MESSAGE]"; forms separated by newlines
  std::string_view help;      ///< one sentence
  std::string_view example;   ///< one statement
};

/// The verbs, in the order of the reference page.
std::span<const ScenarioWord> scenario_verbs();
/// What can follow `expect` (and, mostly, `run until`), in the order of the reference page.
std::span<const ScenarioWord> scenario_expectations();
/// The verb of this name, or null.
const ScenarioWord* find_scenario_verb(std::string_view name);

/// What somebody means who says this verb, which is of another language or tool: a hint such as
/// "you mean 'crash'"; "" if nothing is known of it.
std::string_view meant_by(std::string_view foreign_verb);

/// The whole language on a screen or two; of one verb (or "expect"), its forms, help and example.
std::string scenario_help();
std::string scenario_help(const ScenarioWord& word);

}  // namespace raft
