#pragma once
/// @file
/// A rehearsal: a scenario that is played, changed and played again. It begins as a text. Whoever
/// leads it adds lines, lets time pass, goes back to any event and does something else from there;
/// whatever they do, there is always a text that tells it, and that text, run by itself, gives the
/// same trace to the last byte. So what was found by playing can be saved, sent and tested.
///
/// The page is one way to lead it (playground/face.cpp); the tests are another.

#include <cstddef>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "simulation/scenario_run.h"

namespace raft {

/// A line that was performed, and what came of it.
struct Beat {
  Statement statement = {};
  StatementOutcome::Kind kind = StatementOutcome::Kind::done;
  std::size_t events = 0;  ///< how long the trace was after it
  VirtualTime time{0};     ///< and what time it was
};

/// A scenario and its run, up to now. A regular value. Not for use from two threads at once.
class Rehearsal {
 public:
  using Mistakes = std::vector<ScenarioError>;

  /// Reads the text and performs all of it, or as much as can be performed: failures() then says
  /// why the rest could not. `overrides` are as for ScenarioRun.
  static std::expected<Rehearsal, Mistakes> open(std::string_view text,
                                                 const ScenarioOverrides& overrides = {});

  /// Adds a line and performs it. If it cannot be read or performed, nothing happens, and the
  /// mistake says why. A refusal is no mistake: `expect refused` is added behind it. Nor is a broken
  /// invariant, behind which `expect violation` is added.
  std::expected<void, ScenarioError> act(std::string_view line);

  /// Lets this much time pass. One `run` after another becomes one line.
  std::expected<void, ScenarioError> advance(VirtualTime time);
  /// Lets time pass until something can be seen, at most `limit`. False if nothing came.
  std::expected<bool, ScenarioError> advance_to_event(VirtualTime limit);

  /// Goes back to where the trace had `events` events, or to the first moment after that at which
  /// something else can be done: an instant of virtual time is never torn apart. The lines behind
  /// that moment are gone, and of a line that was half performed the first half is left.
  void rewind(std::size_t events);

  /// The lines that were performed, with the comments between them. After open() that is the whole
  /// text, unless it could not be performed to its end.
  std::string text() const;

  const Stage& stage() const { return stage_; }
  const std::vector<Beat>& beats() const { return beats_; }
  /// What went wrong in the text that was opened; each names its line.
  const Mistakes& failures() const { return failures_; }

 private:
  Rehearsal(std::string_view text, ScenarioRun run);

  Statement statement_of(std::string_view line) const;
  void add(std::string_view line, StatementOutcome::Kind kind);
  void perform_again(const Beat& beat, std::size_t events);
  void run_partly(VirtualTime begin_limit, std::size_t events);
  void deliver_partly(const std::vector<MessageId>& ids, std::size_t events);
  void deliver_one(const Flight& flight);
  std::expected<void, ScenarioError> settle(const Statement& statement,
                                            const StatementOutcome& outcome, Stage before);
  std::optional<ScenarioError> too_late(const Statement& statement) const;

  std::vector<std::string> lines_;  // of the text
  std::string file_;
  Stage beginning_;
  Stage stage_;
  Director director_;
  std::vector<Beat> beats_;
  Mistakes failures_;
  bool running_on_ = false;  // the last line is a `run` that more time may be added to
};

}  // namespace raft
