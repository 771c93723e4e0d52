#pragma once
/// @file
/// A scenario that is performed while it is written. Whoever writes it looks at the stage before
/// the next statement, and may go back: the shell, the page, the campaign and the explorer do. What
/// has been performed is an ordinary scenario, and running it repeats everything, to the last byte.

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "scenario/director.h"
#include "scenario/scenario.h"
#include "simulation/stage.h"

namespace raft {

/// A statement that was performed, and what came of it.
struct Performed {
  Statement statement = {};
  StatementOutcome outcome = {};
  std::size_t events = 0;  ///< how many events the trace had after it
};

/// A stage, and what was performed on it. A regular value. Not for use from two threads at once.
///
/// Going back needs no copy of the stage before each statement: what stands before is performed
/// again, which ends in the same state, as nothing on a stage is left to real chance. The first
/// time costs as much as all of it did. On the way some copies are kept, ever closer together
/// towards the end, so that going back once more costs about as much as what was performed since.
/// There are at most twice as many as the number of statements has binary digits.
class Session {
 public:
  explicit Session(const StageSetup& setup);

  /// Performs the statement and remembers it, also if it fails. Before anything else was performed,
  /// one that begins a stage begins it anew, with what was said of the beginning so far.
  const StatementOutcome& perform(Statement statement);
  /// The same for what was never written: it is remembered as to_text() writes it.
  const StatementOutcome& perform(const Action& action);

  /// As it was when only the first `statements` had been performed.
  void rewind(std::size_t statements);
  /// Takes back the last statement, of which there must be one. If that has failed without moving
  /// anything, at once.
  void undo();
  /// Joins the two last statements, which must be runs of some time, to one.
  void join_runs();

  const std::vector<Performed>& performed() const { return performed_; }
  const Stage& stage() const { return stage_; }
  const Director& director() const { return director_; }
  /// How many events the trace had after so many statements.
  std::size_t events_after(std::size_t statements) const;
  /// Whether something else was performed than what begins the stage.
  bool begun() const;

  /// How many statements demanded, or waited for, what did not hold or come; `try` demands nothing.
  std::size_t in_vain() const;
  /// Of these, for how many a search was ended at its limit.
  std::size_t undecided() const;
  /// Whether a broken invariant was expected by name.
  bool violation_expected() const;

  /// What begins a stage like this one, as lines; the seed is among them, also the usual one.
  std::vector<std::string> beginning() const;
  /// What was performed, so that it can be run by itself, without the beginning: behind a refusal
  /// it is expected, and so is, at the end, a broken invariant. What was expected in vain is a
  /// comment, and what was waited for in vain is the time that it took.
  std::vector<std::string> lines() const;

 private:
  // The session after its first statements.
  struct Moment {
    std::size_t statements = 0;
    Stage stage;
    Director director;
  };

  StatementOutcome carry_out(const Statement& statement);
  void go_back_to_moment(std::size_t statements);
  void thin_out();

  StageSetup setup_;
  Stage stage_;
  Director director_;
  std::optional<Director> director_before_;  // the last statement; none if that was not performed
  std::size_t events_at_first_ = 0;
  std::vector<Performed> performed_;
  std::vector<Moment> kept_;  // in the order of their statements
};

}  // namespace raft
