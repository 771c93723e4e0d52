/// @file
/// The statements: every verb, and what follows it.

#include <fmt/format.h>

#include <algorithm>

#include "scenario/forged.h"
#include "scenario/scenario_parser.h"
#include "scenario/scenario_values.h"
#include "scenario/scenario_words.h"
#include "text/in_quotes.h"
#include "trace/cases.h"
#include "trace/message_kind.h"

namespace raft {
namespace {

// ---- by hand

template <class A>
std::optional<Action> with_server(ScenarioLine& line) {
  const auto id = take_server(line);
  if (!id) return std::nullopt;
  return A{*id};
}

std::optional<Action> propose(ScenarioLine& line) {
  const auto id = take_server(line);
  if (!id) return std::nullopt;
  const auto what = take_command(line);
  if (!what) return std::nullopt;
  return action::ProposeCommand{*id, *what};
}

std::optional<Action> forge(ScenarioLine& line) {
  if (line.at_end() || !line.next_is_server()) return line.expected("FROM->TO", line.form());
  const auto ends = take_link(line);
  if (!ends) return std::nullopt;
  if (!ends->from || !ends->to) return line.expected("the receiver", "for example S3->S1");
  const auto kind = take_one_of(line, message_names, "message");
  if (!kind) return std::nullopt;
  action::Forge forged{
      .from = *ends->from, .to = *ends->to, .said = alternative<SaidOfMessage>(*kind)};
  while (!line.at_end()) {
    if (line.take_word("term")) {
      if (const auto value = take_number(line, "a term")) forged.term = Term{*value};
    } else if (!take_field(line, forged.said)) {
      line.expected(fmt::format("a field of {}", message_names[*kind]), line.form());
    }
    if (line.failed()) return std::nullopt;
  }
  return forged;
}

std::optional<Action> of_messages(ScenarioLine& line, std::string_view verb) {
  const auto which = take_ordinal(line);
  if (line.failed()) return std::nullopt;
  const auto filter = take_filter(line);
  if (!filter) return std::nullopt;
  if (verb == "deliver") return action::Deliver{*filter, which};
  if (verb == "drop") return action::Drop{*filter, which};
  if (verb == "duplicate") return action::Duplicate{*filter, which};
  if (verb == "hold") return action::Hold{*filter, which};
  return action::Release{*filter, which};
}

std::optional<Action> deliver_all(ScenarioLine& line) {
  if (!line.take_word("among")) return action::DeliverAll{};
  const auto servers = take_servers(line);
  if (!servers) return std::nullopt;
  if (servers->size() < 2) {
    return line.fail("among one server nothing is on its way", "for example: among S1 S2");
  }
  return action::DeliverAll{*servers};
}

std::optional<Action> by_hand(ScenarioLine& line, std::string_view verb) {
  if (verb == "timeout") return with_server<action::TimeOut>(line);
  if (verb == "heartbeat") return with_server<action::Heartbeat>(line);
  if (verb == "propose") return propose(line);
  if (verb == "forge") return forge(line);
  if (verb == "deliver" && line.take_word("all")) return deliver_all(line);
  return of_messages(line, verb);
}

// ---- by time

std::optional<Action> run(ScenarioLine& line) {
  if (!line.take_word("until")) {
    const auto span = take_time(line);
    if (!span) return std::nullopt;
    return action::RunFor{*span};
  }
  action::RunUntil until;
  const std::size_t first = line.place();
  auto wanted = take_condition(line, Purpose::wait);
  if (!wanted) return std::nullopt;
  until.condition = std::move(*wanted);
  until.text = line.text(first, line.place());
  if (line.take_word("within")) {
    const auto limit = take_time(line);
    if (!limit) return std::nullopt;
    until.within = *limit;
  }
  if (about_the_run(until.condition)) {
    return line.fail_at(line.token(first), "this does not come about by waiting",
                        "say it with 'expect'");
  }
  return until;
}

// The client of `agree`.
std::optional<Action> agree(ScenarioLine& line) {
  const auto command = take_command(line);
  if (!command) return std::nullopt;
  action::Agree agree{.command = *command};
  if (line.take_word("on")) {
    const auto count = take_number(line, "a number of servers", 1, ServerId::highest);
    if (!count) return std::nullopt;
    agree.servers = static_cast<std::uint32_t>(*count);
  }
  if (line.take_word("within")) {
    const auto limit = take_time(line);
    if (!limit) return std::nullopt;
    agree.within = *limit;
  }
  return agree;
}

// ---- members and clients

std::optional<Action> join(ScenarioLine& line) {
  const std::size_t place = line.place();
  if (line.next_stands_for_server()) {
    return line.fail(fmt::format("{} is here already", in_quotes(line.next().value)),
                     "a newcomer has an id that no server had, for example S6");
  }
  const auto id = take_server(line, Newcomer::welcome);
  if (!id) return std::nullopt;
  const ServerSet here = line.context().servers;
  const bool tried = line.token(0).is_word("try");
  if (!tried && here != ServerSet::first(ServerId::highest) && here.contains(*id)) {
    return line.fail_at(line.token(place), fmt::format("{} is here already", to_string(*id)),
                        "an id is never given to a second server");
  }
  return action::Join{*id};
}

bool via(ScenarioLine& line, std::optional<ServerId>& asked) {
  if (line.take_word("via")) asked = take_server(line);
  return !line.failed();
}

std::optional<Action> membership(ScenarioLine& line, std::string_view verb) {
  if (verb == "join") return join(line);
  if (verb == "voters") {
    action::SetVoters change;
    const auto set = take_servers(line, Newcomer::welcome);
    if (!set || !via(line, change.via)) return std::nullopt;
    change.voters = *set;
    return change;
  }
  const auto id = take_server(line, verb == "add" ? Newcomer::welcome : Newcomer::refused);
  std::optional<ServerId> asked;
  if (!id || !via(line, asked)) return std::nullopt;
  if (verb == "add") return action::Add{*id, asked};
  return action::Remove{*id, asked};
}

std::optional<Action> clients(ScenarioLine& line) {
  const auto count = take_number(line, "a number of clients", 1, 100);
  if (!count) return std::nullopt;
  action::Clients clients{.count = static_cast<unsigned>(*count)};
  Workload& workload = clients.workload;
  const std::size_t first = line.place();
  while (!line.at_end()) {
    if (line.take_word("reads")) {
      workload.reads = take_percent(line).value_or(0);
    } else if (line.take_word("cas")) {
      workload.compare_and_sets = take_percent(line).value_or(0);
    } else if (line.take_word("add")) {
      workload.additions = take_percent(line).value_or(0);
    } else if (line.take_word("patience")) {
      const auto patience = take_time(line, std::chrono::milliseconds(1));
      if (patience) workload.patience = *patience;
    } else if (line.take_word("think")) {
      const auto range = take_time_range(line);
      if (range) workload.think_min = range->min, workload.think_max = range->max;
    } else if (line.take_word("keys")) {
      const auto keys = take_number(line, "a number of keys", 1, 26);
      if (keys) workload.keys = static_cast<std::uint32_t>(*keys);
    } else {
      return line.expected("'reads', 'cas', 'add', 'patience', 'think' or 'keys'", line.form());
    }
    if (line.failed()) return std::nullopt;
  }
  if (workload.reads + workload.compare_and_sets + workload.additions > 1'000'000) {
    return line.fail(line.token(first).begin, line.token(line.size() - 1).end,
                     "the shares of 'reads', 'cas' and 'add' are more than 100% together",
                     "without a word 40% are reads; what is left are puts");
  }
  return clients;
}

std::optional<Action> stop(ScenarioLine& line) {
  if (line.next_is_server()) {
    return line.expected("'clients'", fmt::format("'crash {}' stops a server", line.next().value));
  }
  if (!line.take_word("clients")) return line.expected("'clients'", line.form());
  return action::StopClients{};
}

// ---- names and blocks

std::optional<Action> call(ScenarioLine& line) {
  const auto hint = "a capital, then letters and digits, for example A or Old; then a server";
  if (!line.next_is_word() || !can_be_called(line.next().value)) {
    return line.expected("a name", hint);
  }
  action::Call call{.name = line.take().value};
  const auto server = take_server(line);
  if (!server) return std::nullopt;
  call.server = *server;
  return call;
}

std::optional<Action> repeat(ScenarioLine& line) {
  const auto times = take_number(line, "how often", 1, 100'000);
  if (!times) return std::nullopt;
  action::Repeat repeat{.times = *times};
  if (!line.take_word("as")) return repeat;
  const auto is_letter = [](char c) { return c >= 'a' && c <= 'z'; };
  if (!line.next_is_word() || !std::ranges::all_of(line.next().value, is_letter)) {
    return line.expected("the counter's name",
                         "small letters, for example 'as round': the lines "
                         "below say $round for the number of the round");
  }
  repeat.counter = line.take().value;
  return repeat;
}

// ---- the telling

std::optional<Action> telling(ScenarioLine& line, std::string_view verb) {
  if (verb == "note") {
    const auto said = take_text(line, line.form());
    return said ? std::optional<Action>(action::Note{*said}) : std::nullopt;
  }
  const std::size_t first = line.place();
  auto demanded = take_condition(line, Purpose::expect);
  if (!demanded) return std::nullopt;
  return action::Expect{std::move(*demanded), line.text_from(first)};
}

std::optional<Action> of_verb(ScenarioLine& line, const ScenarioWord& word) {
  const std::string_view verb = word.name;
  if (word.group == "The beginning") return take_beginning(line, verb);
  if (verb == "network") return take_network(line);
  if (verb == "disk") return take_disk(line);
  if (word.group == "By hand") return by_hand(line, verb);
  if (verb == "run") return run(line);
  if (verb == "agree") return agree(line);
  if (verb == "call") return call(line);
  if (verb == "repeat") return repeat(line);
  if (verb == "end") return action::End{};
  if (word.group == "Faults") return take_fault(line, verb);
  if (word.group == "Members") return membership(line, verb);
  if (verb == "clients") return clients(line);
  if (verb == "stop") return stop(line);
  return telling(line, verb);
}

}  // namespace

std::uint32_t take_chance(ScenarioLine& line) {
  if (!line.take_word("sometimes")) return Statement::always;
  line.set_form(find_scenario_verb("sometimes")->synopsis);
  return take_percent(line).value_or(Statement::always);
}

bool take_try(ScenarioLine& line) {
  if (!line.take_word("try")) return false;
  line.set_form(find_scenario_verb("try")->synopsis);
  return true;
}

bool can_be_tried(const Action& action) {
  return !begins_stage(action) && !std::holds_alternative<action::Expect>(action) &&
         !std::holds_alternative<action::Note>(action) &&
         !std::holds_alternative<action::Repeat>(action) &&
         !std::holds_alternative<action::End>(action);
}

std::optional<Action> take_action(ScenarioLine& line) {
  if (!line.next_is_word()) {
    return line.expected("a verb", "for example 'deliver'; 'help' lists them all");
  }
  const ScenarioWord* verb = find_scenario_verb(line.next().value);
  if (line.next_is_word("try")) return line.fail("'try' is said twice", "once is enough");
  if (line.next_is_word("sometimes")) {
    return line.fail("'sometimes' stands at the beginning of a line, and once",
                     "for example: sometimes 20% try crash any");
  }
  if (!verb) {
    if (const auto meant = meant_by(line.next().value); !meant.empty()) {
      return line.fail(fmt::format("{} is no verb of a scenario", in_quotes(line.next().value)),
                       std::string(meant));
    }
    std::vector<std::string_view> names;
    for (const ScenarioWord& word : scenario_verbs()) names.push_back(word.name);
    const auto& others = line.context().other_verbs;
    names.insert(names.end(), others.begin(), others.end());
    return line.unknown_word("verb of a scenario", names);
  }
  line.verb_is_next();
  line.take();
  line.set_form(verb->synopsis);
  return of_verb(line, *verb);
}

}  // namespace raft
