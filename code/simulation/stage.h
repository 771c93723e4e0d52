#pragma once
/// @file
/// The stage: a whole cluster in one thread, under virtual time, from one seed. It runs any node
/// type, carries the messages, keeps the disks, crashes and pauses servers, cuts links, hosts the
/// clients, checks the invariants after every step, and writes down what happened as a trace.
///
/// It moves in two ways. *By hand*: deliver(), drop(), time_out(), propose() do one thing, and
/// nothing else moves. *By time*: run_for() and run_until() let clocks tick and messages arrive
/// when they are due. Both can be mixed; clocks tick only while the stage runs by time.
///
/// A stage is a regular value: a copy is a second world in the same state, with the same future.

#include <array>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "background/key_value_store.h"
#include "background/vector_clock.h"
#include "clients/client.h"
#include "clients/history.h"
#include "core/random.h"
#include "core/server_set.h"
#include "invariants/invariants.h"
#include "invariants/violation.h"
#include "simulation/catalogue.h"
#include "simulation/disk.h"
#include "simulation/host.h"
#include "simulation/network.h"
#include "simulation/sent_messages.h"
#include "trace/event.h"

namespace raft {

/// How a stage begins.
struct StageSetup {
  const NodeType* node = nullptr;  ///< required
  std::string title = {};
  unsigned servers = 3;  ///< S1 to Sn, 1 to 64
  std::uint64_t seed = 1;
  Timing timing = {};
  NetworkModel network = {};
  DiskModel disk = {};
  VirtualTime tick{std::chrono::milliseconds(1)};  ///< of a clock that runs right
  std::uint32_t entries_per_message = 1024;
  bool record = true;                          ///< write the trace
  bool tally = true;                           ///< keep count of what is sent
  bool check_invariants = true;                ///< check the invariants after every step
  InvariantSet watched = InvariantSet::all();  ///< those that end the run when broken
};

/// What happened so far, in numbers.
struct StageCounts {
  std::uint64_t messages_sent = 0;
  std::uint64_t messages_delivered = 0;
  std::uint64_t messages_lost = 0;
  std::uint64_t messages_duplicated = 0;
  std::uint64_t messages_refused = 0;  ///< by the gate
  std::uint64_t elections_begun = 0;   ///< candidacies
  std::uint64_t elections_won = 0;
  std::uint64_t crashes = 0;
  std::uint64_t steps = 0;  ///< inputs handled by all nodes

  friend bool operator==(const StageCounts&, const StageCounts&) = default;
};

/// A cluster on the stage. Not for use from two threads at once.
class Stage {
 public:
  explicit Stage(const StageSetup& setup);

  // ---- by hand

  /// The server's election timer runs out now. A leader, a stopped or a paused server ignores it.
  void time_out(ServerId server);
  /// The leader sends its heartbeats now.
  void heartbeat(ServerId server);
  /// Asks the server to append a command to its log.
  Answer propose(ServerId server, const std::string& command);
  /// Asks the server to change the voters.
  Answer reconfigure(ServerId server, ServerSet voters);
  /// Delivers the matching messages that are on their way now, in order of arrival; what they cause
  /// stays on its way. An empty filter leaves out the held ones. Returns how many there were.
  std::size_t deliver(const MessageFilter& filter = {});
  /// Delivers until nothing is on its way but held messages, or `most` have been delivered.
  std::size_t deliver_all(std::size_t most = 100'000);
  /// The same for messages from one of these servers to another of them; others stay on their way.
  std::size_t deliver_all_among(ServerSet servers, std::size_t most = 100'000);
  /// Loses the matching messages that are on their way now. Returns how many there were.
  std::size_t drop(const MessageFilter& filter = {});
  /// Makes a second copy of each matching message on its way. Returns how many there were.
  std::size_t duplicate(const MessageFilter& filter = {});
  /// Delivers, loses, doubles or holds this one message, held or not. False, and nothing happens,
  /// if it is not on its way.
  bool deliver_one(MessageId id);
  bool drop_one(MessageId id);
  bool duplicate_one(MessageId id);
  bool hold_one(MessageId id);
  /// Undoes hold_one(id). False if this message was not held by itself.
  bool release_one(MessageId id);
  /// From now on such messages wait on the way, until they are released or delivered by hand.
  void hold(const MessageFilter& filter);
  /// Undoes hold(filter); an empty filter undoes every hold.
  void release(const MessageFilter& filter = {});
  /// Puts a message on the way that its sender never sent: a Byzantine fault.
  void forge(const Message& message);

  // ---- by time

  /// Lets this much virtual time pass, or less if an invariant breaks.
  void run_for(VirtualTime time);
  /// Lets time pass until `done` says so after some event, an invariant breaks, or `limit` has
  /// passed. Returns what `done` says at the end.
  bool run_until(const std::function<bool(const Stage&)>& done, VirtualTime limit);

  // ---- faults

  /// The server stops at once. What its disk has not synced is lost, and its memory.
  void crash(ServerId server);
  /// A stopped server starts again with what its disk holds.
  void restart(ServerId server);
  /// A paused server does nothing, and notices nothing of it; what arrives meanwhile waits for it.
  void pause(ServerId server);
  /// What waited for a paused server reaches it now.
  void resume(ServerId server);
  /// The server's clock runs at `permille` thousandths of the right speed, at least 1.
  void set_clock_rate(ServerId server, std::uint32_t permille);
  /// The disk behaves like this from now on; `how` says so in the trace.
  void set_disk(ServerId server, const DiskModel& model, const std::string& how);
  void set_network(const NetworkModel& model) { network_.set_model(model); }
  const NetworkModel& network_model() const { return network_.model(); }
  const DiskModel& disk_model(ServerId server) const { return at(server).disk.model; }
  /// Messages from `from` to `to` are lost from now on, those on their way included.
  void cut(ServerId from, ServerId to);
  void partition(const std::vector<ServerSet>& groups);
  /// Takes back the cut of one link, in one direction; nothing happens if it works.
  void mend(ServerId from, ServerId to);
  /// Takes back every cut.
  void heal();

  // ---- the cast

  /// A new server with an empty disk, of no configuration; it waits to be added by a leader.
  void join(ServerId server);
  /// Adds clients that work as `workload` says, from now on, while the stage runs by time.
  void add_clients(unsigned count, const Workload& workload);
  /// The clients finish what they have begun and then stop.
  void stop_clients() { clients_stopping_ = true; }

  // ---- the telling

  /// Writes a caption into the trace.
  void caption(const std::string& text);
  /// Writes into the trace what was expected, and what was found if it was not met.
  void expectation(const std::string& text, bool met, const std::string& found);

  // ---- looking

  VirtualTime now() const { return now_; }
  ServerSet servers() const { return servers_; }
  bool running(ServerId server) const { return at(server).running; }
  bool paused(ServerId server) const { return at(server).paused; }
  /// The server has said and executed nothing yet of its last step: its disk is not done.
  bool waits_for_disk(ServerId server) const {
    return at(server).disk_done.has_value() || at(server).disk_stuck;
  }
  /// The server's state, or, if it is stopped, its state when it stopped.
  View view(ServerId server) const { return at(server).host->view(); }
  const KeyValueStore& store(ServerId server) const { return at(server).store; }
  /// Up to where the store has executed the log. The node counts that as soon as it asks for it;
  /// the store has it when the disk is done.
  LogIndex applied(ServerId server) const { return at(server).applied; }
  const Saved& disk(ServerId server) const { return at(server).disk.durable(); }
  const Host& host(ServerId server) const { return *at(server).host; }
  const Setup& setup_of(ServerId server) const { return at(server).setup; }
  const Invariants& invariants() const { return invariants_; }
  /// The running leader of the latest term, if there is one.
  std::optional<ServerId> leader() const;
  /// The messages on their way that match, in order of arrival; see Network::in_flight().
  std::vector<const Flight*> in_flight(const MessageFilter& filter = {}, bool held = true) const {
    return network_.in_flight(filter, held);
  }
  /// The one of them that `which` names, for deliver_one() and its like; none if there are too few.
  std::optional<MessageId> find_message(const MessageFilter& filter, Ordinal which,
                                        bool held = true) const;
  bool is_held(const Flight& flight) const { return network_.is_held(flight); }
  const std::optional<Violation>& violation() const { return violation_; }
  const Trace& trace() const { return trace_; }
  const StageCounts& counts() const { return counts_; }
  /// What the servers have sent, if `tally` is set; each caption is a mark in it. Copies that the
  /// network makes are not sent by a server, nor is what is forged.
  const SentMessages& sent() const { return sent_; }
  const History& history() const { return history_; }
  const StageSetup& setup() const { return setup_; }
  /// The fingerprint of all nodes' states.
  std::uint64_t digest() const;

 private:
  // An operation whose command is being proposed in this step.
  struct Asking {
    Ticket ticket;
    std::uint64_t operation;
  };

  // A client's command that stands in a leader's log and waits to be executed.
  struct Waiting {
    LogPosition position;
    std::uint64_t operation;
  };

  struct Server {
    Setup setup;
    HostPointer host;
    Disk disk;
    KeyValueStore store;
    LogIndex applied;  // by the store
    Effects effects;
    Occurrences occurrences;  // of the last step
    VectorClock clock;
    Configuration members;
    std::optional<Asking> asking;
    std::vector<Waiting> waiting;
    std::vector<Flight> inbox;  // what arrived while the server was paused or waited for its disk
    VirtualTime next_tick{0};
    std::uint32_t clock_rate = 1000;
    std::optional<VirtualTime> disk_done;  // the server waits for its disk until then
    bool disk_stuck = false;
    bool running = false;
    bool paused = false;
    bool busy() const { return paused || disk_done || disk_stuck; }
  };

  // What a client or a server does for a client at a moment to come.
  struct ClientEvent {
    enum class Kind : std::uint8_t { call, request, refused, answer, impatience };
    VirtualTime due{0};
    std::uint64_t order = 0;
    Kind kind = Kind::call;
    std::uint32_t client = 0;
    std::uint64_t operation = 0;
    ServerId server = {};
    std::optional<ServerId> leader = {};
    std::string result = {};
    friend bool operator<(const ClientEvent& a, const ClientEvent& b) {
      return a.due != b.due ? a.due > b.due : a.order > b.order;
    }
  };

  Server& at(ServerId server) { return cast_[server.value - 1u]; }
  const Server& at(ServerId server) const { return cast_[server.value - 1u]; }

  void by_hand();
  Ticket next_ticket() { return {++tickets_}; }
  void step(ServerId id, const Input& input);
  void after_step(ServerId id);
  void note(ServerId id, const std::optional<Violation>& violation);
  void report_occurrences(ServerId id);
  void note_waiting(Server& server);
  void perform(ServerId id);
  void finish(ServerId id);
  void send(ServerId id, const Message& message);
  void apply(ServerId id);
  void arrive(Flight flight);
  void receive(ServerId id, const Flight& flight);
  void empty_inbox(ServerId id);
  void enter(ServerId id);  // it joins, and has told nothing of itself yet
  bool start(ServerId id);  // false: it cannot have saved what its disk holds
  void record(std::optional<ServerId> server, trace::What what);
  VirtualTime period(const Server& server) const;

  std::optional<VirtualTime> next_event_time();
  void run_next_event();
  void begin_running();

  void schedule(ClientEvent event);
  void handle(const ClientEvent& event);
  void call(ClientEvent event);
  void request(const ClientEvent& event);
  void return_to(std::uint32_t client, std::uint64_t operation, OperationOutcome outcome,
                 const std::string& result);
  void answer_waiting(ServerId id, LogIndex index, const std::string& result);
  VirtualTime client_delay();

  StageSetup setup_;
  Random random_;
  VirtualTime now_{0};
  ServerSet servers_;
  std::vector<Server> cast_;
  Network network_;
  Invariants invariants_;
  std::optional<Violation> violation_;
  Trace trace_;
  StageCounts counts_;
  SentMessages sent_;
  std::uint64_t tickets_ = 0;  // handed out so far

  std::vector<Client> clients_;
  std::vector<ClientEvent> client_events_;  // a heap
  std::uint64_t client_event_count_ = 0;
  bool clients_stopping_ = false;
  History history_;
};

}  // namespace raft
