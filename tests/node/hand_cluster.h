#pragma once
/// @file
/// A cluster that is moved by hand. Nothing happens by itself: the test says whose timer runs out,
/// which messages arrive and which are lost, who crashes and who comes back, so that a test reads
/// like the script of a play. The driver in here does what every driver must: save, then send, then
/// apply.
///
/// After each step the invariants are checked, as on the stage. A test in which
/// one is broken fails, unless it asks for `violations()`: then it is about just that.

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <initializer_list>
#include <iterator>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "core/ensure.h"
#include "core/log.h"
#include "core/server_set.h"
#include "invariants/invariants.h"
#include "invariants/violation.h"
#include "membership/configuration.h"
#include "node/effects.h"
#include "node/messages.h"
#include "node/setup.h"
#include "simulation/host.h"
#include "simulation/input.h"

namespace raft {

inline constexpr ServerId S1{1}, S2{2}, S3{3}, S4{4}, S5{5}, S6{6}, S7{7};

// ---- a few words to write and read logs with

/// "S1 S2 S3"
inline std::string text_of(ServerSet servers) {
  std::string text;
  for (const ServerId server : servers) text += (text.empty() ? "" : " ") + to_string(server);
  return text;
}

/// "{S1 S2 S3}", or "{S1 S2 S3}->{S4 S5}" while both sets decide.
inline std::string text_of(const Configuration& members) {
  const std::string voters = "{" + text_of(members.voters) + "}";
  return members.joint() ? "{" + text_of(members.outgoing) + "}->" + voters : voters;
}

/// "2:x=1": the term, and the command, "no-op", or the members.
inline std::string text_of(const Entry& entry) {
  const std::string term = to_string(entry.term) + ":";
  if (entry.kind == EntryKind::no_op) return term + "no-op";
  if (entry.kind == EntryKind::command) return term + std::string(entry.command.bytes());
  const auto members = decode_configuration(entry.command);
  return term + (members ? text_of(*members) : "?");
}

/// "[1:x=1, 2:y=2]"
inline std::string text_of(const Log& log) {
  std::string text;
  for (const Entry& entry : log.from({1})) text += (text.empty() ? "" : ", ") + text_of(entry);
  return "[" + text + "]";
}

inline Entry entry(std::uint64_t term, std::string_view command) {
  return {.term = {term}, .kind = EntryKind::command, .command = Command(command)};
}
inline Entry entry(std::uint64_t term, const Configuration& members) {
  return {.term = {term}, .kind = EntryKind::configuration, .command = encode(members)};
}

/// The place of the entry `index`, which is of `term`.
inline LogPosition at(std::uint64_t term, std::uint64_t index) { return {{term}, {index}}; }

/// A log with entries of these terms; the command at index i is "ei".
inline Log log_of_terms(std::initializer_list<std::uint64_t> terms) {
  Log log;
  for (const std::uint64_t term : terms) {
    log.append(entry(term, "e" + to_string(log.last_index().next())));
  }
  return log;
}

/// The disk of a server that has seen `term` and holds log_of_terms(terms).
inline Saved disk_with(std::uint64_t term, std::initializer_list<std::uint64_t> terms,
                       std::optional<ServerId> voted_for = std::nullopt) {
  return {.term_and_vote = {{term}, voted_for}, .log = log_of_terms(terms)};
}

inline AppendEntries append_entries(LogPosition prev_log, std::vector<Entry> entries,
                                    std::uint64_t leader_commit = 0) {
  return {.prev_log = prev_log,
          .entries = Entries(std::move(entries)),
          .leader_commit = {leader_commit}};
}

// ---- the cluster

/// Servers of one node type, their disks, and the messages between them.
template <class NodeType>
class HandCluster {
 public:
  /// The servers S1 to Sn, all voters. Timing, seed and message size are those of `like`.
  explicit HandCluster(unsigned servers, const Setup& like = {}) : like_(like) {
    for (unsigned i = 1; i <= servers; ++i) {
      add({static_cast<std::uint8_t>(i)}, ServerSet::first(servers));
    }
  }
  HandCluster(const HandCluster&) = delete;
  HandCluster& operator=(const HandCluster&) = delete;
  ~HandCluster() {
    if (expects_violations_) return;
    for (const std::string& violation : violations_) ADD_FAILURE() << violation;
  }

  // ---- what can happen

  void timeout(ServerId server) { step(server, ElectionTimeout{}); }
  void heartbeat(ServerId server) { step(server, HeartbeatTimeout{}); }
  void tick(ServerId server, unsigned times = 1) {
    for (unsigned i = 0; i < times; ++i) step(server, Tick{});
  }
  void propose(ServerId server, std::initializer_list<std::string_view> commands) {
    const std::vector<Command> list(commands.begin(), commands.end());
    step(server, Propose{list});
  }
  void propose(ServerId server, std::string_view command) { propose(server, {command}); }
  void reconfigure(ServerId server, ServerSet voters) { step(server, Reconfigure{voters}); }
  /// `to` receives a message that the test made up.
  void receive(ServerId to, ServerId from, std::uint64_t term, Message::Body body) {
    step(to, Message{.from = from, .to = to, .term = {term}, .body = std::move(body)});
  }

  /// Everything in flight now arrives, in the order in which it was sent.
  void deliver() {
    for (const Message& message : std::exchange(in_flight_, {})) arrive(message);
  }
  /// What is in flight now from one server to another arrives.
  void deliver(ServerId from, ServerId to) {
    for (const Message& message : take(from, to)) arrive(message);
  }
  /// Until no message is in flight.
  void deliver_all() {
    for (unsigned waves = 0; !in_flight_.empty(); ++waves) {
      ensure(waves < 10'000, "a cluster that comes to rest");
      deliver();
    }
  }
  void drop() { in_flight_.clear(); }
  void drop(ServerId from, ServerId to) { take(from, to); }
  /// Takes what is in flight from one server to another off the wire, to be sent again later.
  std::vector<Message> take(ServerId from, ServerId to) {
    std::vector<Message> taken, rest;
    for (Message& message : in_flight_) {
      const bool wanted = message.from == from && message.to == to;
      (wanted ? taken : rest).push_back(std::move(message));
    }
    in_flight_ = std::move(rest);
    return taken;
  }
  void send(const Message& message) { in_flight_.push_back(message); }
  void send(const std::vector<Message>& messages) {
    for (const Message& message : messages) send(message);
  }

  /// Nothing passes between the two, in either direction.
  void cut(ServerId a, ServerId b) { cuts_.insert(cuts_.end(), {{a, b}, {b, a}}); }
  /// Nothing passes between `server` and any other, known or yet to come.
  void isolate(ServerId server) {
    for (const ServerId other : ServerSet::first(ServerId::highest)) cut(server, other);
  }
  /// Nothing passes between the two sides.
  void partition(ServerSet one_side, ServerSet other_side) {
    for (const ServerId a : one_side) {
      for (const ServerId b : other_side) cut(a, b);
    }
  }
  void heal() { cuts_.clear(); }

  void crash(ServerId server) { of(server).up = false; }
  /// A new life, with what the disk kept.
  void restart(ServerId server) {
    Server& s = of(server);
    s.up = true;
    s.node = NodeType(s.setup);
    s.applied.clear();
    EXPECT_TRUE(s.node.restore(s.disk, s.effects)) << to_string(server) << " cannot read its disk";
    perform(s);
    note(invariants_.check_restart(view_of(s.node)));
  }
  /// A new life, with the disk that the test made up.
  void boot(ServerId server, Saved disk) {
    of(server).disk = std::move(disk);
    restart(server);
  }
  /// A new server, which knows of nobody.
  void add(ServerId server) { add(server, {}); }

  /// The timer of `server` runs out and all goes well.
  void elect(ServerId server) {
    timeout(server);
    deliver_all();
    EXPECT_TRUE(leads(server)) << to_string(server) << " did not win";
  }

  // ---- what can be seen

  const NodeType& node(ServerId server) const { return of(server).node; }
  const Effects& effects(ServerId server) const { return of(server).effects; }
  const Saved& disk(ServerId server) const { return of(server).disk; }
  bool leads(ServerId server) const { return node(server).leads(); }
  std::string role_of(ServerId server) const {
    constexpr const char* names[] = {"follower", "candidate", "leader"};
    return names[node(server).role.index()];
  }
  std::uint64_t term_of(ServerId server) const {
    return node(server).term_and_vote.current_term.value;
  }
  std::optional<ServerId> vote_of(ServerId server) const {
    return node(server).term_and_vote.voted_for;
  }
  std::uint64_t commit_of(ServerId server) const { return node(server).commit_index.value; }
  std::string log_of(ServerId server) const { return text_of(node(server).log); }
  std::string members_of(ServerId server) const { return text_of(node(server).members()); }
  /// The commands that the state machine of `server` has executed in this life: "x=1, y=2".
  const std::string& applied_by(ServerId server) const { return of(server).applied; }
  /// Whether the last Propose or Reconfigure of `server` was turned away for this reason.
  bool refused_with(ServerId server, Refusal why) const {
    const Answer answer = effects(server).answer_to({});
    const auto* refused = std::get_if<Refused>(&answer);
    return refused && refused->why == why;
  }

  const std::vector<Message>& in_flight() const { return in_flight_; }
  std::vector<Message> in_flight(ServerId from, ServerId to) const {
    std::vector<Message> found;
    std::copy_if(in_flight_.begin(), in_flight_.end(), std::back_inserter(found),
                 [&](const Message& m) { return m.from == from && m.to == to; });
    return found;
  }
  /// How many messages with body M were sent since the beginning.
  template <class M>
  std::size_t count_of() const {
    return sent_[Message::Body(M{}).index()];
  }
  /// The last M that `server` sent in its latest step.
  template <class M>
  std::optional<M> said(ServerId server) const {
    std::optional<M> last;
    for (const Message& message : effects(server).messages) {
      if (const M* body = std::get_if<M>(&message.body)) last = *body;
    }
    return last;
  }
  bool silent(ServerId server) const { return effects(server).messages.empty(); }

  /// Which invariants were broken, and by what. Whoever asks expects some, or has looked.
  const std::vector<std::string>& violations() {
    expects_violations_ = true;
    return violations_;
  }
  /// Whether the invariant with this name was broken.
  bool broke(std::string_view invariant) {
    return std::any_of(violations().begin(), violations().end(), [&](const std::string& violation) {
      return violation.starts_with(invariant);
    });
  }

  // ---- one step

  void step(ServerId server, const Input& input) {
    Server& s = of(server);
    ensure(s.up, "a server that is up");
    raft::step(s.node, input, s.effects);
    perform(s);
    note(invariants_.check(view_of(s.node), {}));
  }

 private:
  struct Server {
    Setup setup;
    NodeType node;
    Effects effects = {};
    Saved disk = {};
    std::string applied = {};
    bool up = true;
  };

  void add(ServerId server, ServerSet voters) {
    Setup setup = like_;
    setup.me = server;
    setup.voters = voters;
    setup.seed = like_.seed + server.value;
    servers_.emplace(server, Server{.setup = setup, .node = NodeType(setup)});
  }

  Server& of(ServerId server) { return servers_.find(server)->second; }
  const Server& of(ServerId server) const { return servers_.find(server)->second; }

  void arrive(const Message& message) {
    const auto to = servers_.find(message.to);
    const bool lost =
        to == servers_.end() || !to->second.up ||
        std::find(cuts_.begin(), cuts_.end(), std::pair(message.from, message.to)) != cuts_.end();
    if (!lost) step(message.to, message);
  }

  // Save, then send, then apply.
  void perform(Server& s) {
    if constexpr (requires { s.node.log; })
      s.disk.perform(s.effects.save, s.node.log);
    else
      s.disk.perform(s.effects.save, Log{});
    for (const Message& message : s.effects.messages) {
      ++sent_[message.body.index()];
      in_flight_.push_back(message);
    }
    if constexpr (requires { s.node.log; }) {
      const Apply& apply = s.effects.apply;
      if (!apply.needed()) return;
      for (const Entry& e :
           s.node.log.from(apply.after.next(), apply.up_to.value - apply.after.value)) {
        if (e.kind != EntryKind::command) continue;
        s.applied += (s.applied.empty() ? "" : ", ") + std::string(e.command.bytes());
      }
    }
  }

  void note(const std::optional<Violation>& violation) {
    if (!violation) return;
    std::string& sentence = violations_.emplace_back(violation->invariant + ":");
    for (const std::string& fact : violation->facts) sentence += " " + fact;
  }

  Setup like_;
  std::map<ServerId, Server> servers_;
  std::vector<Message> in_flight_;
  std::vector<std::pair<ServerId, ServerId>> cuts_;
  std::size_t sent_[std::variant_size_v<Message::Body>] = {};
  Invariants invariants_;
  std::vector<std::string> violations_;
  bool expects_violations_ = false;
};

}  // namespace raft
