#pragma once
/// @file
/// Everything that the stage makes happen to a server, whatever its node is made of.

#include <concepts>
#include <variant>

#include "node/effects.h"
#include "node/input.h"
#include "node/messages.h"

namespace raft {

// [input]
/// One input of a server.
using Input = std::variant<Tick, ElectionTimeout, HeartbeatTimeout, Propose, Reconfigure, Message>;
// [input]-end

/// One step of `node`, which is a sum of parts. An event that none of its parts hears leaves it as
/// it is, without effects.
template <class NodeType>
void step(NodeType& node, const Input& input, Effects& effects) {
  const auto handle = [&]<class Event>(const Event& event) {
    if constexpr (std::same_as<Event, Message> || NodeType::template hears<Event>) {
      node.step(event, effects);
    } else {
      effects.clear();
    }
  };
  std::visit(handle, input);
}

}  // namespace raft
