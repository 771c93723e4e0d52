#pragma once
/// @file
/// Links that are cut or mended one after the other, told together: a server that is cut off from
/// four others is one thing that happens, and eight events.

#include <span>
#include <string>

#include "rendering/steps.h"

namespace raft {

/// So many steps, told in one sentence: "messages between S1 and S2 S3 are lost from now on".
struct ToldLinks {
  std::size_t steps = 1;
  std::string text = {};  ///< empty: the step is of no link, or has to be told alone
};

/// What the cuts, or the repairs, do together that `steps` begins with, of which there is at least
/// one.
ToldLinks links_at(std::span<const Step> steps);

}  // namespace raft
