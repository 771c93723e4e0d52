#include "explorer/counterexample.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/ensure.h"
#include "invariants/invariant.h"
#include "scenario/scenario_run.h"
#include "simulation/stage.h"

namespace raft {
namespace {

// Writes down the moves, and makes each on a stage at once, because what names a message depends on
// what else is on its way.
class Author {
 public:
  Author(const Scenario& opening, const Beginning& beginning)
      : run_(opening, {.record = false}), space_(beginning.space), world_(beginning.world) {
    run_.finish();
    write_beginning(opening);
  }

  void write(const Move& move) {
    write_lines(move);
    Consequence consequence = mover_.perform(space_, world_, move);
    if (consequence.world) world_ = std::move(*consequence.world);
  }
  void end(const Violation& violation) {
    text_ += fmt::format("expect violation \"{}\"\n", violation.invariant);
  }
  const std::string& text() const { return text_; }

 private:
  void write_beginning(const Scenario& opening);
  void write_lines(const Move& move);
  void perform(const std::string& line);
  const Flight& flight_of(const Move& move) const;

  ScenarioRun run_;
  Space space_;
  World world_;
  Mover mover_;
  Director director_;
  std::string text_;
};

bool cuts_links(const Action& action) {
  return std::holds_alternative<action::Cut>(action) ||
         std::holds_alternative<action::Partition>(action) ||
         std::holds_alternative<action::Isolate>(action);
}

std::string watched_names(InvariantSet watched) {
  std::string names;
  for (std::size_t i = 0; i < invariant_names().size(); ++i) {
    if (!watched.contains(static_cast<Invariant>(i))) continue;
    names += fmt::format(" \"{}\"", invariant_names()[i]);
  }
  return names;
}

std::string percent(std::uint32_t millionths) {
  return fmt::format("{}.{:04}%", millionths / 10'000, millionths % 10'000);
}

std::string exception_line(const MessageFilter& of, const TreatmentChange& change) {
  std::string text = "network";
  if (change.delay_min) {
    text +=
        fmt::format(" delay {}..{}", time_text(*change.delay_min), time_text(*change.delay_max));
  }
  if (change.loss) text += " loss " + percent(*change.loss);
  if (change.duplication) text += " duplicate " + percent(*change.duplication);
  return fmt::format("{} for {}\n", text, filter_text(of));
}

// What is as usual need not be said.
std::string world_lines(const StageSetup& setup) {
  std::string text;
  if (setup.timing != Timing{}) {
    text +=
        fmt::format("timing election {}..{}ms heartbeat {}ms\n", setup.timing.election_timeout_min,
                    setup.timing.election_timeout_max, setup.timing.heartbeat_interval);
  }
  if (const NetworkModel& network = setup.network; network != NetworkModel{}) {
    text += fmt::format("network delay {}..{} loss {} duplicate {}\n", time_text(network.delay_min),
                        time_text(network.delay_max), percent(network.loss),
                        percent(network.duplication));
    for (const auto& [of, change] : network.exceptions) text += exception_line(of, change);
  }
  if (const DiskModel& disk = setup.disk; disk != DiskModel{}) {
    text += fmt::format("disk delay {}..{}{}{}{}\n", time_text(disk.sync_min),
                        time_text(disk.sync_max), disk.stuck ? " stuck" : "",
                        disk.lies ? " lies" : "", disk.tears ? " tears" : "");
  }
  return text;
}

void Author::write_beginning(const Scenario& opening) {
  const StageSetup& setup = opening.setup;
  text_ += fmt::format("servers {}\nnode {}", setup.servers, setup.node->name);
  for (const std::string& rule : setup.node->without) text_ += " without " + rule;
  if (!setup.node->bug.empty()) {
    text_ += fmt::format("  # to be run with the bug: --bug {}", setup.node->bug);
  }
  text_ += "\n";
  if (setup.seed != StageSetup{}.seed) text_ += fmt::format("seed {}\n", setup.seed);
  if (setup.watched != InvariantSet::all()) {
    text_ += fmt::format("invariants{}\n", watched_names(setup.watched));
  }
  text_ += world_lines(setup);
  bool cut = false;
  for (const Statement& statement : opening.statements) {
    text_ += statement.text + "\n";
    cut |= cuts_links(statement.action);
  }
  if (cut) perform("heal");
  if (!opening.statements.empty()) text_ += "note \"From here on the explorer chose.\"\n";
}

// The message on the stage that is the same as the one in the world.
const Flight& Author::flight_of(const Move& move) const {
  const Message& message = world_.letters[move.letter]->message();
  for (const Flight* flight : run_.stage().in_flight()) {
    if (!flight->doomed && flight->message == message) return *flight;
  }
  ensure(false, "a message that is on its way in the world and on the stage");
  return *run_.stage().in_flight().front();
}

std::string change_line(const World& world, const Move& move) {
  const ServerSet before = world.at(move.server).host().view().members.voters;
  const ServerSet added = move.voters - before;
  const ServerSet removed = before - move.voters;
  const std::string via = " via " + to_string(move.server);
  if (added.size() == 1 && removed.empty()) return "add " + to_string(added) + via;
  if (removed.size() == 1 && added.empty()) return "remove " + to_string(removed) + via;
  return "voters " + to_string(move.voters) + via;
}

void Author::write_lines(const Move& move) {
  const std::string server = to_string(move.server);
  const auto message = [&] { return flight_text(run_.stage(), flight_of(move)); };
  switch (move.kind) {
    case Move::Kind::deliver:
      return perform("deliver " + message());
    case Move::Kind::time_out:
      return perform("timeout " + server);
    case Move::Kind::propose:
      return perform(fmt::format("propose {} {}", server, next_command(world_)));
    case Move::Kind::crash:
      perform("crash " + server);
      return perform("restart " + server);
    case Move::Kind::heartbeat:
      return perform("heartbeat " + server);
    case Move::Kind::change:
      return perform(change_line(world_, move));
    case Move::Kind::duplicate:
      return perform("duplicate " + message());
    case Move::Kind::drop:
      return perform("drop " + message());
  }
}

void Author::perform(const std::string& line) {
  text_ += line + "\n";
  const auto statement = parse_statement(line, {});
  ensure(statement && *statement, "a line of the scenario language");
  director_.perform(run_.stage(), **statement);
}

}  // namespace

std::string counterexample(const Scenario& opening, const Beginning& beginning,
                           std::span<const Move> way, const Violation& violation) {
  Author author(opening, beginning);
  for (const Move& move : way) author.write(move);
  author.end(violation);
  return author.text();
}

}  // namespace raft
