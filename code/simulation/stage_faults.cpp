// What can happen to the stage's servers and links: crashes, restarts, pauses, clocks, disks, cuts.

#include <algorithm>

#include "simulation/stage.h"

namespace raft {

bool Stage::start(ServerId id) {
  Server& server = at(id);
  server.setup.seed = random_.split();
  server.host = HostPointer(setup_.node->make(server.setup));
  server.store = {};
  server.applied = {};
  server.next_tick = now_ + period(server);
  server.occurrences.clear();
  server.running = server.host->restore(server.disk.durable(), server.effects, server.occurrences);
  server.members = server.host->view().members;
  return server.running;
}

void Stage::crash(ServerId id) {
  by_hand();
  Server& server = at(id);
  ++counts_.crashes;
  server.disk.crash(random_);
  server.running = false;
  server.paused = false;
  server.disk_done.reset();
  server.disk_stuck = false;
  server.inbox.clear();
  server.waiting.clear();
  record(id, trace::Crashed{});
}

void Stage::restart(ServerId id) {
  by_hand();
  if (!start(id)) {
    return record(id, trace::DiskChanged{"damaged, and the server does not start"});
  }
  const View view = at(id).host->view();
  record(id, trace::Restarted{view.term_and_vote, view.log->last_index()});
  report_occurrences(id);
  if (setup_.check_invariants) note(id, invariants_.check_restart(view));
}

void Stage::pause(ServerId id) {
  by_hand();
  at(id).paused = true;
  record(id, trace::Paused{});
}

void Stage::resume(ServerId id) {
  by_hand();
  Server& server = at(id);
  server.paused = false;
  server.next_tick = std::max(server.next_tick, now_ + period(server));
  record(id, trace::Resumed{});
  empty_inbox(id);
}

void Stage::set_clock_rate(ServerId id, std::uint32_t permille) {
  by_hand();
  at(id).clock_rate = std::max<std::uint32_t>(permille, 1);
  at(id).next_tick = now_ + period(at(id));
  record(id, trace::ClockRate{permille});
}

void Stage::set_disk(ServerId id, const DiskModel& model, const std::string& how) {
  by_hand();
  Server& server = at(id);
  server.disk.model = model;
  record(id, trace::DiskChanged{how});
  if (server.disk_stuck && !model.stuck) {
    server.disk_stuck = false;
    server.disk_done = now_;
    finish(id);
  }
}

void Stage::cut(ServerId from, ServerId to) {
  by_hand();
  network_.cut(from, to);
  record(std::nullopt, trace::LinkCut{from, to});
}

void Stage::mend(ServerId from, ServerId to) {
  if (network_.connected(from, to)) return;
  by_hand();
  network_.mend(from, to);
  record(std::nullopt, trace::LinkMended{from, to});
}

void Stage::partition(const std::vector<ServerSet>& groups) {
  by_hand();
  network_.partition(groups, servers_);
  record(std::nullopt, trace::Partitioned{groups});
}

void Stage::heal() {
  by_hand();
  network_.heal();
  record(std::nullopt, trace::Healed{});
}

}  // namespace raft
