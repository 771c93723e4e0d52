#pragma once
/// @file
/// What is said when a named invariant is broken: enough to teach, not only to fail.

#include <string>
#include <vector>

#include "core/vocabulary.h"

namespace raft {

/// A broken invariant, found after a step of `server`.
struct Violation {
  std::string invariant = {};           ///< its name, e.g. "Leader Completeness"
  ServerId server = {};                 ///< whose step broke it
  std::vector<std::string> facts = {};  ///< the two facts that contradict, a sentence each
  std::string clause = {};              ///< what the paper says, and where
  std::string likely_mistake = {};      ///< what usually causes this
};

}  // namespace raft
