#include "simulation/scenario_run.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace raft {
namespace {

using Kind = StatementOutcome::Kind;

// ---- looking at a stage -------------------------------------------------------------------------

bool acts(const Stage& stage, ServerId server) {
  return stage.running(server) && !stage.paused(server);
}

// The servers that run and belong to the cluster: by the leader's configuration, or, without a
// leader, by their own.
ServerSet running_members(const Stage& stage) {
  const auto leader = stage.leader();
  ServerSet members;
  for (const ServerId server : stage.servers()) {
    const Configuration configuration = stage.view(leader.value_or(server)).members;
    if (acts(stage, server) && configuration.everyone().contains(server)) members.add(server);
  }
  return members;
}

LogIndex highest_commit(const Stage& stage, ServerSet servers) {
  LogIndex highest;
  for (const ServerId server : servers) {
    highest = std::max(highest, stage.view(server).commit_index);
  }
  return highest;
}

// The members that have applied all that is known to be committed.
ServerSet caught_up_members(const Stage& stage) {
  const ServerSet members = running_members(stage);
  const LogIndex commit = highest_commit(stage, members);
  ServerSet caught_up;
  for (const ServerId server : members) {
    if (stage.view(server).last_applied >= commit) caught_up.add(server);
  }
  return caught_up;
}

std::span<const Entry> entries_of(const Stage& stage, ServerId server) {
  return stage.view(server).log->from(LogIndex{1});
}

bool is_committed_on(const Stage& stage, ServerId server, std::string_view command) {
  const View view = stage.view(server);
  const auto committed = view.log->from(LogIndex{1}, view.commit_index.value);
  return std::ranges::any_of(committed, [&](const Entry& entry) {
    return entry.kind == EntryKind::command && entry.command.bytes() == command;
  });
}

std::string in_flight_text(const Stage& stage) {
  constexpr std::size_t most = 6;
  const auto flights = stage.in_flight();
  if (flights.empty()) return "nothing is on its way";
  std::string text = "on their way: ";
  for (std::size_t i = 0; i < std::min(most, flights.size()); ++i) {
    const Message& message = flights[i]->message;
    text += fmt::format("{}{}->{} {}{}", i == 0 ? "" : ", ", to_string(message.from),
                        to_string(message.to), message_kind_text(kind_of(message)),
                        stage.is_held(message) ? " (held)" : "");
  }
  return text + (flights.size() > most ? fmt::format(" and {} more", flights.size() - most) : "");
}

std::string vote_text(std::optional<ServerId> candidate) {
  return candidate ? to_string(*candidate) : "nobody";
}

std::string state_text(const Stage& stage, ServerId server) {
  const View view = stage.view(server);
  return fmt::format("{} is {}{} of term {}", to_string(server),
                     stage.running(server) ? "" : "stopped; it was ", role_text(view.role),
                     to_string(view.term_and_vote.current_term));
}

std::string all_states_text(const Stage& stage) {
  std::string text;
  for (const ServerId server : stage.servers()) {
    text += (text.empty() ? "" : ", ") + state_text(stage, server);
  }
  return text;
}

std::string answer_text(const std::optional<Answer>& answer) {
  if (!answer) return "nothing has been asked yet";
  const auto* refused = std::get_if<Refused>(&*answer);
  if (!refused) return "it was accepted";
  return fmt::format("it was refused: {}", refusal_text(refused->why));
}

// ---- conditions ---------------------------------------------------------------------------------

// Whether a condition holds.
struct Holds {
  const Stage& stage;
  const std::optional<Answer>& last_answer;

  View view(ServerId server) const { return stage.view(server); }

  bool operator()(const condition::HasLeader& c) const {
    const auto leader = stage.leader();
    return leader && (!c.server || *leader == *c.server);
  }
  bool operator()(const condition::TermIs& c) const {
    return view(c.server).term_and_vote.current_term == c.term;
  }
  bool operator()(const condition::RoleIs& c) const { return view(c.server).role == c.role; }
  bool operator()(const condition::VoteIs& c) const {
    return view(c.server).term_and_vote.voted_for == c.candidate;
  }
  bool operator()(const condition::LogIs& c) const {
    return std::ranges::equal(entries_of(stage, c.server), c.entries);
  }
  bool operator()(const condition::CommitIs& c) const {
    return view(c.server).commit_index == c.index;
  }
  bool operator()(const condition::AppliedIs& c) const {
    return view(c.server).last_applied == c.index;
  }
  bool operator()(const condition::VotersAre& c) const {
    return view(c.server).members == c.members;
  }
  bool operator()(const condition::Committed& c) const {
    for (const ServerId server : stage.servers()) {
      if (stage.running(server) && is_committed_on(stage, server, c.command)) return true;
    }
    return false;
  }
  bool operator()(const condition::ValueIs& c) const {
    const std::string wanted = c.value.value_or("nothing");
    if (c.server) return stage.store(*c.server).get(c.key) == wanted;
    const ServerSet servers = caught_up_members(stage);
    for (const ServerId server : servers) {
      if (stage.store(server).get(c.key) != wanted) return false;
    }
    return !servers.empty();
  }
  bool operator()(const condition::AllApplied&) const {
    return caught_up_members(stage) == running_members(stage);
  }
  bool operator()(const condition::Quiet&) const {
    return std::ranges::all_of(
        stage.in_flight(), [&](const Flight* flight) { return stage.is_held(flight->message); });
  }
  bool operator()(const condition::SameStores&) const {
    return same([&](ServerId a, ServerId b) { return stage.store(a) == stage.store(b); });
  }
  bool operator()(const condition::SameLogs&) const {
    return same([&](ServerId a, ServerId b) { return *view(a).log == *view(b).log; });
  }
  bool operator()(const condition::MessagesAre& c) const {
    return stage.in_flight(c.filter).size() == c.count;
  }
  bool operator()(const condition::Safe&) const { return !stage.violation(); }
  bool operator()(const condition::Broken& c) const {
    return stage.violation() && stage.violation()->invariant == c.invariant;
  }
  bool operator()(const condition::WasRefused& c) const {
    const auto* refused = last_answer ? std::get_if<Refused>(&*last_answer) : nullptr;
    return refused && (!c.why || *c.why == refused->why);
  }
  bool operator()(const condition::WasAccepted&) const {
    return last_answer && !std::holds_alternative<Refused>(*last_answer);
  }

  bool same(const auto& equal) const {
    std::optional<ServerId> first;
    for (const ServerId server : running_members(stage)) {
      if (!first) first = server;
      if (!equal(*first, server)) return false;
    }
    return true;
  }
};

// What there is, in words.
struct Found {
  const Stage& stage;
  const std::optional<Answer>& last_answer;

  View view(ServerId server) const { return stage.view(server); }

  std::string operator()(const condition::HasLeader&) const { return all_states_text(stage); }
  std::string operator()(const condition::TermIs& c) const { return state_text(stage, c.server); }
  std::string operator()(const condition::RoleIs& c) const { return state_text(stage, c.server); }
  std::string operator()(const condition::VoteIs& c) const {
    const TermAndVote mine = view(c.server).term_and_vote;
    return fmt::format("in term {} {} has voted for {}", to_string(mine.current_term),
                       to_string(c.server), vote_text(mine.voted_for));
  }
  std::string operator()(const condition::LogIs& c) const {
    return fmt::format("{} log = {}", to_string(c.server),
                       entries_text(entries_of(stage, c.server)));
  }
  std::string operator()(const condition::CommitIs& c) const {
    return fmt::format("the commit index of {} is {}", to_string(c.server),
                       to_string(view(c.server).commit_index));
  }
  std::string operator()(const condition::AppliedIs& c) const {
    return fmt::format("{} has applied up to {}", to_string(c.server),
                       to_string(view(c.server).last_applied));
  }
  std::string operator()(const condition::VotersAre& c) const {
    return fmt::format("voters {} = {}", to_string(c.server), members_text(view(c.server).members));
  }
  std::string operator()(const condition::Committed& c) const {
    for (const ServerId server : stage.servers()) {
      if (stage.running(server) && is_committed_on(stage, server, c.command)) {
        return fmt::format("it is committed on {}", to_string(server));
      }
    }
    return "no running server has committed it";
  }
  std::string operator()(const condition::ValueIs& c) const {
    const ServerSet servers = c.server ? ServerSet{*c.server} : caught_up_members(stage);
    if (servers.empty()) return "no running member has applied all that is committed";
    std::string text;
    for (const ServerId server : servers) {
      text += fmt::format("{}{} on {}", text.empty() ? c.key + " is " : ", ",
                          command_text(stage.store(server).get(c.key)), to_string(server));
    }
    return text;
  }
  std::string operator()(const condition::AllApplied&) const {
    const ServerSet members = running_members(stage);
    return fmt::format("committed up to {}, but not applied yet by {}",
                       to_string(highest_commit(stage, members)),
                       to_string(members - caught_up_members(stage)));
  }
  std::string operator()(const condition::Quiet&) const { return in_flight_text(stage); }
  std::string operator()(const condition::SameStores&) const {
    std::string text;
    for (const ServerId server : running_members(stage)) {
      text += fmt::format("{}{} has {}", text.empty() ? "" : ", ", to_string(server),
                          stage.store(server).contents());
    }
    return text;
  }
  std::string operator()(const condition::SameLogs&) const {
    std::string text;
    for (const ServerId server : running_members(stage)) {
      text += fmt::format("{}{} has {}", text.empty() ? "" : ", ", to_string(server),
                          entries_text(entries_of(stage, server)));
    }
    return text;
  }
  std::string operator()(const condition::MessagesAre& c) const {
    return fmt::format("{} such messages; {}", stage.in_flight(c.filter).size(),
                       in_flight_text(stage));
  }
  std::string operator()(const condition::Safe&) const { return violation(); }
  std::string operator()(const condition::Broken&) const { return violation(); }
  std::string operator()(const condition::WasRefused&) const { return answer_text(last_answer); }
  std::string operator()(const condition::WasAccepted&) const { return answer_text(last_answer); }

  std::string violation() const {
    return stage.violation() ? fmt::format("{} is broken", stage.violation()->invariant)
                             : "every invariant holds";
  }
};

// ---- which servers a statement is about ---------------------------------------------------------

void add_to(ServerSet& set, ServerId server) { set.add(server); }
void add_to(ServerSet& set, std::optional<ServerId> server) {
  if (server) set.add(*server);
}

// The servers that must be on the stage for it to make sense.
template <class Said>
void collect_servers(const Said& said, ServerSet& set) {
  if constexpr (requires { said.condition; }) {
    std::visit([&](const auto& of) { collect_servers(of, set); }, said.condition.of);
  }
  if constexpr (requires { said.server; } && !std::same_as<Said, action::Join> &&
                !std::same_as<Said, action::Add>) {
    add_to(set, said.server);
  }
  if constexpr (requires { said.from; }) add_to(set, said.from), add_to(set, said.to);
  if constexpr (requires { said.via; }) add_to(set, said.via);
  if constexpr (requires { said.groups; }) {
    for (const ServerSet group : said.groups) set = set | group;
  }
}

// ---- performing ---------------------------------------------------------------------------------

StatementOutcome failed(std::string message, std::string hint = "") {
  return {Kind::failed, std::move(message), std::move(hint)};
}

// Performs one action; the answer of a server, if one was asked, goes to last_answer.
struct Perform {
  Stage& stage;
  Director& director;
  std::optional<Answer>& last_answer;

  // ---- who can do something -----

  StatementOutcome unless_acting(ServerId server) const {
    const std::string name = to_string(server);
    if (!stage.running(server)) {
      return failed(name + " is stopped", fmt::format("'restart {}' first", name));
    }
    if (stage.paused(server)) {
      return failed(name + " is paused", fmt::format("'resume {}' first", name));
    }
    return {};
  }

  // ---- the beginning -----

  StatementOutcome too_late() const {
    return failed("the cluster is there already", "this can only be said before the first action");
  }
  StatementOutcome operator()(const action::Servers&) const { return too_late(); }
  StatementOutcome operator()(const action::UseNode&) const { return too_late(); }
  StatementOutcome operator()(const action::Seed&) const { return too_late(); }
  StatementOutcome operator()(const action::Title&) const { return too_late(); }
  StatementOutcome operator()(const action::SetTiming&) const { return too_late(); }

  // ---- the world -----

  StatementOutcome operator()(const action::ChangeNetwork& a) const {
    NetworkModel model = stage.network_model();
    a.change(model);
    stage.set_network(model);
    return {};
  }
  StatementOutcome operator()(const action::ChangeDisk& a) const {
    for (const ServerId server : a.server ? ServerSet{*a.server} : stage.servers()) {
      DiskModel model = stage.disk_model(server);
      a.change(model);
      stage.set_disk(server, model, a.how);
    }
    return {};
  }

  // ---- by hand -----

  StatementOutcome operator()(const action::TimeOut& a) const {
    if (auto outcome = unless_acting(a.server); outcome.kind != Kind::done) return outcome;
    if (stage.view(a.server).role == RoleName::leader) {
      return failed(fmt::format("{} leads; a leader has no election timer", to_string(a.server)),
                    "let another server time out");
    }
    stage.time_out(a.server);
    return {};
  }
  StatementOutcome operator()(const action::Heartbeat& a) const {
    if (auto outcome = unless_acting(a.server); outcome.kind != Kind::done) return outcome;
    if (stage.view(a.server).role != RoleName::leader) {
      return failed("only a leader sends heartbeats; " + state_text(stage, a.server),
                    leader_hint());
    }
    stage.heartbeat(a.server);
    return {};
  }
  std::string leader_hint() const {
    const auto leader = stage.leader();
    return leader ? fmt::format("the leader is {}", to_string(*leader))
                  : "there is no leader; 'run until leader', or 'timeout' and 'deliver all'";
  }

  StatementOutcome operator()(const action::ProposeCommand& a) const {
    if (auto outcome = unless_acting(a.server); outcome.kind != Kind::done) return outcome;
    return answered(a.server, stage.propose(a.server, a.command), "Replication");
  }
  StatementOutcome answered(ServerId server, const Answer& answer, std::string_view part) const {
    last_answer = answer;
    if (std::holds_alternative<std::monostate>(answer)) {
      const auto& parts = stage.setup().node->parts;
      if (std::ranges::find(parts, part) != parts.end()) {
        last_answer.reset();
        return failed(fmt::format("{} waits for its disk and hears nothing", to_string(server)),
                      "let some time pass with 'run', or say 'disk ... well'");
      }
      last_answer = Refused{Refusal::not_supported, std::nullopt};
    }
    const auto* refused = std::get_if<Refused>(&*last_answer);
    if (!refused) return {};
    return {
        Kind::refused, fmt::format("{} refused: {}", to_string(server), refusal_text(refused->why)),
        fmt::format("{}if the refusal is the point, let 'expect refused' follow",
                    refused->leader
                        ? fmt::format("the leader is {}, it says; ", to_string(*refused->leader))
                        : "")};
  }

  StatementOutcome operator()(const action::Deliver& a) const {
    return some(a.filter, stage.deliver(a.filter), "deliver");
  }
  StatementOutcome operator()(const action::DeliverAll&) const {
    stage.deliver_all();
    return {};
  }
  StatementOutcome operator()(const action::Drop& a) const {
    return some(a.filter, stage.drop(a.filter), "drop");
  }
  StatementOutcome operator()(const action::Duplicate& a) const {
    return some(a.filter, stage.duplicate(a.filter), "duplicate");
  }
  StatementOutcome some(const MessageFilter& filter, std::size_t count,
                        std::string_view verb) const {
    if (count > 0) return {};
    const std::string which = filter_text(filter);
    return failed(
        fmt::format("there is no message{}{} to {}", which.empty() ? "" : " ", which, verb),
        in_flight_text(stage));
  }
  StatementOutcome operator()(const action::Hold& a) const {
    stage.hold(a.filter);
    return {};
  }
  StatementOutcome operator()(const action::Release& a) const {
    stage.release(a.filter);
    return {};
  }
  StatementOutcome operator()(const action::Forge& a) const {
    stage.forge(message_of(a));
    return {};
  }
  Message message_of(const action::Forge& a) const {
    const View sender = stage.view(a.from);
    const LogPosition last = sender.log->last();
    const Term current = std::max(sender.term_and_vote.current_term, Term{1});
    Message message{.from = a.from, .to = a.to, .term = a.term.value_or(current)};
    switch (a.kind) {
      case MessageKind::request_vote:
        message.term = a.term.value_or(sender.term_and_vote.current_term.next());
        message.body = RequestVote{a.position.value_or(last)};
        break;
      case MessageKind::request_vote_reply:
        message.body = RequestVoteReply{a.yes};
        break;
      case MessageKind::append_entries:
        message.body = AppendEntries{.prev_log = a.position.value_or(last),
                                     .entries = Entries(a.entries.value_or(std::vector<Entry>{})),
                                     .leader_commit = a.index.value_or(sender.commit_index)};
        break;
      case MessageKind::append_entries_reply: {
        const LogIndex index = a.index.value_or(last.index);
        message.body = a.yes ? AppendEntriesReply{.success = true, .match_index = index}
                             : AppendEntriesReply{.success = false,
                                                  .prev_log_index = index,
                                                  .conflict = a.position.value_or(last)};
        break;
      }
    }
    return message;
  }

  // ---- by time -----

  StatementOutcome operator()(const action::RunFor& a) const {
    stage.run_for(a.time);
    return {};
  }
  StatementOutcome operator()(const action::RunUntil& a) const {
    const auto done = [&](const Stage& now) { return director.holds(now, a.condition); };
    if (stage.run_until(done, a.within) || stage.violation()) return {};
    return failed(fmt::format("'{}' did not come about within {}", a.text, time_text(a.within)),
                  "found: " + director.found(stage, a.condition));
  }

  // ---- faults -----

  StatementOutcome operator()(const action::Crash& a) const {
    if (!stage.running(a.server)) {
      return failed(to_string(a.server) + " is stopped already", "a crash needs a running server");
    }
    stage.crash(a.server);
    return {};
  }
  StatementOutcome operator()(const action::Restart& a) const {
    if (stage.running(a.server)) {
      return failed(to_string(a.server) + " is running",
                    fmt::format("'crash {}' first", to_string(a.server)));
    }
    stage.restart(a.server);
    return {};
  }
  StatementOutcome operator()(const action::Pause& a) const {
    if (auto outcome = unless_acting(a.server); outcome.kind != Kind::done) return outcome;
    stage.pause(a.server);
    return {};
  }
  StatementOutcome operator()(const action::Resume& a) const {
    if (!stage.running(a.server) || !stage.paused(a.server)) {
      return failed(to_string(a.server) + " is not paused",
                    stage.running(a.server) ? "" : "it is stopped; 'restart' starts it again");
    }
    stage.resume(a.server);
    return {};
  }
  StatementOutcome operator()(const action::SetClock& a) const {
    stage.set_clock_rate(a.server, a.permille);
    return {};
  }
  StatementOutcome operator()(const action::Cut& a) const {
    stage.cut(a.from, a.to);
    if (a.both_ways) stage.cut(a.to, a.from);
    return {};
  }
  StatementOutcome operator()(const action::Partition& a) const {
    stage.partition(a.groups);
    return {};
  }
  StatementOutcome operator()(const action::Isolate& a) const {
    for (const ServerId other : stage.servers().without(a.server)) {
      stage.cut(a.server, other);
      stage.cut(other, a.server);
    }
    return {};
  }
  StatementOutcome operator()(const action::Heal&) const {
    stage.heal();
    return {};
  }

  // ---- the cast -----

  StatementOutcome operator()(const action::Join& a) const {
    if (stage.servers().contains(a.server)) {
      return failed(to_string(a.server) + " is here already",
                    "an id is never given to a second server");
    }
    stage.join(a.server);
    return {};
  }
  StatementOutcome operator()(const action::Add& a) const {
    return change(a.via, {a.server}, [&](ServerSet voters) { return voters.with(a.server); });
  }
  StatementOutcome operator()(const action::Remove& a) const {
    return change(a.via, {}, [&](ServerSet voters) { return voters.without(a.server); });
  }
  StatementOutcome operator()(const action::SetVoters& a) const {
    return change(a.via, a.voters, [&](ServerSet) { return a.voters; });
  }
  StatementOutcome change(std::optional<ServerId> via, ServerSet needed, const auto& wanted) const {
    const std::optional<ServerId> asked = via ? via : stage.leader();
    if (!asked) {
      return failed("there is no leader to ask",
                    "'run until leader' first, or name a server: 'via S1'");
    }
    if (auto outcome = unless_acting(*asked); outcome.kind != Kind::done) return outcome;
    const ServerSet voters = stage.view(*asked).members.voters;
    if (wanted(voters) == voters) {
      return failed(
          fmt::format("for {} the voters are {} already", to_string(*asked), to_string(voters)),
          "there is nothing to change");
    }
    for (const ServerId newcomer : needed - stage.servers()) stage.join(newcomer);
    return answered(*asked, stage.reconfigure(*asked, wanted(voters)), "Membership");
  }
  StatementOutcome operator()(const action::Clients& a) const {
    stage.add_clients(a.count, a.workload);
    return {};
  }
  StatementOutcome operator()(const action::StopClients&) const {
    stage.stop_clients();
    return {};
  }

  // ---- the telling -----

  StatementOutcome operator()(const action::Note& a) const {
    stage.caption(a.text);
    return {};
  }
  StatementOutcome operator()(const action::Expect& a) const {
    const bool met = director.holds(stage, a.condition);
    const std::string found = met ? "" : director.found(stage, a.condition);
    stage.expectation(a.text, met, found);
    if (met) return {.kind = Kind::met};
    return {Kind::unmet, fmt::format("expected: {}; found: {}", a.text, found), ""};
  }
};

}  // namespace

// ---- the director -------------------------------------------------------------------------------

StatementOutcome Director::perform(Stage& stage, const Statement& statement) {
  ServerSet needed;
  std::visit([&](const auto& said) { collect_servers(said, needed); }, statement.action);
  if (const ServerSet missing = needed - stage.servers(); !missing.empty()) {
    return failed(fmt::format("there is no {} here", to_string(missing)),
                  fmt::format("the servers are {}", to_string(stage.servers())));
  }
  return std::visit(Perform{stage, *this, last_answer_}, statement.action);
}

bool Director::holds(const Stage& stage, const Condition& condition) const {
  return std::visit(Holds{stage, last_answer_}, condition.of) != condition.negated;
}

std::string Director::found(const Stage& stage, const Condition& condition) const {
  return std::visit(Found{stage, last_answer_}, condition.of);
}

// ---- the run ------------------------------------------------------------------------------------

namespace {

StageSetup overridden(StageSetup setup, const ScenarioOverrides& overrides) {
  if (overrides.node) setup.node = overrides.node;
  if (overrides.seed) setup.seed = *overrides.seed;
  setup.record = setup.record && overrides.record;
  return setup;
}

}  // namespace

ScenarioRun::ScenarioRun(Scenario scenario, const ScenarioOverrides& overrides)
    : scenario_(std::move(scenario)),
      overrides_(overrides),
      stage_(overridden(scenario_.setup, overrides)),
      ended_(scenario_.statements.empty()) {}

const Statement* ScenarioRun::upcoming() const {
  return ended_ ? nullptr : &scenario_.statements[at_];
}

bool ScenarioRun::next() {
  if (ended_) return false;
  const Statement& statement = scenario_.statements[at_++];
  settle(statement, director_.perform(stage_, statement));
  if (stage_.violation() && !ended_) {
    if (expects_violation(statement)) {
      ended_ = true;
    } else {
      skip_to_expected_violation();
      if (at_ == scenario_.statements.size()) {
        std::string message = stage_.violation()->invariant + " is broken";
        for (const std::string& fact : stage_.violation()->facts) message += "; " + fact;
        fail(statement, std::move(message),
             fmt::format("if this is the point, let 'expect violation \"{}\"' follow",
                         stage_.violation()->invariant));
      }
    }
  }
  ended_ |= at_ == scenario_.statements.size();
  return true;
}

void ScenarioRun::settle(const Statement& statement, const StatementOutcome& outcome) {
  switch (outcome.kind) {
    case Kind::done:
      return;
    case Kind::met:
      ++met_;
      return;
    case Kind::unmet:
      return fail(statement, outcome.message, outcome.hint);
    case Kind::refused:
      if (refusal_is_expected()) return;
      break;
    case Kind::failed:
      break;
  }
  if (overrides_.go_on) return;
  fail(statement, outcome.message, outcome.hint);
  ended_ = true;
}

bool ScenarioRun::refusal_is_expected() const {
  for (std::size_t i = at_; i < scenario_.statements.size(); ++i) {
    const Action& action = scenario_.statements[i].action;
    if (std::holds_alternative<action::Note>(action)) continue;
    const auto* expect = std::get_if<action::Expect>(&action);
    return expect && std::holds_alternative<condition::WasRefused>(expect->condition.of);
  }
  return false;
}

bool ScenarioRun::expects_violation(const Statement& statement) const {
  const auto* expect = std::get_if<action::Expect>(&statement.action);
  return expect && std::holds_alternative<condition::Broken>(expect->condition.of);
}

void ScenarioRun::skip_to_expected_violation() {
  while (at_ < scenario_.statements.size() && !expects_violation(scenario_.statements[at_])) ++at_;
}

void ScenarioRun::fail(const Statement& statement, std::string message, std::string hint) {
  failures_.push_back({.file = scenario_.file,
                       .line = statement.line,
                       .column = statement.column,
                       .width = statement.text.size(),
                       .message = std::move(message),
                       .hint = std::move(hint),
                       .source = statement.source});
}

ScenarioRun run_scenario(Scenario scenario, const ScenarioOverrides& overrides) {
  ScenarioRun run(std::move(scenario), overrides);
  run.finish();
  return run;
}

}  // namespace raft
