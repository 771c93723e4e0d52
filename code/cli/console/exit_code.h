#pragma once
/// @file
/// What the program's exit says to a script: good, something that was expected did not hold, the
/// input could not be understood, or there is no answer.

namespace raft {

/// How the program ended, for a script; 0 is good.
enum ExitCode : int {
  exit_good = 0,
  exit_failed = 1,         ///< an expectation was not met, or an invariant broke
  exit_bad_input = 2,      ///< an unknown option, a missing file, a malformed scenario or trace
  exit_unknown = 3,        ///< a search was ended at its limit
  exit_interrupted = 130,  ///< by Ctrl-C, after telling what was done so far
};

}  // namespace raft
