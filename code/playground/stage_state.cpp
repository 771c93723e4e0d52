#include "playground/stage_state.h"

#include <array>
#include <nlohmann/json.hpp>

#include "invariants/report.h"
#include "rendering/words.h"
#include "scenario/scenario_text.h"
#include "simulation/catalogue.h"
#include "text/readable.h"
#include "text/utf8.h"

namespace raft {
namespace {

using Json = nlohmann::ordered_json;

Json names_of(ServerSet servers) {
  Json list = Json::array();
  for (const ServerId server : servers) list.push_back(to_string(server));
  return list;
}

// Whoever typed it: JSON is UTF-8. Bytes that are not stay visible as \xNN.
std::string valid(std::string_view bytes) {
  std::string text;
  while (!bytes.empty()) {
    const std::size_t length = utf8_length(bytes);
    text += length == 0 ? readable(bytes.substr(0, 1)) : std::string(bytes.substr(0, length));
    bytes.remove_prefix(std::max<std::size_t>(length, 1));
  }
  return text;
}

Json server_state(const Stage& stage, ServerId id) {
  const View view = stage.view(id);
  const DiskModel& disk = stage.disk_model(id);
  Json state{{"name", to_string(id)},
             {"running", stage.running(id)},
             {"paused", stage.paused(id)},
             {"waits_for_disk", stage.waits_for_disk(id)},
             {"role", role_text(view.role)},
             {"term", view.term_and_vote.current_term.value},
             {"log", view.log->last_index().value},
             {"commit", view.commit_index.value},
             {"applied", view.last_applied.value},
             {"election_elapsed", view.election_elapsed},
             {"election_timeout", view.election_timeout},
             {"heartbeat_elapsed", view.heartbeat_elapsed},
             {"heartbeat_interval", view.heartbeat_interval},
             {"voters", names_of(view.members.voters)},
             {"newcomers", names_of(view.newcomers)}};
  state["disk"] = {{"sync_min", disk.sync_min.count()},
                   {"sync_max", disk.sync_max.count()},
                   {"stuck", disk.stuck},
                   {"lies", disk.lies},
                   {"tears", disk.tears}};
  if (view.term_and_vote.voted_for) state["vote"] = to_string(*view.term_and_vote.voted_for);
  return state;
}

Json flight_state(const Stage& stage, const Flight& flight) {
  return {{"msg", flight.id},
          {"due", flight.due.count()},
          {"held", stage.is_held(flight)},
          {"held_alone", flight.held},
          {"doomed", flight.doomed.has_value()},
          {"which", flight_text(stage, flight)},
          {"like", filter_text({.from = flight.message.from,
                                .to = flight.message.to,
                                .kind = kind_of(flight.message)})},
          {"says", contents_of(flight.message)}};
}

Json violation_state(const Stage& stage, const Violation& violation) {
  const StageSetup& setup = stage.setup();
  const std::string report = violation_report(violation, {.node = *setup.node, .seed = setup.seed});
  Json state{{"invariant", violation.invariant},
             {"server", to_string(violation.server)},
             {"facts", Json::array()},
             {"clause", violation.clause},
             {"likely_mistake", violation.likely_mistake},
             {"report", valid(report)}};
  for (const std::string& fact : violation.facts) state["facts"].push_back(valid(fact));
  return state;
}

std::string_view kind_text(StatementOutcome::Kind kind) {
  static constexpr std::array<std::string_view, 5> names{"done", "met", "unmet", "refused",
                                                         "failed"};
  return names[static_cast<std::size_t>(kind)];
}

Json mistake_state(const Diagnostic& mistake) {
  return {{"line", mistake.line},        {"column", mistake.column},
          {"width", mistake.width},      {"message", valid(mistake.message)},
          {"hint", valid(mistake.hint)}, {"text", valid(mistake.text())}};
}

Json mistake_states(const std::vector<Diagnostic>& mistakes) {
  Json list = Json::array();
  for (const Diagnostic& mistake : mistakes) list.push_back(mistake_state(mistake));
  return list;
}

}  // namespace

std::string stage_state(const Stage& stage) {
  const NetworkModel& network = stage.network_model();
  Json state{{"time", stage.now().count()}, {"events", stage.trace().events.size()}};
  state["leader"] = stage.leader() ? Json(to_string(*stage.leader())) : Json();
  state["servers"] = Json::array();
  for (const ServerId id : stage.servers()) state["servers"].push_back(server_state(stage, id));
  state["flights"] = Json::array();
  for (const Flight* flight : stage.in_flight()) {
    state["flights"].push_back(flight_state(stage, *flight));
  }
  state["network"] = {{"delay_min", network.delay_min.count()},
                      {"delay_max", network.delay_max.count()},
                      {"loss", network.loss},
                      {"duplication", network.duplication}};
  if (stage.violation()) state["violation"] = violation_state(stage, *stage.violation());
  return state.dump();
}

std::string lines_state(const Rehearsal& rehearsal) {
  const StageSetup& setup = rehearsal.stage().setup();
  Json state{{"title", valid(setup.title)},
             {"node", setup.node->name},
             {"without", setup.node->without},
             {"bug", setup.node->bug},
             {"servers", setup.servers},
             {"seed", setup.seed},
             {"checked", setup.check_invariants},
             {"beats", Json::array()},
             {"failures", mistake_states(rehearsal.failures())}};
  for (const Beat& beat : rehearsal.beats()) {
    state["beats"].push_back(
        {{"line", beat.line}, {"kind", kind_text(beat.kind)}, {"events", beat.events}});
  }
  return state.dump();
}

std::string mistakes_state(const std::vector<Diagnostic>& mistakes) {
  return Json{{"mistakes", mistake_states(mistakes)}}.dump();
}

}  // namespace raft
