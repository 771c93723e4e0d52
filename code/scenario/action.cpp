#include "scenario/action.h"

namespace raft {

void action::ChangeDisk::change(DiskModel& model) const {
  if (well) model = {};
  model.sync_min = sync_min.value_or(model.sync_min);
  model.sync_max = sync_max.value_or(model.sync_max);
  model.stuck |= stuck;
  model.lies |= lies;
  model.tears |= tears;
}

bool begins_stage(const Action& action) {
  return std::holds_alternative<action::Servers>(action) ||
         std::holds_alternative<action::UseNode>(action) ||
         std::holds_alternative<action::Seed>(action) ||
         std::holds_alternative<action::Title>(action) ||
         std::holds_alternative<action::CheckInvariants>(action) ||
         std::holds_alternative<action::SetTiming>(action) ||
         std::holds_alternative<action::SetBatch>(action);
}

void begin_with(const Action& action, StageSetup& setup) {
  if (const auto* servers = std::get_if<action::Servers>(&action)) setup.servers = servers->count;
  if (const auto* node = std::get_if<action::UseNode>(&action)) setup.node = node->node;
  if (const auto* seed = std::get_if<action::Seed>(&action)) setup.seed = seed->seed;
  if (const auto* title = std::get_if<action::Title>(&action)) setup.title = title->text;
  if (const auto* check = std::get_if<action::CheckInvariants>(&action)) {
    setup.check_invariants = check->invariants;
    setup.watched = check->watched;
  }
  if (const auto* timing = std::get_if<action::SetTiming>(&action)) {
    Timing& all = setup.timing;
    all.election_timeout_min = timing->election_min.value_or(all.election_timeout_min);
    all.election_timeout_max = timing->election_max.value_or(all.election_timeout_max);
    all.heartbeat_interval = timing->heartbeat.value_or(all.heartbeat_interval);
  }
  if (const auto* batch = std::get_if<action::SetBatch>(&action)) {
    setup.entries_per_message = batch->entries;
  }
}

std::vector<Action> beginning_of(const StageSetup& setup) {
  std::vector<Action> all{action::Servers{setup.servers}, action::UseNode{setup.node},
                          action::Seed{setup.seed}};
  if (!setup.title.empty()) all.push_back(action::Title{setup.title});
  if (!setup.check_invariants || setup.watched != InvariantSet::all()) {
    all.push_back(action::CheckInvariants{setup.check_invariants, setup.watched});
  }
  if (const Timing& timing = setup.timing; timing != Timing{}) {
    all.push_back(action::SetTiming{timing.election_timeout_min, timing.election_timeout_max,
                                    timing.heartbeat_interval});
  }
  if (setup.entries_per_message != StageSetup{}.entries_per_message) {
    all.push_back(action::SetBatch{setup.entries_per_message});
  }
  if (const NetworkModel& network = setup.network; network != NetworkModel{}) {
    all.push_back(action::ChangeNetwork{
        {network.delay_min, network.delay_max, network.loss, network.duplication}});
    for (const auto& [of, change] : network.exceptions) {
      all.push_back(action::ChangeNetwork{change, of});
    }
  }
  if (const DiskModel& disk = setup.disk; disk != DiskModel{}) {
    all.push_back(action::ChangeDisk{.sync_min = disk.sync_min,
                                     .sync_max = disk.sync_max,
                                     .stuck = disk.stuck,
                                     .lies = disk.lies,
                                     .tears = disk.tears});
  }
  return all;
}

}  // namespace raft
