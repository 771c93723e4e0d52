#pragma once
/// @file
/// Three servers in one process, and a road between them that neither loses nor delays. There is no
/// disk, no network and no clock here: what remains is the cost of the protocol.

#include <array>
#include <cstdint>
#include <span>
#include <utility>
#include <variant>
#include <vector>

#include "bench/byte_counter.h"
#include "core/command.h"
#include "core/ensure.h"
#include "core/vocabulary.h"
#include "node/effects.h"
#include "node/input.h"
#include "node/setup.h"

namespace raft::bench {

/// A cluster of S1, S2 and S3, of any node type. S1 leads from the beginning. Each call returns
/// when every message has arrived and every consequence has happened.
template <class NodeType>
class ThreeServers {
 public:
  ThreeServers() { elect(ServerId{1}); }

  /// Makes `candidate` stand for election. It wins: nothing here can stop it.
  void elect(ServerId candidate) {
    step(candidate, ElectionTimeout{});
    settle();
    ensure(server(candidate).node.leads(), "a candidate that nothing hinders to win");
    leader_ = candidate;
  }

  /// Proposes `commands`, all at once, and returns when the three servers have applied them.
  void commit(std::span<const Command> commands) {
    step(leader_, Propose{commands});
    settle();
    committed_ += commands.size();
  }

  /// One tick of each server's clock.
  void tick() {
    for (std::uint8_t id = 1; id <= 3; ++id) step(ServerId{id}, Tick{});
    settle();
  }

  /// Commands committed so far.
  std::uint64_t committed() const { return committed_; }
  /// Messages that have arrived so far.
  std::uint64_t messages() const { return messages_; }
  /// Whether each server has applied its whole log, and so all three have read the same.
  bool all_applied() const {
    for (const Server& s : servers_) {
      if (s.node.last_applied != s.node.log.last_index()) return false;
      if (s.state_machine.sum() != servers_[0].state_machine.sum()) return false;
    }
    return true;
  }

 private:
  struct Server {
    NodeType node;
    Effects effects = {};
    ByteCounter state_machine = {};
  };

  static Server make(std::uint8_t id) {
    return {NodeType(Setup{.me = {id}, .voters = ServerSet::first(3), .seed = id})};
  }
  Server& server(ServerId id) { return servers_[id.value - 1u]; }

  template <class Event>
  void step(ServerId id, const Event& event) {
    Server& actor = server(id);
    actor.node.step(event, actor.effects);
    for (Message& message : actor.effects.messages) road_.emplace_back(std::move(message));
    if (actor.effects.apply.needed()) {
      const auto [after, up_to] = actor.effects.apply;
      actor.state_machine.apply(actor.node.log.from(after.next(), up_to.value - after.value));
    }
  }

  // A step may lengthen the road, but only after it has read its message.
  void settle() {
    for (std::size_t next = 0; next < road_.size(); ++next) {
      const Message& message = road_[next];
      step(message.to, message);
    }
    messages_ += road_.size();
    road_.clear();
  }

  std::array<Server, 3> servers_ = {make(1), make(2), make(3)};
  std::vector<Message> road_;
  ServerId leader_ = {1};
  std::uint64_t committed_ = 0;
  std::uint64_t messages_ = 0;
};

}  // namespace raft::bench
