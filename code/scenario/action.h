#pragma once
/// @file
/// What a statement of a scenario does, as data. scenario/director.h performs it.

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "clients/client.h"
#include "core/log.h"
#include "core/server_set.h"
#include "invariants/invariant.h"
#include "scenario/condition.h"
#include "scenario/forged.h"
#include "simulation/catalogue.h"
#include "simulation/disk.h"
#include "simulation/network.h"
#include "simulation/stage.h"
#include "trace/event.h"

namespace raft {

/// What a statement does.
namespace action {

// The beginning: these build the stage, and come first.
struct Servers {
  unsigned count = 3;
};
struct UseNode {
  const NodeType* node = nullptr;
};
struct Seed {
  std::uint64_t seed = 1;
};
struct Title {
  std::string text = {};
};
struct Judge {
  bool invariants = true;
  InvariantSet watched = InvariantSet::all();
};
struct SetTiming {
  std::optional<std::uint32_t> election_min = {};
  std::optional<std::uint32_t> election_max = {};
  std::optional<std::uint32_t> heartbeat = {};
};
struct SetBatch {
  std::uint32_t entries = 1;
};

// The world: at the beginning or later. What is not said stays as it is.
struct ChangeNetwork {
  TreatmentChange change = {};
  MessageFilter of = {};  ///< these messages only
};
struct ChangeDisk {
  std::optional<ServerId> server = {};  ///< none: every server
  bool well = false;                    ///< first of all, forget all troubles
  std::optional<VirtualTime> sync_min = {};
  std::optional<VirtualTime> sync_max = {};
  bool stuck = false;
  bool lies = false;
  bool tears = false;
  std::string how = {};  ///< in the scenario's words
  void change(DiskModel& model) const;
};

// By hand.
struct TimeOut {
  ServerId server = {};
};
struct Heartbeat {
  ServerId server = {};
};
struct ProposeCommand {
  ServerId server = {};
  std::string command = {};
};
struct Deliver {
  MessageFilter filter = {};
  std::optional<Ordinal> which = {};  ///< none: all that match
};
struct DeliverAll {
  std::optional<ServerSet> among = {};  ///< only what these say to each other
};
struct Drop {
  MessageFilter filter = {};
  std::optional<Ordinal> which = {};  ///< none: all that match
};
struct Duplicate {
  MessageFilter filter = {};
  std::optional<Ordinal> which = {};  ///< none: all that match
};
struct Hold {
  MessageFilter filter = {};
  std::optional<Ordinal> which = {};  ///< none: all that match, those to come as well
};
struct Release {
  MessageFilter filter = {};
  std::optional<Ordinal> which = {};  ///< one that is held by itself
};
/// A message that its sender never sent. What is not said is what an honest sender would say now.
struct Forge {
  ServerId from = {};
  ServerId to = {};
  std::optional<Term> term = {};
  SaidOfMessage said = {};
};

// By time.
struct RunFor {
  VirtualTime time{0};
};
struct RunUntil {
  Condition condition = {};
  std::string text = {};
  VirtualTime within{std::chrono::seconds(10)};
};

/// A client offers the command to whoever leads, and again if that came to nothing, until it is
/// applied.
struct Agree {
  std::string command = {};
  std::optional<std::uint32_t> servers = {};  ///< by so many; none: by every running member
  VirtualTime within{std::chrono::seconds(10)};
};

// Faults.
struct Crash {
  ServerSet servers = {};
};
struct Restart {
  ServerSet servers = {};
};
struct Pause {
  ServerSet servers = {};
};
struct Resume {
  ServerSet servers = {};
};
struct SetClock {
  ServerId server = {};
  std::uint32_t permille = 1000;
};
struct Cut {
  ServerId from = {};
  ServerId to = {};
  bool both_ways = false;
};
struct Partition {
  std::vector<ServerSet> groups = {};
};
struct Isolate {
  ServerSet servers = {};
};
/// Every link works again, or every link of this server.
struct Heal {
  std::optional<ServerId> server = {};
};
struct HealLink {
  ServerId from = {};
  ServerId to = {};
  bool both_ways = false;
};

// The cast.
struct Join {
  ServerId server = {};
};
struct Add {
  ServerId server = {};
  std::optional<ServerId> via = {};  ///< whom to ask; none: the leader
};
struct Remove {
  ServerId server = {};
  std::optional<ServerId> via = {};
};
struct SetVoters {
  ServerSet voters = {};
  std::optional<ServerId> via = {};
};
struct Clients {
  unsigned count = 1;
  Workload workload = {};
};
struct StopClients {};

/// From now on the name means this server.
struct Call {
  std::string name = {};
  ServerId server = {};
};

// Blocks (scenario/blocks.h): no scenario that was read has them any more.
struct Repeat {
  std::uint64_t times = 1;
  std::string counter = {};  ///< "" if there is none
};
struct End {};

// The telling.
struct Note {
  std::string text = {};
};
struct Expect {
  Condition condition = {};
  std::string text = {};
};

}  // namespace action

using Action = std::variant<
    action::Servers, action::UseNode, action::Seed, action::Title, action::Judge, action::SetTiming,
    action::SetBatch, action::ChangeNetwork, action::ChangeDisk, action::TimeOut, action::Heartbeat,
    action::ProposeCommand, action::Deliver, action::DeliverAll, action::Drop, action::Duplicate,
    action::Hold, action::Release, action::Forge, action::RunFor, action::RunUntil, action::Agree,
    action::Crash, action::Restart, action::Pause, action::Resume, action::SetClock, action::Cut,
    action::Partition, action::Isolate, action::Heal, action::HealLink, action::Join, action::Add,
    action::Remove, action::SetVoters, action::Clients, action::StopClients, action::Call,
    action::Repeat, action::End, action::Note, action::Expect>;

/// Whether the statement says how the stage begins (servers, node, seed, title, invariants,
/// timing), and so cannot be performed on a stage that stands.
bool begins_stage(const Action& action);
/// Writes what such a statement says into `setup`; of another statement nothing.
void begin_with(const Action& action, StageSetup& setup);

}  // namespace raft
