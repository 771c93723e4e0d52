#include "scenario/conditions.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "linearizability/linearizability.h"
#include "rendering/words.h"
#include "scenario/scenario_text.h"
#include "text/counted.h"

namespace raft {
namespace {

bool acts(const Stage& stage, ServerId server) {
  return stage.running(server) && !stage.paused(server);
}

}  // namespace

ServerSet running_members(const Stage& stage) {
  const auto leader = stage.leader();
  ServerSet members;
  for (const ServerId server : stage.servers()) {
    const Configuration configuration = stage.view(leader.value_or(server)).members;
    if (acts(stage, server) && configuration.everyone().contains(server)) members.add(server);
  }
  return members;
}

namespace {

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
    if (stage.applied(server) >= commit) caught_up.add(server);
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

ServerSet who_has_committed(const Stage& stage, std::string_view command) {
  ServerSet servers;
  for (const ServerId server : stage.servers()) {
    if (stage.running(server) && is_committed_on(stage, server, command)) servers.add(server);
  }
  return servers;
}

std::string voted_for_text(std::optional<ServerId> candidate) {
  return candidate ? to_string(*candidate) : "nobody";
}

std::string all_states_text(const Stage& stage) {
  std::string text;
  for (const ServerId server : stage.servers()) {
    text += (text.empty() ? "" : ", ") + state_text(stage, server);
  }
  return text;
}

// Where the log of `other` parts from that of `one`, which is not shorter, or "".
std::string parting_text(const Stage& stage, ServerId one, ServerId other) {
  const auto long_log = entries_of(stage, one), log = entries_of(stage, other);
  const auto apart = std::ranges::mismatch(long_log, log);
  if (apart.in1 == long_log.end()) return "";
  const auto same = static_cast<std::size_t>(apart.in1 - long_log.begin());
  const auto there = [same](std::span<const Entry> entries) {
    return same < entries.size() ? entries_text(entries.subspan(same, 1)) : "nothing";
  };
  return fmt::format("from #{} on {} and {} differ: {} has {} there, {} has {}", same + 1,
                     to_string(other), to_string(one), to_string(other), there(log),
                     to_string(one), there(long_log));
}

// "x=1", "y=2": no word of a store has a blank in it.
std::vector<std::string> pairs_in(const Stage& stage, ServerId server) {
  const std::string contents = stage.store(server).contents();
  std::vector<std::string> pairs;
  for (std::size_t begin = 1; begin + 1 < contents.size();) {
    const std::size_t end = std::min(contents.find(", ", begin), contents.size() - 1);
    pairs.push_back(contents.substr(begin, end - begin));
    begin = end + 2;
  }
  return pairs;
}

// Where the store of `other` differs from that of `one`: the first key; or "".
std::string difference_text(const Stage& stage, ServerId one, ServerId other) {
  auto here = pairs_in(stage, one), there = pairs_in(stage, other);
  std::ranges::sort(here);
  std::ranges::sort(there);
  std::vector<std::string> different;
  std::ranges::set_symmetric_difference(here, there, std::back_inserter(different));
  if (different.empty()) return "";
  const std::string key = different[0].substr(0, different[0].find('='));
  return fmt::format("{} is {} on {} and {} on {}", key, stage.store(one).get(key), to_string(one),
                     stage.store(other).get(key), to_string(other));
}

std::string answer_text(const std::optional<Answer>& answer) {
  if (!answer) return "nothing has been asked yet";
  const auto* refused = std::get_if<Refused>(&*answer);
  if (!refused) return "it was accepted";
  return fmt::format("it was refused: {}", refusal_text(refused->why));
}

template <class Number>
bool compares(const Number& found, condition::Relation relation, const Number& wanted) {
  if (relation == condition::Relation::at_most) return found <= wanted;
  return relation == condition::Relation::at_least ? found >= wanted : found == wanted;
}

std::uint64_t amount(const Stage& stage, const condition::SentAre& asked) {
  const Amount amount = stage.sent().amount(asked.filter, asked.since);
  return asked.bytes ? amount.bytes : amount.messages;
}

Linearizability checked(const Stage& stage, const condition::Linearizable& asked) {
  return check_linearizability(stage.history(), asked.steps.value_or(usual_search_limit));
}

// Whether a condition holds.
struct Holds {
  const Stage& stage;
  const std::optional<Answer>& last_answer;

  View view(ServerId server) const { return stage.view(server); }

  bool operator()(const condition::HasLeader& c) const {
    const auto leader = stage.leader();
    return leader && (!c.server || *leader == *c.server);
  }
  bool operator()(const condition::LeaderAmong& c) const {
    const auto leader = stage.leader();
    return leader && c.among.contains(*leader);
  }
  bool operator()(const condition::TermIs& c) const {
    return compares(view(c.server).term_and_vote.current_term, c.relation, c.term);
  }
  bool operator()(const condition::RoleIs& c) const { return view(c.server).role == c.role; }
  bool operator()(const condition::VoteIs& c) const {
    return view(c.server).term_and_vote.voted_for == c.candidate;
  }
  bool operator()(const condition::LogIs& c) const {
    return std::ranges::equal(entries_of(stage, c.server), c.entries);
  }
  bool operator()(const condition::CommitIs& c) const {
    return compares(view(c.server).commit_index, c.relation, c.index);
  }
  bool operator()(const condition::AppliedIs& c) const {
    return compares(stage.applied(c.server), c.relation, c.index);
  }
  bool operator()(const condition::VotersAre& c) const {
    return view(c.server).members == c.members;
  }
  bool operator()(const condition::Committed& c) const {
    return who_has_committed(stage, c.command).size() >= c.servers;
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
    return std::ranges::all_of(stage.in_flight(),
                               [&](const Flight* flight) { return stage.is_held(*flight); });
  }
  bool operator()(const condition::SameStores&) const {
    return same([&](ServerId a, ServerId b) { return stage.store(a) == stage.store(b); });
  }
  bool operator()(const condition::SameLogs&) const {
    return same([&](ServerId a, ServerId b) { return *view(a).log == *view(b).log; });
  }
  bool operator()(const condition::SameTerms&) const {
    return same([&](ServerId a, ServerId b) {
      return view(a).term_and_vote.current_term == view(b).term_and_vote.current_term;
    });
  }
  bool operator()(const condition::MessagesAre& c) const {
    return compares<std::uint64_t>(stage.in_flight(c.filter).size(), c.relation, c.count);
  }
  bool operator()(const condition::SentAre& c) const {
    return compares(amount(stage, c), c.relation, c.count);
  }
  // What cannot be decided is no bool: truth() asks the search itself.
  bool operator()(const condition::Linearizable& c) const {
    return checked(stage, c).verdict == Verdict::linearizable;
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
  std::string operator()(const condition::LeaderAmong&) const { return all_states_text(stage); }
  std::string operator()(const condition::TermIs& c) const { return state_text(stage, c.server); }
  std::string operator()(const condition::RoleIs& c) const { return state_text(stage, c.server); }
  std::string operator()(const condition::VoteIs& c) const {
    const TermAndVote mine = view(c.server).term_and_vote;
    return fmt::format("in term {} {} has voted for {}", to_string(mine.current_term),
                       to_string(c.server), voted_for_text(mine.voted_for));
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
    const LogIndex applied = stage.applied(c.server), due = view(c.server).last_applied;
    return fmt::format(
        "{} has applied up to {}{}", to_string(c.server), to_string(applied),
        due > applied ? fmt::format(", and will up to {} when its disk is done", to_string(due))
                      : "");
  }
  std::string operator()(const condition::VotersAre& c) const {
    return fmt::format("voters {} = {}", to_string(c.server), members_text(view(c.server).members));
  }
  std::string operator()(const condition::Committed& c) const {
    const ServerSet servers = who_has_committed(stage, c.command);
    if (servers.empty()) return "no running server has committed it";
    return fmt::format("it is committed on {}", to_string(servers));
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
    return difference([&](ServerId server) { return pairs_in(stage, server).size(); },
                      difference_text);
  }
  std::string operator()(const condition::SameLogs&) const {
    return difference([&](ServerId server) { return entries_of(stage, server).size(); },
                      parting_text);
  }
  // Where one differs first from the largest: nobody reads two wholes to find that.
  std::string difference(const auto& size, const auto& of_two) const {
    const ServerSet members = running_members(stage);
    if (members.empty()) return "no member runs";
    const ServerId largest = *std::ranges::max_element(members, {}, size);
    for (const ServerId server : members) {
      if (const std::string told = of_two(stage, largest, server); !told.empty()) return told;
    }
    return "they are the same";
  }
  std::string operator()(const condition::SameTerms&) const { return all_states_text(stage); }
  std::string operator()(const condition::MessagesAre& c) const {
    return fmt::format("{} such messages; {}", stage.in_flight(c.filter).size(),
                       in_flight_text(stage));
  }
  std::string operator()(const condition::SentAre& c) const {
    return fmt::format("{} {} sent{}", counted(amount(stage, c), c.bytes ? "byte" : "message"),
                       amount(stage, c) == 1 ? "was" : "were",
                       c.since ? fmt::format(" since \"{}\"", *c.since) : "");
  }
  std::string operator()(const condition::Linearizable& c) const {
    return explanation(checked(stage, c));
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

}  // namespace

Truth truth(const Stage& stage, const Condition& condition,
            const std::optional<Answer>& last_answer) {
  bool is_so = false;
  if (const auto* asked = std::get_if<condition::Linearizable>(&condition.of)) {
    const Verdict verdict = checked(stage, *asked).verdict;
    if (verdict == Verdict::unknown) return Truth::unknown;
    is_so = verdict == Verdict::linearizable;
  } else {
    is_so = std::visit(Holds{stage, last_answer}, condition.of);
  }
  return is_so != condition.negated ? Truth::yes : Truth::no;
}

std::string found(const Stage& stage, const Condition& condition,
                  const std::optional<Answer>& last_answer) {
  return std::visit(Found{stage, last_answer}, condition.of);
}

std::string state_text(const Stage& stage, ServerId server) {
  const View view = stage.view(server);
  const bool leads = view.role == RoleName::leader;
  return fmt::format("{} is {}{}{}{} term {}", to_string(server),
                     stage.running(server) ? "" : "stopped; it was ", leads ? "" : "a ",
                     role_text(view.role), leads ? " of" : " in",
                     to_string(view.term_and_vote.current_term));
}

std::string in_flight_text(const Stage& stage) {
  constexpr std::size_t most = 6;
  const auto flights = stage.in_flight();
  if (flights.empty()) return "nothing is on its way";
  std::string text = "on their way: ";
  for (std::size_t i = 0; i < std::min(most, flights.size()); ++i) {
    text += fmt::format("{}{}{}", i == 0 ? "" : ", ", flight_text(stage, *flights[i]),
                        stage.is_held(*flights[i]) ? " (held)" : "");
  }
  return text + (flights.size() > most ? fmt::format(" and {} more", flights.size() - most) : "");
}

}  // namespace raft
