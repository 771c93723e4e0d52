#pragma once
/// @file
/// How a drawn run begins: how many servers there are, how patient they are, what the network and
/// the disks are like, and what clients work meanwhile.

#include <cstdint>
#include <string>
#include <vector>

#include "campaign/dice.h"

namespace raft {

/// The beginning of a drawn scenario.
struct DrawnBeginning {
  std::vector<std::string> lines = {};  ///< servers, node, seed, timing, network, disk
  std::string network = {};             ///< the network's line among them
  std::string clients = {};             ///< the first action
};

/// Draws one.
/// @param node  the name of a complete node, e.g. "raft"
/// @param seed  the stage's seed; the dice have been made from it
DrawnBeginning draw_beginning(Dice& dice, const std::string& node, std::uint64_t seed);

}  // namespace raft
