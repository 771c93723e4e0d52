#pragma once
/// @file
/// The director performs one statement of a scenario on a stage, and says what became of it.

#include <cstdint>
#include <optional>
#include <string>

#include "node/effects.h"
#include "scenario/scenario.h"
#include "simulation/stage.h"

namespace raft {

/// What became of one statement.
struct StatementOutcome {
  enum class Kind : std::uint8_t {
    done,     ///< it was performed
    met,      ///< an expectation that holds
    unmet,    ///< an expectation that does not hold
    refused,  ///< the server that was asked refused
    failed,   ///< it could not be performed, or what it waited for did not come
  };
  Kind kind = Kind::done;
  std::string message = {};  ///< unless done or met: what was wrong
  std::string hint = {};     ///< and what could be done about it; may be empty
};

/// Performs statements, one by one. It remembers the last answer of a server, because `expect
/// refused` asks for it; apart from that the stage is everything. A regular value.
class Director {
 public:
  /// Whatever a scenario says about a stage, this does not crash: a server that does not exist or a
  /// crash of a stopped server is an outcome.
  StatementOutcome perform(Stage& stage, const Statement& statement);

  /// Whether the condition holds now.
  bool holds(const Stage& stage, const Condition& condition) const;
  /// What there is instead, where it does not hold; a phrase for people.
  std::string found(const Stage& stage, const Condition& condition) const;

 private:
  std::optional<Answer> last_answer_;
};

}  // namespace raft
