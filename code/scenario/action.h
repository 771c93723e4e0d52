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
#include "simulation/message_filter.h"
#include "simulation/network_model.h"
#include "simulation/stage.h"
#include "trace/event.h"

namespace raft {

/// What a statement does.
namespace action {

// The beginning: these build the stage, and come first.
/// There are S1 to Sn, 1 to 64 servers.
struct Servers {
  unsigned count = 3;
  friend bool operator==(const Servers&, const Servers&) = default;
};
/// All servers run this node; never null once it is read.
struct UseNode {
  const NodeType* node = nullptr;
  friend bool operator==(const UseNode&, const UseNode&) = default;
};
struct Seed {
  std::uint64_t seed = 1;
  friend bool operator==(const Seed&, const Seed&) = default;
};
struct Title {
  std::string text = {};
  friend bool operator==(const Title&, const Title&) = default;
};
/// Whether a broken invariant ends the run, and which ones do.
struct CheckInvariants {
  bool invariants = true;
  InvariantSet watched = InvariantSet::all();
  friend bool operator==(const CheckInvariants&, const CheckInvariants&) = default;
};
/// The range of the election timeout and the interval of heartbeats, in ticks (milliseconds).
struct SetTiming {
  std::optional<std::uint32_t> election_min = {};
  std::optional<std::uint32_t> election_max = {};
  std::optional<std::uint32_t> heartbeat = {};
  friend bool operator==(const SetTiming&, const SetTiming&) = default;
};
/// How many entries an AppendEntries may carry.
struct SetBatch {
  std::uint32_t entries = 1;
  friend bool operator==(const SetBatch&, const SetBatch&) = default;
};

// The world: at the beginning or later. What is not said stays as it is.
struct ChangeNetwork {
  TreatmentChange change = {};
  MessageFilter of = {};  ///< these messages only
  friend bool operator==(const ChangeNetwork&, const ChangeNetwork&) = default;
};
/// How the disk of one server or of all behaves.
struct ChangeDisk {
  std::optional<ServerId> server = {};  ///< none: every server
  bool well = false;                    ///< first of all, forget all troubles
  std::optional<VirtualTime> sync_min = {};
  std::optional<VirtualTime> sync_max = {};
  bool stuck = false;
  bool lies = false;
  bool tears = false;
  /// Makes the disk behave as is said here.
  void change(DiskModel& model) const;
  friend bool operator==(const ChangeDisk&, const ChangeDisk&) = default;
};

// By hand.
/// The server's election timer runs out now.
struct TimeOut {
  ServerId server = {};
  friend bool operator==(const TimeOut&, const TimeOut&) = default;
};
/// The leader sends its heartbeats now.
struct Heartbeat {
  ServerId server = {};
  friend bool operator==(const Heartbeat&, const Heartbeat&) = default;
};
/// The server is asked to append the command to its log.
struct ProposeCommand {
  ServerId server = {};
  std::string command = {};
  friend bool operator==(const ProposeCommand&, const ProposeCommand&) = default;
};
/// Messages that are on their way arrive now.
struct Deliver {
  MessageFilter filter = {};
  std::optional<Ordinal> which = {};  ///< none: all that match
  friend bool operator==(const Deliver&, const Deliver&) = default;
};
/// Messages arrive until nothing is on its way but held ones.
struct DeliverAll {
  std::optional<ServerSet> among = {};  ///< only what these say to each other
  friend bool operator==(const DeliverAll&, const DeliverAll&) = default;
};
/// Messages that are on their way are lost.
struct Drop {
  MessageFilter filter = {};
  std::optional<Ordinal> which = {};  ///< none: all that match
  friend bool operator==(const Drop&, const Drop&) = default;
};
/// Messages that are on their way get a second copy.
struct Duplicate {
  MessageFilter filter = {};
  std::optional<Ordinal> which = {};  ///< none: all that match
  friend bool operator==(const Duplicate&, const Duplicate&) = default;
};
/// Messages wait on their way until they are released or delivered by hand.
struct Hold {
  MessageFilter filter = {};
  std::optional<Ordinal> which = {};  ///< none: all that match, those to come as well
  friend bool operator==(const Hold&, const Hold&) = default;
};
/// Messages that wait go on.
struct Release {
  MessageFilter filter = {};
  std::optional<Ordinal> which = {};  ///< one that is held by itself
  friend bool operator==(const Release&, const Release&) = default;
};
/// A message that its sender never sent. What is not said is what an honest sender would say now.
struct Forge {
  ServerId from = {};
  ServerId to = {};
  std::optional<Term> term = {};
  SaidOfMessage said = {};
  friend bool operator==(const Forge&, const Forge&) = default;
};

// By time.
/// Time passes.
struct RunFor {
  VirtualTime time{0};
  friend bool operator==(const RunFor&, const RunFor&) = default;
};
/// Time passes until the condition holds, or `within` is over: then it was waited for in vain.
struct RunUntil {
  Condition condition = {};
  std::string text = {};  ///< the condition as it was written; "": as to_text() writes it
  VirtualTime within{std::chrono::seconds(10)};
  /// However it was written.
  friend bool operator==(const RunUntil& a, const RunUntil& b) {
    return a.condition == b.condition && a.within == b.within;
  }
};

/// A client offers the command to whoever leads, and again if that came to nothing, until it is
/// applied.
struct Agree {
  std::string command = {};
  std::optional<std::uint32_t> servers = {};  ///< by so many; none: by every running member
  VirtualTime within{std::chrono::seconds(10)};
  friend bool operator==(const Agree&, const Agree&) = default;
};

// Faults.
/// The servers stop at once; what is not on their disks is lost.
struct Crash {
  ServerSet servers = {};
  friend bool operator==(const Crash&, const Crash&) = default;
};
/// Stopped servers run again, with what their disks hold.
struct Restart {
  ServerSet servers = {};
  friend bool operator==(const Restart&, const Restart&) = default;
};
/// The servers do nothing, and keep their memory.
struct Pause {
  ServerSet servers = {};
  friend bool operator==(const Pause&, const Pause&) = default;
};
/// Paused servers go on.
struct Resume {
  ServerSet servers = {};
  friend bool operator==(const Resume&, const Resume&) = default;
};
/// The server's clock runs at `permille` thousandths of the right speed.
struct SetClock {
  ServerId server = {};
  std::uint32_t permille = 1000;
  friend bool operator==(const SetClock&, const SetClock&) = default;
};
/// Messages on this link are lost from now on.
struct Cut {
  ServerId from = {};
  ServerId to = {};
  bool both_ways = false;
  friend bool operator==(const Cut&, const Cut&) = default;
};
/// Only servers of the same group reach each other from now on.
struct Partition {
  std::vector<ServerSet> groups = {};
  friend bool operator==(const Partition&, const Partition&) = default;
};
/// Every link of each of these servers is cut, both ways.
struct Isolate {
  ServerSet servers = {};
  friend bool operator==(const Isolate&, const Isolate&) = default;
};
/// Every link works again, or every link of this server.
struct Heal {
  std::optional<ServerId> server = {};
  friend bool operator==(const Heal&, const Heal&) = default;
};
/// This link works again.
struct HealLink {
  ServerId from = {};
  ServerId to = {};
  bool both_ways = false;
  friend bool operator==(const HealLink&, const HealLink&) = default;
};

// The cast.
/// A server with an empty disk, which waits to be added.
struct Join {
  ServerId server = {};
  friend bool operator==(const Join&, const Join&) = default;
};
/// The server is to become a voter.
struct Add {
  ServerId server = {};
  std::optional<ServerId> via = {};  ///< whom to ask; none: the leader
  friend bool operator==(const Add&, const Add&) = default;
};
/// The server is to be a voter no more.
struct Remove {
  ServerId server = {};
  std::optional<ServerId> via = {};
  friend bool operator==(const Remove&, const Remove&) = default;
};
/// These are to be the voters, and no others.
struct SetVoters {
  ServerSet voters = {};
  std::optional<ServerId> via = {};
  friend bool operator==(const SetVoters&, const SetVoters&) = default;
};
/// So many clients more work as `workload` says, while time passes.
struct Clients {
  unsigned count = 1;
  Workload workload = {};
  friend bool operator==(const Clients&, const Clients&) = default;
};
/// The clients finish what they have begun.
struct StopClients {
  friend bool operator==(const StopClients&, const StopClients&) = default;
};

/// From now on the name means this server.
struct Call {
  std::string name = {};
  ServerId server = {};
  friend bool operator==(const Call&, const Call&) = default;
};

// Blocks (scenario/blocks.h): no scenario that was read has them any more.
/// What follows, up to its `end`, is performed so many times.
struct Repeat {
  std::uint64_t times = 1;
  std::string counter = {};  ///< "" if there is none
  friend bool operator==(const Repeat&, const Repeat&) = default;
};
struct End {
  friend bool operator==(const End&, const End&) = default;
};

// The telling.
/// A caption in the telling of the run.
struct Note {
  std::string text = {};
  friend bool operator==(const Note&, const Note&) = default;
};
/// The condition is demanded here.
struct Expect {
  Condition condition = {};
  std::string text = {};  ///< the condition as it was written; "": as to_text() writes it
  /// However it was written.
  friend bool operator==(const Expect& a, const Expect& b) { return a.condition == b.condition; }
};

}  // namespace action

using Action = std::variant<
    action::Servers, action::UseNode, action::Seed, action::Title, action::CheckInvariants,
    action::SetTiming, action::SetBatch, action::ChangeNetwork, action::ChangeDisk, action::TimeOut,
    action::Heartbeat, action::ProposeCommand, action::Deliver, action::DeliverAll, action::Drop,
    action::Duplicate, action::Hold, action::Release, action::Forge, action::RunFor,
    action::RunUntil, action::Agree, action::Crash, action::Restart, action::Pause, action::Resume,
    action::SetClock, action::Cut, action::Partition, action::Isolate, action::Heal,
    action::HealLink, action::Join, action::Add, action::Remove, action::SetVoters, action::Clients,
    action::StopClients, action::Call, action::Repeat, action::End, action::Note, action::Expect>;

/// Whether the statement says how the stage begins (servers, node, seed, title, invariants,
/// timing, batch), and so cannot be performed on a stage that stands.
bool begins_stage(const Action& action);
/// Writes what such a statement says into `setup`; of another statement nothing.
void begin_with(const Action& action, StageSetup& setup);
/// What begins a stage like this, in the order in which it is usually said: servers, node and seed,
/// and of the rest what is not as usual.
std::vector<Action> beginning_of(const StageSetup& setup);

}  // namespace raft
