#pragma once
/// @file
/// The shell without its terminal: a line goes in, and what happened comes out. A session is a
/// scenario that is written while it runs.

#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "cli/console/screen.h"
#include "scenario/scenario_run.h"

namespace raft {

/// What came of a line.
struct Reply {
  enum class Kind : std::uint8_t {
    good,
    bad,   ///< the line was not understood or could not be done; nothing has happened
    ended  ///< the session is over
  };
  Kind kind = Kind::good;
  std::string text = {};  ///< lines for the reader, each ended by a newline
};

/// A session. Every line that moves the cluster can be undone, because a stage is a regular value.
class Session {
 public:
  /// `name` stands for the input in messages about bad lines, e.g. "(typed)".
  Session(const StageSetup& setup, Screen screen, std::string name);

  /// Takes a line of the scenario language, or one of the session's own commands.
  Reply enter(std::string_view line);
  /// What could stand in place of the last word of a half-typed line, sorted.
  std::vector<std::string> complete(const std::string& half_typed) const;
  /// Whether everything that was expected has held, and no invariant broke without being expected.
  bool passed() const;
  /// Whether all that has gone wrong is that a search was ended at its limit.
  bool undecided() const;
  const Stage& stage() const { return now_.stage; }
  /// The lines so far, as a scenario that `raft run` accepts.
  std::string scenario() const;

 private:
  // The session at one moment.
  struct Moment {
    Stage stage;
    Director director = {};
    std::map<std::string, std::string> beginning = {};  // by verb: title and timing
    std::vector<std::string> lines = {};
    std::string typed = {};  // the last of them, as it was typed
    unsigned unmet = 0;
    unsigned undecided = 0;  // of these
    bool violation_expected = false;
  };
  // How many lines can be undone.
  static constexpr std::size_t most_moments = 200;

  Reply enter_in_block(std::string_view line);
  Reply own(std::string_view verb, const std::string& rest, bool& is_own);
  Reply help(const std::string& about) const;
  Reply undo();
  Reply save(const std::string& path) const;
  Reply write_trace(const std::string& path) const;
  Reply perform(const Statement& statement);
  Reply begin_again(const Statement& statement);
  Reply settle(const Statement& statement, const StatementOutcome& outcome, std::size_t seen);
  Reply bad(const Statement& statement, const std::string& message, const std::string& hint) const;
  std::string news(std::size_t seen) const;
  std::string story_of_violation() const;

  Screen screen_;
  std::string name_;
  std::size_t line_ = 0;
  std::vector<std::string> block_;  // the lines of a `repeat` whose `end` is still to come
  Moment now_;
  std::deque<Moment> before_;
};

}  // namespace raft
