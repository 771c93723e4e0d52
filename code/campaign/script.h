#pragma once
/// @file
/// The script of a drawn run: a session (scenario/session.h) in which chance can strike whoever
/// leads just now, and the text says whom it struck. It ends with the first failure.

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "membership/configuration.h"
#include "scenario/session.h"
#include "simulation/catalogue.h"

namespace raft {

/// The line with which a run went wrong, and what was wrong.
struct Failure {
  std::size_t line = 0;      ///< from 1
  std::string what = {};     ///< the invariant that is broken, or the line that was not fulfilled
  std::string message = {};  ///< what was found instead; empty for an invariant
  bool invariant = false;
  bool expectation = false;  ///< an `expect`, whose message says what was expected
  bool undecided = false;    ///< not met, because a search was ended at its limit

  friend bool operator==(const Failure&, const Failure&) = default;
};

/// Told of each line before it is performed: also of that in which a node ends the program.
using LineWatch = std::function<void(const std::string& line)>;

/// The lines so far, and the stage on which they were performed. The run ends with the first
/// failure. Not for use from two threads at once.
class Script {
 public:
  /// @param node       whom the servers run, whatever node the beginning names
  /// @param beginning  lines that can be read, without an action
  Script(const NodeType& node, std::vector<std::string> beginning, LineWatch watch = {});

  /// Writes a line and performs it. False if it could not be performed or was refused, which is a
  /// failure unless the line begins with `try`. Does nothing once the run is over.
  bool say(const std::string& line);
  /// The same with `try` before it.
  bool attempt(const std::string& line) { return say("try " + line); }

  /// A command that nobody has proposed yet; its key is none of the clients'.
  std::string fresh_command() { return "t=" + std::to_string(++commands_); }

  bool over() const { return failure_.has_value(); }
  const std::optional<Failure>& failure() const { return failure_; }
  const std::vector<std::string>& lines() const { return lines_; }
  const Stage& stage() const { return session_.stage(); }

  /// The latest configuration that was ever seen committed. (A server forgets its commit index when
  /// it crashes; the script does not.)
  const Configuration& committed_members() const { return committed_members_; }
  /// Where it stands in the log; index 0 is the one the cluster began with.
  LogIndex committed_since() const { return committed_since_; }

 private:
  void see_commits();

  LineWatch watch_;
  std::vector<std::string> lines_;
  Session session_;
  std::optional<Failure> failure_;
  unsigned commands_ = 0;
  Configuration committed_members_;
  LogIndex committed_since_;
};

}  // namespace raft
