#pragma once
/// @file
/// A rehearsal: a scenario that is played, changed and played again. It begins as a text. Whoever
/// leads it adds lines, lets time pass, goes back to any event and does something else from there.
/// Whatever they do, there is a text that tells it, and that text, run by itself, gives the same
/// trace to the last byte: what was found by playing can be saved, sent and tested.

#include <cstddef>
#include <expected>
#include <string>
#include <string_view>
#include <vector>

#include "scenario/scenario_run.h"

namespace raft {

/// A line that was performed, and what came of it.
struct Beat {
  std::size_t line = 0;  ///< where it stands in the text, from 1
  StatementOutcome::Kind kind = StatementOutcome::Kind::done;
  std::size_t events = 0;  ///< how many events the trace had after it
};

/// A scenario and its run, up to now. A regular value. Not for use from two threads at once.
class Rehearsal {
 public:
  using Mistakes = std::vector<Diagnostic>;

  /// Reads the text and performs all of it, or as much as can be performed: failures() then says
  /// why not all. `overrides` are as for ScenarioRun.
  static std::expected<Rehearsal, Mistakes> open(std::string_view text,
                                                 const ScenarioOverrides& overrides = {});

  /// Adds a line and performs it. If it cannot be read or performed nothing happens, and the
  /// mistake says why. A refusal is no mistake: `expect refused` is added behind the line. Nor is a
  /// broken invariant, behind which `expect violation` is added; then the run has ended.
  std::expected<void, Diagnostic> act(std::string_view line);

  /// Lets this much time pass, at least a microsecond; one `run` after another becomes one line.
  std::expected<void, Diagnostic> advance(VirtualTime time);
  /// Lets time pass until there is something new to be seen. False, and no time passes, if there
  /// is nothing within `limit`.
  std::expected<bool, Diagnostic> advance_to_event(VirtualTime limit);

  /// Goes back to where the trace had `events` events, or to the next moment after that at which
  /// something else can be done: an instant of virtual time is not torn apart. What was done later
  /// is gone; of a line that was half performed the first half is left.
  void rewind(std::size_t events);

  /// The lines that were performed, with what stands between them: after open() the whole text,
  /// unless it could not be performed to its end.
  std::string text() const;

  const Stage& stage() const { return session_.stage(); }
  const std::vector<Beat>& beats() const { return beats_; }
  /// What went wrong when the text was performed; each names its line.
  const Mistakes& failures() const { return failures_; }

 private:
  Rehearsal(std::string_view text, Session session, Mistakes failures,
            const ScenarioOverrides& overrides);

  std::expected<Statement, Diagnostic> read(std::string_view line) const;
  std::expected<void, Diagnostic> perform(const Statement& statement);
  void keep();
  void add(const Action& action);
  void note_last(std::size_t line);
  void perform_partly(const Statement& statement, std::size_t events);
  void run_partly(VirtualTime limit, std::size_t events);
  void deliver_partly(const std::vector<MessageId>& ids, std::size_t events);
  void deliver_all_partly(ServerSet among, std::size_t events);
  void deliver(const Flight& flight);
  void conclude();
  void forget_failure();
  void write_out_blocks();
  void go_back(std::size_t statements);
  bool may_run_on(VirtualTime time) const;
  bool has_failed() const;
  std::size_t seen() const { return stage().trace().events.size(); }

  ScenarioOverrides overrides_;
  std::vector<std::string> lines_;  // of the text
  Session session_;
  std::vector<Beat> beats_;  // one for each statement of the session
  Mistakes failures_;
  bool running_on_ = false;  // the last line is a `run` to which time may be added
};

}  // namespace raft
