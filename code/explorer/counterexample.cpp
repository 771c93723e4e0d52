#include "explorer/counterexample.h"

#include <algorithm>
#include <utility>

#include "core/ensure.h"
#include "scenario/scenario_printer.h"
#include "scenario/scenario_text.h"
#include "text/lines.h"

namespace raft {
namespace {

bool cuts_links(const Statement& statement) {
  return std::holds_alternative<action::Cut>(statement.action) ||
         std::holds_alternative<action::Partition>(statement.action) ||
         std::holds_alternative<action::Isolate>(statement.action);
}

StageSetup recorded(StageSetup setup) {
  setup.record = true;
  return setup;
}

// The explorer's network does what it likes with every message.
Session session_of(const Scenario& opening) {
  Session session(recorded(opening.setup));
  for (const Statement& statement : opening.statements) session.perform(statement);
  if (std::ranges::any_of(opening.statements, cuts_links)) session.perform(action::Heal{});
  if (!opening.statements.empty()) {
    session.perform(action::Note{"From here on the explorer chose."});
  }
  return session;
}

// What names the message on the stage that is the same as the one in the world.
NamedFlight message_of(const Stage& stage, const World& world, const Move& move) {
  const Message& message = world.in_flight[move.flight]->message();
  for (const Flight* flight : stage.in_flight()) {
    if (!flight->doomed && flight->message == message) return name_of(stage, *flight);
  }
  ensure(false, "a message that is on its way in the world and on the stage");
  return {};
}

Action change_of(const World& world, const Move& move) {
  const ServerSet before = world.at(move.server).host().view().members.voters;
  const ServerSet added = move.voters - before;
  const ServerSet removed = before - move.voters;
  if (added.size() == 1 && removed.empty()) return action::Add{*added.begin(), move.server};
  if (removed.size() == 1 && added.empty()) return action::Remove{*removed.begin(), move.server};
  return action::SetVoters{move.voters, move.server};
}

template <class Of>
Action with_message(const Stage& stage, const World& world, const Move& move) {
  const NamedFlight name = message_of(stage, world, move);
  return Of{name.filter, name.which};
}

// What names a message depends on what else is on its way, so each is made before the next is said.
void perform(Session& session, const World& world, const Move& move) {
  const Stage& stage = session.stage();
  switch (move.kind) {
    case Move::Kind::deliver:
      session.perform(with_message<action::Deliver>(stage, world, move));
      return;
    case Move::Kind::time_out:
      session.perform(action::TimeOut{move.server});
      return;
    case Move::Kind::propose:
      session.perform(action::ProposeCommand{move.server, next_command(world)});
      return;
    case Move::Kind::crash:
      session.perform(action::Crash{{move.server}});
      session.perform(action::Restart{{move.server}});
      return;
    case Move::Kind::heartbeat:
      session.perform(action::Heartbeat{move.server});
      return;
    case Move::Kind::change:
      session.perform(change_of(world, move));
      return;
    case Move::Kind::duplicate:
      session.perform(with_message<action::Duplicate>(stage, world, move));
      return;
    case Move::Kind::drop:
      session.perform(with_message<action::Drop>(stage, world, move));
  }
}

}  // namespace

Session counterexample(const Scenario& opening, const Beginning& beginning,
                       std::span<const Move> way) {
  Session session = session_of(opening);
  World world = beginning.world;
  Mover mover;
  for (const Move& move : way) {
    perform(session, world, move);
    Consequence consequence = mover.perform(beginning.space, world, move);
    if (consequence.world) world = std::move(*consequence.world);
  }
  return session;
}

// The usual seed need not be said.
std::string text_of(const Session& session) {
  std::vector<std::string> beginning = session.beginning();
  std::erase(beginning, to_text(action::Seed{}));
  return text_of(beginning) + text_of(session.lines());
}

}  // namespace raft
