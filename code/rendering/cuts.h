#pragma once
/// @file
/// Links that are cut one after the other, told together: a server that is cut off from four others
/// is one thing that happens, and eight events.

#include <span>
#include <string>

#include "rendering/steps.h"

namespace raft {

/// So many steps, told in one sentence: "messages between S1 and S2 S3 are lost from now on".
struct ToldCuts {
  std::size_t steps = 1;
  std::string text = {};  ///< empty: the step is no cut, or has to be told alone
};

/// What the cuts do together that `steps`, of which there is at least one, begins with.
ToldCuts cuts_at(std::span<const Step> steps);

}  // namespace raft
