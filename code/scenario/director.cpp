#include "scenario/director.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "linearizability/linearizability.h"
#include "scenario/agree.h"
#include "scenario/conditions.h"
#include "scenario/forged.h"
#include "scenario/needs.h"
#include "scenario/scenario_printer.h"
#include "scenario/scenario_text.h"
#include "text/in_quotes.h"

namespace raft {
namespace {

using Kind = StatementOutcome::Kind;

StatementOutcome failed(std::string message, std::string hint = "") {
  return {Kind::failed, std::move(message), std::move(hint)};
}

// The condition as it was written, if it was.
std::string written(const auto& said) {
  return said.text.empty() ? to_text(said.condition) : said.text;
}

// Performs one action; the answer of a server, if one was asked, goes to last_answer.
struct Perform {
  Stage& stage;
  std::optional<Answer>& last_answer;

  // ---- who can do something

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

  // ---- the beginning

  StatementOutcome too_late() const {
    return failed("the cluster is there already", "this can only be said before the first action");
  }
  StatementOutcome operator()(const action::Servers&) const { return too_late(); }
  StatementOutcome operator()(const action::UseNode&) const { return too_late(); }
  StatementOutcome operator()(const action::Seed&) const { return too_late(); }
  StatementOutcome operator()(const action::Title&) const { return too_late(); }
  StatementOutcome operator()(const action::CheckInvariants&) const { return too_late(); }
  StatementOutcome operator()(const action::SetTiming&) const { return too_late(); }
  StatementOutcome operator()(const action::SetBatch&) const { return too_late(); }

  // ---- the world

  StatementOutcome operator()(const action::ChangeNetwork& a) const {
    NetworkModel model = stage.network_model();
    model.change(a.of, a.change);
    stage.set_network(model);
    return {};
  }
  StatementOutcome operator()(const action::ChangeDisk& a) const {
    for (const ServerId server : a.server ? ServerSet{*a.server} : stage.servers()) {
      DiskModel model = stage.disk_model(server);
      a.change(model);
      stage.set_disk(server, model, disk_text(a));
    }
    return {};
  }

  // ---- by hand

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
    last_answer.reset();
    if (auto outcome = unless_acting(a.server); outcome.kind != Kind::done) return outcome;
    return answered(a.server, stage.propose(a.server, a.command), stage.setup().node->replicates);
  }
  StatementOutcome answered(ServerId server, const Answer& answer, bool supported) const {
    last_answer = answer;
    if (std::holds_alternative<std::monostate>(answer)) {
      if (supported) {
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
    const bool even_held = a.filter != MessageFilter{};
    if (a.which) return one(a, even_held, "deliver", &Stage::deliver_one);
    return some(a.filter, stage.deliver(a.filter), "deliver");
  }
  StatementOutcome operator()(const action::DeliverAll& a) const {
    a.among ? stage.deliver_all_among(*a.among) : stage.deliver_all();
    return {};
  }
  StatementOutcome operator()(const action::Drop& a) const {
    if (a.which) return one(a, true, "drop", &Stage::drop_one);
    return some(a.filter, stage.drop(a.filter), "drop");
  }
  StatementOutcome operator()(const action::Duplicate& a) const {
    if (a.which) return one(a, true, "duplicate", &Stage::duplicate_one);
    return some(a.filter, stage.duplicate(a.filter), "duplicate");
  }
  StatementOutcome one(const auto& a, bool even_held, std::string_view verb,
                       bool (Stage::*perform)(MessageId)) const {
    const auto id = stage.find_message(a.filter, *a.which, even_held);
    if (id && (stage.*perform)(*id)) return {};
    const std::size_t fitting = stage.in_flight(a.filter, even_held).size();
    if (fitting == 0) return some(a.filter, 0, verb);
    const std::string which = filter_text(a.filter);
    return failed(
        fmt::format("there is no {} message{}{} to {}: {} {}", ordinal_text(*a.which),
                    which.empty() ? "" : " ", which, verb, fitting, fitting == 1 ? "fits" : "fit"),
        in_flight_text(stage));
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
    if (a.which) return one(a, true, "hold", &Stage::hold_one);
    stage.hold(a.filter);
    return {};
  }
  StatementOutcome operator()(const action::Release& a) const {
    if (a.which) return release_one(a);
    stage.release(a.filter);
    return {};
  }
  StatementOutcome release_one(const action::Release& a) const {
    const auto id = stage.find_message(a.filter, *a.which, true);
    if (!id) return one(a, true, "release", &Stage::release_one);
    if (stage.release_one(*id)) return {};
    return failed("this message is not held by itself",
                  "only 'hold' with an ordinal holds one message; what else is held goes on after "
                  "'release' with the words of its 'hold', or 'release' alone");
  }
  StatementOutcome operator()(const action::Forge& a) const {
    Message message = forged_message(a.said, stage.view(a.from));
    message.from = a.from;
    message.to = a.to;
    message.term = a.term.value_or(message.term);
    stage.forge(message);
    return {};
  }

  // ---- by time

  StatementOutcome operator()(const action::RunFor& a) const {
    stage.run_for(a.time);
    return {};
  }
  StatementOutcome operator()(const action::RunUntil& a) const {
    const auto done = [&](const Stage& now) { return holds(now, a.condition, last_answer); };
    if (stage.run_until(done, a.within) || stage.violation()) return {};
    return failed(fmt::format("'{}' did not come about within {}", written(a), time_text(a.within)),
                  "found: " + found(stage, a.condition, last_answer));
  }

  StatementOutcome operator()(const action::Agree& a) const { return agree(stage, a); }

  // ---- faults

  // To all of them, or, if that is not possible, to none.
  StatementOutcome to_each(ServerSet servers, const auto& unless_possible,
                           void (Stage::*deed)(ServerId)) const {
    for (const ServerId server : servers) {
      if (auto outcome = unless_possible(server); outcome.kind != Kind::done) return outcome;
    }
    for (const ServerId server : servers) (stage.*deed)(server);
    return {};
  }
  StatementOutcome operator()(const action::Crash& a) const {
    const auto unless_running = [&](ServerId server) -> StatementOutcome {
      if (stage.running(server)) return {};
      return failed(to_string(server) + " is stopped already", "a crash needs a running server");
    };
    return to_each(a.servers, unless_running, &Stage::crash);
  }
  StatementOutcome operator()(const action::Restart& a) const {
    const auto unless_stopped = [&](ServerId server) -> StatementOutcome {
      if (!stage.running(server)) return {};
      return failed(to_string(server) + " is running",
                    fmt::format("'crash {}' first", to_string(server)));
    };
    return to_each(a.servers, unless_stopped, &Stage::restart);
  }
  StatementOutcome operator()(const action::Pause& a) const {
    const auto unless_it_acts = [&](ServerId server) { return unless_acting(server); };
    return to_each(a.servers, unless_it_acts, &Stage::pause);
  }
  StatementOutcome operator()(const action::Resume& a) const {
    const auto unless_paused = [&](ServerId server) -> StatementOutcome {
      if (stage.running(server) && stage.paused(server)) return {};
      return failed(to_string(server) + " is not paused",
                    stage.running(server) ? "" : "it is stopped; 'restart' starts it again");
    };
    return to_each(a.servers, unless_paused, &Stage::resume);
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
    for (const ServerId server : a.servers) on_links_of(server, &Stage::cut);
    return {};
  }
  StatementOutcome operator()(const action::Heal& a) const {
    a.server ? on_links_of(*a.server, &Stage::mend) : stage.heal();
    return {};
  }
  StatementOutcome operator()(const action::HealLink& a) const {
    stage.mend(a.from, a.to);
    if (a.both_ways) stage.mend(a.to, a.from);
    return {};
  }
  void on_links_of(ServerId server, void (Stage::*deed)(ServerId, ServerId)) const {
    for (const ServerId other : stage.servers().without(server)) {
      (stage.*deed)(server, other);
      (stage.*deed)(other, server);
    }
  }

  // ---- the cast

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
    last_answer.reset();
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
    return answered(*asked, stage.reconfigure(*asked, wanted(voters)),
                    stage.setup().node->changes_members);
  }
  StatementOutcome operator()(const action::Clients& a) const {
    stage.add_clients(a.count, a.workload);
    return {};
  }
  StatementOutcome operator()(const action::StopClients&) const {
    stage.stop_clients();
    return {};
  }

  // ---- names and blocks

  StatementOutcome operator()(const action::Call& a) const {
    stage.caption(fmt::format("{} is {}.", a.name, to_string(a.server)));
    return {};
  }
  StatementOutcome operator()(const action::Repeat&) const { return no_block(); }
  StatementOutcome operator()(const action::End&) const { return no_block(); }
  StatementOutcome no_block() const {
    return failed("one line alone repeats nothing",
                  "'repeat', the lines to be repeated and 'end' belong together, in one text");
  }

  // ---- the telling

  StatementOutcome operator()(const action::Note& a) const {
    stage.caption(a.text);
    return {};
  }
  // That a history is impossible is nothing that a reader could see.
  static bool tells_why(const Condition& condition) {
    return condition.negated && std::holds_alternative<condition::Linearizable>(condition.of);
  }
  static std::string more_steps(const Condition& condition) {
    const auto steps = std::get<condition::Linearizable>(condition.of).steps;
    return fmt::format(
        "let it search for longer: '{}linearizable within {} steps'; or let there be fewer clients "
        "on a key",
        condition.negated ? "not " : "", 10 * steps.value_or(usual_search_limit));
  }
  StatementOutcome operator()(const action::Expect& a) const {
    const Truth known = truth(stage, a.condition, last_answer);
    const bool met = known == Truth::yes;
    const std::string instead = met ? "" : found(stage, a.condition, last_answer);
    if (met && tells_why(a.condition)) stage.caption(found(stage, a.condition, last_answer));
    stage.expectation(written(a), met, instead);
    if (met) return {.kind = Kind::met};
    const bool undecided = known == Truth::unknown;
    return {.kind = Kind::unmet,
            .message = fmt::format("expected: {}; found: {}", written(a), instead),
            .hint = undecided ? more_steps(a.condition) : "",
            .undecided = undecided};
  }
};

}  // namespace

StatementOutcome Director::perform(Stage& stage, const Statement& statement) {
  if (statement.chance < Statement::always && !chance(stage).happens(statement.chance)) return {};
  if (!statement.must_be_cast) return perform_cast(stage, statement);
  const auto meant = cast(stage, statement);
  return meant ? perform_cast(stage, *meant) : meant.error();
}

StatementOutcome Director::perform_cast(Stage& stage, const Statement& statement) {
  const ServerSet missing = servers_needed_by(statement.action) - stage.servers();
  if (!missing.empty()) {
    return failed(fmt::format("there is no {} here", to_string(missing)),
                  fmt::format("the servers are {}", to_string(stage.servers())));
  }
  if (const auto text = caption_needed_by(statement.action);
      text && !stage.sent().has_mark(*text)) {
    return failed(fmt::format("there is no note {} yet", in_quotes(*text)),
                  fmt::format("let 'note \"{}\"' stand where the count begins", *text));
  }
  if (const auto* call = std::get_if<action::Call>(&statement.action)) {
    called_[call->name] = call->server;
  }
  return std::visit(Perform{stage, last_answer_}, statement.action);
}

bool Director::holds(const Stage& stage, const Condition& condition) const {
  return raft::holds(stage, condition, last_answer_);
}

std::string Director::found(const Stage& stage, const Condition& condition) const {
  return raft::found(stage, condition, last_answer_);
}

}  // namespace raft
