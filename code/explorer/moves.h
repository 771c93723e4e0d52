#pragma once
/// @file
/// What can happen next in a world, and the world that comes of it. A move is one thing that
/// happens to one server: it is what a scenario says on one line (but for a crash and the restart,
/// which are two).

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "explorer/world.h"
#include "invariants/violation.h"

namespace raft {

/// One thing that can happen.
struct Move {
  enum class Kind : std::uint8_t {
    deliver,
    time_out,
    propose,
    crash,  ///< and start again
    heartbeat,
    change,
    duplicate,
    drop,
  };
  Kind kind = Kind::deliver;
  ServerId server = {};    ///< to whom it happens; for a message, its receiver
  std::size_t flight = 0;  ///< its place in World::in_flight
  ServerSet voters = {};   ///< of a change

  friend bool operator==(const Move&, const Move&) = default;
};

/// The command that the next proposal brings: x=1, then x=2 and so on.
std::string next_command(const World& world);

/// Writes all that can happen in `world` into `moves`, always in the same order. Of messages that
/// are equal, the first stands for all.
void list_moves(const Space& space, const World& world, std::vector<Move>& moves);

/// What came of a move: another world, or a broken invariant, or neither. Nothing comes of a move
/// that changes no server and sends nothing: a message that arrives in vain might as well stay on
/// its way for ever.
struct Consequence {
  std::optional<World> world = {};
  std::optional<Violation> violation = {};
};

/// Performs moves. Holds what is needed for a step, so that it is allocated once. Not for use from
/// two threads at once.
class Mover {
 public:
  Consequence perform(const Space& space, const World& world, const Move& move);

 private:
  Consequence step(const Space& space, const World& world, ServerId server, const Input& input,
                   std::size_t without);
  Consequence crash(const Space& space, const World& world, ServerId server);

  std::shared_ptr<Memory> copy_of(const Memory& memory);

  Effects effects_;
  Occurrences occurrences_;
  std::vector<std::shared_ptr<Memory>> memories_;  // to be used again when no world has them
  std::size_t next_memory_ = 0;
};

}  // namespace raft
