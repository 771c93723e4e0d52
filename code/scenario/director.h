#pragma once
/// @file
/// The director performs one statement of a scenario on a stage, and says what became of it.

#include <cstdint>
#include <expected>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/random.h"
#include "node/effects.h"
#include "scenario/casting.h"
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
  bool undecided = false;    ///< unmet, because a search was ended at its limit
};

/// Performs statements, one by one. It remembers the last answer of a server, because `expect
/// refused` asks for it, and whom `call` has named; its chance comes from the stage's seed, and
/// takes nothing from the stage's own. Apart from that the stage is everything. A regular value.
class Director {
 public:
  /// Whatever a scenario says about a stage, this does not crash: a server that does not exist or a
  /// crash of a stopped server is an outcome.
  StatementOutcome perform(Stage& stage, const Statement& statement);

  /// The statement with the servers that it means now, where it names them by what they are; the
  /// statement itself, where it names them. If nobody is meant, an outcome that says why.
  std::expected<Statement, StatementOutcome> cast(const Stage& stage, const Statement& statement);
  /// The names that were called so far.
  std::vector<std::string> called() const;

  /// Whether the condition holds now.
  bool holds(const Stage& stage, const Condition& condition) const;
  /// What there is instead, where it does not hold; a phrase for people.
  std::string found(const Stage& stage, const Condition& condition) const;

 private:
  std::expected<ServerId, Miscast> whom(const Stage& stage, const CastingCall& call);
  StatementOutcome perform_cast(Stage& stage, const Statement& statement);
  Random& chance(const Stage& stage);

  std::optional<Answer> last_answer_;
  std::map<std::string, ServerId> called_;
  std::optional<Random> chance_;
};

}  // namespace raft
