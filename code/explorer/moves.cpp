#include "explorer/moves.h"

#include <algorithm>
#include <utility>

#include "trace/message_kind.h"

namespace raft {
namespace {

constexpr std::size_t no_flight = ~std::size_t{0};

bool first_of_its_kind(const World& world, std::size_t place) {
  const auto& flights = world.in_flight;
  return std::none_of(
      flights.begin(), flights.begin() + std::ptrdiff_t(place), [&](const auto& earlier) {
        return earlier == flights[place] || earlier->message() == flights[place]->message();
      });
}

void list_changes(const Space& space, const Actor& leader, std::vector<Move>& moves) {
  const ServerSet voters = leader.host().view().members.voters;
  const auto consider = [&](ServerSet wanted) {
    if (wanted.empty() || wanted == voters) return;
    moves.push_back({.kind = Move::Kind::change, .server = leader.id(), .voters = wanted});
  };
  const auto servers = static_cast<unsigned>(space.setups.size());
  if (space.bounds.any_voters) {
    const std::uint64_t end = ServerSet::first(servers).bits();
    for (std::uint64_t bits = 1; bits <= end; ++bits) consider(ServerSet::from_bits(bits));
    return;
  }
  for (const ServerId server : ServerSet::first(servers)) {
    consider(voters.contains(server) ? voters.without(server) : voters.with(server));
  }
}

void list_moves_of(const Space& space, const World& world, const Actor& actor,
                   std::vector<Move>& moves) {
  const Bounds& most = space.bounds;
  const ServerId server = actor.id();
  if (!actor.leads() && actor.term().value < most.terms) {
    moves.push_back({.kind = Move::Kind::time_out, .server = server});
  }
  if (actor.leads() && world.spent.entries < most.entries) {
    moves.push_back({.kind = Move::Kind::propose, .server = server});
  }
  if (world.spent.crashes < most.crashes) {
    moves.push_back({.kind = Move::Kind::crash, .server = server});
  }
  if (actor.leads() && world.spent.heartbeats < most.heartbeats) {
    moves.push_back({.kind = Move::Kind::heartbeat, .server = server});
  }
  if (actor.leads() && world.spent.changes < most.changes) list_changes(space, actor, moves);
}

// Whether the receiver would not listen, now or later. A reply of a later term is heard.
bool is_forgotten(const Message& message, const Actor& receiver, bool may_crash) {
  if (!is_reply(message)) return false;
  const Term earliest = receiver.earliest(may_crash);
  const bool of_an_election = std::holds_alternative<RequestVoteReply>(message.body);
  return message.term < earliest ||
         (of_an_election && message.term == earliest && !receiver.stands());
}

void forget_old_replies(const Space& space, World& world) {
  if (!space.forgets_old_replies) return;
  const bool may_crash = space.may_crash(world);
  std::erase_if(world.in_flight, [&](const auto& flight) {
    const Message& message = flight->message();
    return is_forgotten(message, world.at(message.to), may_crash);
  });
}

std::shared_ptr<const Saved> written(const std::shared_ptr<const Saved>& disk, const Save& save,
                                     const Log& log) {
  if (!save.needed()) return disk;
  Saved now = *disk;
  now.perform(save, log);
  return std::make_shared<const Saved>(std::move(now));
}

bool accepted(const Answer& answer) {
  return std::holds_alternative<Accepted>(answer) || std::holds_alternative<ChangeBegun>(answer);
}

Permutation own_names(const World& world) {
  Permutation own;
  for (unsigned i = 0; i < world.cast.size(); ++i) own.call(world.cast[i]->id(), i);
  return own;
}

}  // namespace

std::string next_command(const World& world) {
  return "x=" + std::to_string(world.spent.entries + 1);
}

void list_moves(const Space& space, const World& world, std::vector<Move>& moves) {
  moves.clear();
  const auto list_flights = [&](Move::Kind kind) {
    for (std::size_t i = 0; i < world.in_flight.size(); ++i) {
      if (!first_of_its_kind(world, i)) continue;
      moves.push_back({.kind = kind, .server = world.in_flight[i]->message().to, .flight = i});
    }
  };
  list_flights(Move::Kind::deliver);
  for (const auto& actor : world.cast) list_moves_of(space, world, *actor, moves);
  if (world.spent.duplicates < space.bounds.duplicates) list_flights(Move::Kind::duplicate);
  if (world.spent.drops < space.bounds.drops) list_flights(Move::Kind::drop);
}

Consequence Mover::perform(const Space& space, const World& world, const Move& move) {
  const auto spending = [&](std::uint8_t Spent::*what, Consequence consequence) {
    if (consequence.world) ++(consequence.world->spent.*what);
    return consequence;
  };
  switch (move.kind) {
    case Move::Kind::deliver:
      return step(space, world, move.server, world.in_flight[move.flight]->message(), move.flight);
    case Move::Kind::time_out:
      return step(space, world, move.server, ElectionTimeout{}, no_flight);
    case Move::Kind::propose: {
      const Command command(next_command(world));
      return spending(&Spent::entries,
                      step(space, world, move.server, Propose{{&command, 1}}, no_flight));
    }
    case Move::Kind::crash:
      return crash(space, world, move.server);
    case Move::Kind::heartbeat:
      return spending(&Spent::heartbeats,
                      step(space, world, move.server, HeartbeatTimeout{}, no_flight));
    case Move::Kind::change:
      return spending(&Spent::changes,
                      step(space, world, move.server, Reconfigure{move.voters}, no_flight));
    case Move::Kind::duplicate: {
      World next = world;
      next.in_flight.push_back(world.in_flight[move.flight]);
      return spending(&Spent::duplicates, {.world = std::move(next)});
    }
    case Move::Kind::drop: {
      World next = world;
      next.in_flight.erase(next.in_flight.begin() + std::ptrdiff_t(move.flight));
      return spending(&Spent::drops, {.world = std::move(next)});
    }
  }
  return {};
}

std::shared_ptr<Memory> Mover::copy_of(const Memory& memory) {
  for (std::size_t tried = 0; tried < memories_.size(); ++tried) {
    const auto& unused = memories_[next_memory_];
    if (unused.use_count() == 1) {
      unused->invariants = memory.invariants;
      unused->digests.forget();
      return unused;
    }
    next_memory_ = (next_memory_ + 1) % memories_.size();
  }
  return memories_.emplace_back(std::make_shared<Memory>(memory.invariants));
}

Consequence Mover::step(const Space& space, const World& world, ServerId server, const Input& input,
                        std::size_t without) {
  const Actor& before = world.at(server);
  std::shared_ptr<Host> host = before.host().clone();
  occurrences_.clear();
  host->step(input, effects_, occurrences_);
  const bool asks =
      std::holds_alternative<Propose>(input) || std::holds_alternative<Reconfigure>(input);
  if (asks && !accepted(effects_.answer_to({}))) return {};

  auto disk = written(before.disk(), effects_.save, *host->view().log);
  auto after = std::make_shared<const Actor>(std::move(host), std::move(disk));
  const bool quiet = effects_.messages.empty() && occurrences_.empty();
  if (quiet && after->look(false) == before.look(false)) {
    const Permutation own = own_names(world);
    if (after->digest(own, true) == before.digest(own, true)) return {};
  }
  auto memory = copy_of(*world.memory);
  if (auto violation = memory->invariants.check(after->host().view(), occurrences_)) {
    return {.violation = std::move(violation)};
  }
  World next{
      .cast = world.cast, .in_flight = {}, .memory = std::move(memory), .spent = world.spent};
  next.cast[server.value - 1u] = std::move(after);
  next.in_flight.reserve(world.in_flight.size() + effects_.messages.size());
  for (std::size_t i = 0; i < world.in_flight.size(); ++i) {
    if (i != without) next.in_flight.push_back(world.in_flight[i]);
  }
  for (const Message& message : effects_.messages) {
    next.in_flight.push_back(std::make_shared<const InFlight>(message));
  }
  forget_old_replies(space, next);
  return {.world = std::move(next)};
}

Consequence Mover::crash(const Space& space, const World& world, ServerId server) {
  const Actor& before = world.at(server);
  std::shared_ptr<Host> host = space.node->make(space.setups[server.value - 1u]);
  occurrences_.clear();
  // A disk that nobody can have written stops its server: that is no state to go on from.
  if (!host->restore(*before.disk(), effects_, occurrences_)) return {};
  auto after = std::make_shared<const Actor>(std::move(host), before.disk());
  auto memory = copy_of(*world.memory);
  if (auto violation = memory->invariants.check_restart(after->host().view())) {
    return {.violation = std::move(violation)};
  }
  const Permutation own = own_names(world);
  if (after->digest(own, false) == before.digest(own, false)) return {};
  World next = world;
  next.cast[server.value - 1u] = std::move(after);
  next.memory = std::move(memory);
  ++next.spent.crashes;
  forget_old_replies(space, next);
  return {.world = std::move(next)};
}

}  // namespace raft
