#pragma once
/// @file
/// The shell without its terminal: a line goes in, and what happened comes out. What is typed makes
/// a session (scenario/session.h).

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "cli/console/screen.h"
#include "scenario/session.h"

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

/// The shell. Every line that moves the cluster can be taken back.
class Shell {
 public:
  /// `name` stands for the input in messages about bad lines, e.g. "(typed)".
  Shell(const StageSetup& setup, Screen screen, std::string name);

  /// Takes a line of the scenario language, or one of the session's own commands.
  Reply enter(std::string_view line);
  /// What could stand in place of the last word of a half-typed line, sorted.
  std::vector<std::string> complete(const std::string& half_typed) const;
  /// Whether everything that was expected has held, and no invariant broke without being expected.
  bool passed() const;
  /// Whether all that has gone wrong is that a search was ended at its limit.
  bool undecided() const;
  const Stage& stage() const { return session_.stage(); }
  /// The lines so far, as a scenario that `raft run` accepts.
  std::string scenario() const;

 private:
  Reply enter_in_block(std::string_view line);
  Reply own(std::string_view verb, const std::string& rest, bool& is_own);
  Reply help(const std::string& about) const;
  Reply undo();
  Reply save(const std::string& path) const;
  Reply write_trace(const std::string& path) const;
  Reply perform(const Statement& statement);
  Reply begin_again(const Statement& statement);
  std::string told(const Performed& performed, std::size_t seen) const;
  Reply bad(const Statement& statement, const std::string& message, const std::string& hint) const;
  std::string news(std::size_t seen) const;
  std::string story_of_violation() const;

  Screen screen_;
  std::string name_;
  std::size_t line_ = 0;
  std::vector<std::string> block_;  // the lines of a `repeat` whose `end` is still to come
  Session session_;
};

}  // namespace raft
