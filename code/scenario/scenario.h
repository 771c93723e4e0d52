#pragma once
/// @file
/// A scenario: a small text that says what happens to a cluster and what must come of it. The
/// tests, the figures, the demos, the exercises and the page all read the same language, which is
/// described in docs/scenario-language.md.
///
/// This file is what a scenario says, as data, and the parser that makes it from text. One
/// statement stands on a line. Nothing of a scenario runs unless all of it can be read: every
/// mistake is found first, with its file, line and column, and with what would be right.

#include <chrono>
#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "clients/client.h"
#include "core/log.h"
#include "core/server_set.h"
#include "membership/configuration.h"
#include "node/effects.h"
#include "node/messages.h"
#include "scenario/casting.h"
#include "scenario/forged.h"
#include "simulation/catalogue.h"
#include "simulation/network.h"
#include "simulation/stage.h"
#include "trace/event.h"

namespace raft {

/// One mistake, before the run (bad text) or during it (a statement that could not be done or an
/// expectation that was not met).
struct ScenarioError {
  std::string file = {};
  std::size_t line = 0;    ///< from 1
  std::size_t column = 0;  ///< from 1, in characters
  std::size_t width = 1;   ///< how many characters are meant
  std::string message = {};
  std::string hint = {};    ///< what would be right; may be empty
  std::string source = {};  ///< the line itself

  /// The message as a person should see it: the place, the line with a caret under it, the hint.
  /// Several lines, without a newline at the end.
  std::string text() const;
};

// ---- what can be expected

/// What may hold of a cluster. `expect` demands it, `run until` waits for it.
namespace condition {

/// How a number stands to the one that is asked for.
enum class Relation : std::uint8_t { equal, at_most, at_least };

/// There is a running leader: this one, or any.
struct HasLeader {
  std::optional<ServerId> server = {};
};
struct TermIs {
  ServerId server = {};
  Term term = {};
  Relation relation = Relation::equal;
};
struct RoleIs {
  ServerId server = {};
  RoleName role = RoleName::follower;
};
/// The server's vote in its term.
struct VoteIs {
  ServerId server = {};
  std::optional<ServerId> candidate = {};
};
struct LogIs {
  ServerId server = {};
  std::vector<Entry> entries = {};
};
struct CommitIs {
  ServerId server = {};
  LogIndex index = {};
  Relation relation = Relation::equal;
};
struct AppliedIs {
  ServerId server = {};
  LogIndex index = {};
  Relation relation = Relation::equal;
};
/// The configuration in force on the server.
struct VotersAre {
  ServerId server = {};
  Configuration members = {};
};
/// Some running server knows that this command is committed.
struct Committed {
  std::string command = {};
};
/// The key has this value, or none: on this server, or on every member that has applied all that is
/// known to be committed, of which there must be one.
struct ValueIs {
  std::optional<ServerId> server = {};
  std::string key = {};
  std::optional<std::string> value = {};
};
/// Every running member has applied all that is known to be committed.
struct AllApplied {};
/// Nothing is on its way but held messages.
struct Quiet {};
struct SameStores {};  ///< of all running members
struct SameLogs {};    ///< of all running members
/// How many such messages are on their way, held ones included.
struct MessagesAre {
  MessageFilter filter = {};
  std::uint64_t count = 0;
  Relation relation = Relation::equal;
};
/// What the clients saw so far could have been seen of one server. Its opposite holds if it could
/// not; neither does where the search is ended at its limit.
struct Linearizable {
  std::optional<std::uint64_t> steps = {};  ///< of the search, at most; none: the usual limit
};
/// No invariant has been broken.
struct Safe {};
/// This invariant has been broken.
struct Broken {
  std::string invariant = {};
};
/// The last thing that was asked of a server was refused, for this reason or any.
struct WasRefused {
  std::optional<Refusal> why = {};
};
/// The last thing that was asked of a server was not refused.
struct WasAccepted {};

}  // namespace condition

/// A condition or its opposite.
struct Condition {
  using Of = std::variant<
      condition::HasLeader, condition::TermIs, condition::RoleIs, condition::VoteIs,
      condition::LogIs, condition::CommitIs, condition::AppliedIs, condition::VotersAre,
      condition::Committed, condition::ValueIs, condition::AllApplied, condition::Quiet,
      condition::SameStores, condition::SameLogs, condition::MessagesAre, condition::Linearizable,
      condition::Safe, condition::Broken, condition::WasRefused, condition::WasAccepted>;
  Of of = {};
  bool negated = false;
};

// ---- what can be said

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
  std::optional<VirtualTime> delay_min = {};
  std::optional<VirtualTime> delay_max = {};
  std::optional<std::uint32_t> loss = {};
  std::optional<std::uint32_t> duplication = {};
  void change(NetworkModel& model) const;
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
struct DeliverAll {};
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
  ServerId server = {};
};
struct Restart {
  ServerId server = {};
};
struct Pause {
  ServerId server = {};
};
struct Resume {
  ServerId server = {};
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
  ServerId server = {};
};
struct Heal {};

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

using Action =
    std::variant<action::Servers, action::UseNode, action::Seed, action::Title, action::Judge,
                 action::SetTiming, action::SetBatch, action::ChangeNetwork, action::ChangeDisk,
                 action::TimeOut, action::Heartbeat, action::ProposeCommand, action::Deliver,
                 action::DeliverAll, action::Drop, action::Duplicate, action::Hold, action::Release,
                 action::Forge, action::RunFor, action::RunUntil, action::Agree, action::Crash,
                 action::Restart, action::Pause, action::Resume, action::SetClock, action::Cut,
                 action::Partition, action::Isolate, action::Heal, action::Join, action::Add,
                 action::Remove, action::SetVoters, action::Clients, action::StopClients,
                 action::Call, action::Repeat, action::End, action::Note, action::Expect>;

/// One line of a scenario.
struct Statement {
  std::size_t line = 0;
  std::size_t column = 0;   ///< of the first character, from 1
  std::string text = {};    ///< without indentation and comment
  std::string source = {};  ///< the whole line
  Action action = {};
  /// It was said with `try`: the run goes on if it cannot be performed or is refused.
  bool tolerant = false;
  static constexpr std::uint32_t always = 1'000'000;
  std::uint32_t chance = always;  ///< that it is performed at all, in millionths: `sometimes`
  /// It names a server by what it is. `action` then has others in their place, and the line is read
  /// again, with who is meant, when it is performed.
  bool must_be_cast = false;
};

/// Whether the statement says how the stage begins (servers, node, seed, title, invariants,
/// timing), and so cannot be performed on a stage that stands.
bool begins_stage(const Action& action);
/// Writes what such a statement says into `setup`; of another statement nothing.
void begin_with(const Action& action, StageSetup& setup);

/// A scenario that can be run.
struct Scenario {
  std::string file = {};
  StageSetup setup = {};                   ///< what its beginning says; the node is always set
  std::vector<Statement> statements = {};  ///< all that follows
};

/// What the parser has to know to read one line by itself.
struct LineContext {
  std::string file = "(typed)";
  std::size_t line = 1;
  ServerSet servers = ServerSet::first(ServerId::highest);  ///< those that can be spoken of
  std::vector<std::string_view> other_verbs = {};  ///< known where the line is typed; for the hints
  std::string_view word_list = "docs/scenario-language.md";  ///< where a hint sends for all words
  std::vector<std::string> called = {};                      ///< the names that `call` has given
  Casting casting = {};  ///< who is meant; none: the line is not performed yet
};

/// Reads a whole scenario. Any bytes are welcome; what is not a scenario comes back as mistakes,
/// the first 20 of them, in order. Limits: 1 MB, 100,000 lines.
std::expected<Scenario, std::vector<ScenarioError>> parse_scenario(std::string_view text,
                                                                   std::string file_name);

/// Reads one line; nothing, if it is empty or only a comment.
std::expected<std::optional<Statement>, ScenarioError> parse_statement(std::string_view line,
                                                                       const LineContext& context);

// Entries, commands, roles and configurations are written by rendering/words.h.

/// Virtual time as the language writes it: "250ms", "1.5ms", "20us", "2s".
std::string time_text(VirtualTime time);
/// A refusal as the language writes it, e.g. "not leader".
std::string_view refusal_text(Refusal refusal);
/// A filter as the language writes it: "S1->S2 AppendEntries"; "" for all messages.
std::string filter_text(const MessageFilter& filter);
/// An ordinal as the language writes it: "1st", "2nd", "12th", "last".
std::string ordinal_text(Ordinal which);
/// What names exactly this message on its way behind `deliver`, `drop` or `duplicate`: its link and
/// kind, "S1->S2 AppendEntries", and if they fit several, which one: "2nd S1->S2 AppendEntries".
std::string flight_text(const Stage& stage, const Flight& flight);

}  // namespace raft
