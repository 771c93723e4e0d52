// Three servers in one process, led by a loop of our own: no disk, no network, no clock but these.
// They elect a leader, commit a command, lose the leader, go on without it, and take it back.

#include <raft/membership/raft.h>

#include <cstdlib>
#include <deque>
#include <iostream>
#include <map>
#include <string>
#include <vector>

namespace {

struct Server {
  raft::Raft node;
  raft::Saved disk = {};               // what survives a crash
  std::vector<std::string> done = {};  // the commands that its state machine has executed
  raft::Effects effects = {};
  bool runs = true;
};

class Cluster {
 public:
  Cluster() {
    for (const raft::ServerId id : everybody_) servers_.emplace(id, Server{raft::Raft(setup(id))});
  }

  // One tick of each clock, and what follows from it.
  void tick() {
    for (auto& [id, server] : servers_) step(server, raft::Tick{});
    for (; !wire_.empty(); wire_.pop_front()) step(servers_.at(wire_.front().to), wire_.front());
  }

  // Ticks until `holds`, or gives up after a minute of virtual time.
  template <class Condition>
  void tick_until(const std::string& what, Condition holds) {
    int ticks = 0;
    for (; !holds(); ++ticks) {
      if (ticks == 60'000) fail(what);
      tick();
    }
    std::cout << what << ", after " << ticks << " ms\n";
  }

  Server* leader() {
    for (auto& [id, server] : servers_) {
      if (server.runs && server.node.leads()) return &server;
    }
    return nullptr;
  }

  void propose(const std::string& command) {
    const raft::Command one{command};
    step(*leader(), raft::Propose{{&one, 1}});
  }

  bool all_have_done(const std::vector<std::string>& commands) const {
    for (const auto& [id, server] : servers_) {
      if (server.runs && server.done != commands) return false;
    }
    return true;
  }

  // Only the disk is left; the state machine begins anew.
  void restart(Server& server) {
    server.node = raft::Raft(setup(server.node.me));
    server.done.clear();
    server.runs = true;
    server.node.restore(server.disk, server.effects);
    perform(server);
  }

  [[noreturn]] static void fail(const std::string& what) {
    std::cout << "never: " << what << "\n";
    std::exit(1);
  }

 private:
  raft::Setup setup(raft::ServerId id) const {
    return {.me = id, .voters = everybody_, .seed = id.value};
  }

  template <class Input>
  void step(Server& server, const Input& input) {
    if (!server.runs) return;
    server.node.step(input, server.effects);
    perform(server);
  }

  // Save, then send, then apply (raft/node/effects.h).
  void perform(Server& server) {
    server.disk.perform(server.effects.save, server.node.log);
    for (const raft::Message& message : server.effects.messages) wire_.push_back(message);
    const auto [after, up_to] = server.effects.apply;
    for (raft::LogIndex index = after; index < up_to;) {
      index = index.next();
      const raft::Entry& entry = server.node.log[index];
      if (entry.kind == raft::EntryKind::command) server.done.emplace_back(entry.command.bytes());
    }
  }

  const raft::ServerSet everybody_ = raft::ServerSet::first(3);
  std::map<raft::ServerId, Server> servers_;
  std::deque<raft::Message> wire_;
};

}  // namespace

int main() {
  Cluster cluster;
  cluster.tick_until("a leader", [&] { return cluster.leader() != nullptr; });
  cluster.propose("x=1");
  cluster.tick_until("x=1 on all three", [&] { return cluster.all_have_done({"x=1"}); });

  Server* const lost = cluster.leader();
  lost->runs = false;
  cluster.tick_until("another leader", [&] { return cluster.leader() != nullptr; });
  cluster.propose("x=2");
  cluster.tick_until("x=2 on both others", [&] { return cluster.all_have_done({"x=1", "x=2"}); });

  cluster.restart(*lost);
  cluster.tick_until("x=2 on all three", [&] { return cluster.all_have_done({"x=1", "x=2"}); });
}
