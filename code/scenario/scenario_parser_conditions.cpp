/// @file
/// The conditions: what can follow `expect` and `run until`.

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "invariants/invariants.h"
#include "scenario/scenario_parser.h"
#include "scenario/scenario_text.h"
#include "scenario/scenario_values.h"
#include "scenario/scenario_words.h"
#include "text/in_quotes.h"
#include "text/nearest_word.h"

namespace raft {
namespace {

constexpr std::array<std::string_view, 8> server_facts{"term",   "role",    "vote",   "log",
                                                       "commit", "applied", "voters", "value"};
// The last five are about the run itself, and cannot be waited for.
constexpr std::array<std::string_view, 20> condition_words{
    "leader",   "no",           "committed", "applied",   "value",   "same",    "quiet",
    "messages", "sent",         "term",      "role",      "vote",    "log",     "commit",
    "voters",   "linearizable", "safe",      "violation", "refused", "accepted"};
constexpr std::size_t words_about_the_run = 5;
// Ten thousand times the usual limit: days, and more memory than there is.
constexpr std::uint64_t most_search_steps = 20'000'000'000;

// Whatever is wrong from here on is wrong with this condition.
void show_form(ScenarioLine& line, std::string_view name) {
  for (const ScenarioWord& word : scenario_expectations()) {
    if (word.name == name) line.set_form(word.synopsis);
  }
}

std::string example_of(std::string_view name) {
  for (const ScenarioWord& word : scenario_expectations()) {
    if (word.name == name) return "for example: " + std::string(word.example);
  }
  return "";
}

// The '=' of the condition of this name.
bool equals_sign(ScenarioLine& line, std::string_view name) {
  line.split_at_equals();
  if (line.take_word("=")) return true;
  line.expected("'='", example_of(name));
  return false;
}

// '=', or for a number also '<=' and '>='.
std::optional<condition::Relation> relation(ScenarioLine& line, std::string_view name) {
  line.split_at_equals();
  if (line.take_word("=")) return condition::Relation::equal;
  if (line.take_word("<=")) return condition::Relation::at_most;
  if (line.take_word(">=")) return condition::Relation::at_least;
  return line.expected("'=', '<=' or '>='", example_of(name));
}

// ---- one server

std::optional<Condition::Of> value(ScenarioLine& line, std::optional<ServerId> subject) {
  line.split_at_equals();
  if (line.at_end() || line.next().kind == ScenarioToken::Kind::sign || line.next_is_word("=")) {
    return line.expected("a key", example_of("value"));
  }
  condition::ValueIs value{.server = subject, .key = line.take().value};
  if (!equals_sign(line, "value")) return std::nullopt;
  if (line.take_word("nothing")) return value;
  const auto wanted = take_command(line);
  if (!wanted) return std::nullopt;
  value.value = *wanted;
  return value;
}

std::optional<Condition::Of> number(ScenarioLine& line, std::string_view name, ServerId subject) {
  const auto compared = relation(line, name);
  if (!compared) return std::nullopt;
  const auto value = take_number(line, name == "term" ? "a term" : "an index");
  if (!value) return std::nullopt;
  if (name == "term") return condition::TermIs{subject, {*value}, *compared};
  if (name == "commit") return condition::CommitIs{subject, {*value}, *compared};
  return condition::AppliedIs{subject, {*value}, *compared};
}

// {}: a server of no cluster knows of no voters.
bool take_nobody(ScenarioLine& line) {
  const std::size_t first = line.place();
  if (line.take_sign("{") && line.take_sign("}")) return true;
  line.go_back(first);
  return false;
}

std::optional<Condition::Of> fact(ScenarioLine& line, std::string_view name, ServerId subject) {
  if (name == "value") return value(line, subject);
  if (name == "term" || name == "commit" || name == "applied") return number(line, name, subject);
  if (!equals_sign(line, name)) return std::nullopt;
  if (name == "role") {
    static constexpr std::array<std::string_view, 3> roles{"follower", "candidate", "leader"};
    const auto role = take_one_of(line, roles, "role");
    if (!role) return std::nullopt;
    return condition::RoleIs{subject, static_cast<RoleName>(*role)};
  }
  if (name == "vote") {
    if (line.take_word("nobody")) return condition::VoteIs{subject, std::nullopt};
    const auto candidate = take_server(line);
    if (!candidate) return std::nullopt;
    return condition::VoteIs{subject, candidate};
  }
  if (name == "log") {
    auto content = take_entries(line);
    if (!content) return std::nullopt;
    return condition::LogIs{subject, std::move(*content)};
  }
  if (take_nobody(line)) return condition::VotersAre{subject, {}};
  const auto configuration = take_members(line);
  if (!configuration) return std::nullopt;
  return condition::VotersAre{subject, *configuration};
}

// "S1 term = 3" says the same as "term S1 = 3".
std::optional<Condition::Of> fact_of(ScenarioLine& line) {
  const auto subject = take_server(line);
  if (!subject) return std::nullopt;
  line.split_at_equals();
  if (line.next_is_word("leader")) {
    return line.fail("'leader' is no fact about a server",
                     fmt::format("did you mean 'leader {0}', or 'role {0} = leader'?",
                                 line.token(line.place() - 1).value));
  }
  if (line.next_is_word("follower") || line.next_is_word("candidate")) {
    return line.fail(fmt::format("'{}' is no fact about a server", line.next().value),
                     fmt::format("did you mean 'role {} = {}'?", line.token(line.place() - 1).value,
                                 line.next().value));
  }
  const auto which = take_one_of(line, server_facts, "fact about a server");
  if (!which) return std::nullopt;
  show_form(line, server_facts[*which]);
  return fact(line, server_facts[*which], *subject);
}

// ---- the cluster

std::optional<Condition::Of> leader(ScenarioLine& line) {
  if (!line.next_is_word() || line.next_is_word("within")) return condition::HasLeader{};
  if (line.take_word("among")) {
    const auto servers = take_servers(line);
    if (!servers) return std::nullopt;
    return condition::LeaderAmong{*servers};
  }
  const auto id = take_server(line);
  if (!id) return std::nullopt;
  return condition::HasLeader{id};
}

std::optional<Condition::Of> same(ScenarioLine& line) {
  static constexpr std::array<std::string_view, 3> things{"stores", "logs", "terms"};
  const auto which = take_one_of(line, things, "thing that can be the same");
  if (!which) return std::nullopt;
  if (*which == 0) return condition::SameStores{};
  if (*which == 1) return condition::SameLogs{};
  return condition::SameTerms{};
}

std::optional<Condition::Of> committed(ScenarioLine& line) {
  const auto command = take_command(line);
  if (!command) return std::nullopt;
  condition::Committed committed{.command = *command};
  if (!line.take_word("on")) return committed;
  if (line.next_is_server()) {
    return line.expected("a number of servers",
                         "'S1 commit >= 3' asks one server; or for example: on 3");
  }
  const auto count = take_number(line, "a number of servers", 1, ServerId::highest);
  if (!count) return std::nullopt;
  committed.servers = static_cast<std::uint32_t>(*count);
  return committed;
}

bool next_compares(const ScenarioLine& line) {
  return line.next_is_word("=") || line.next_is_word("<=") || line.next_is_word(">=");
}

// The sign between them may touch the last word, which is the fourth at most.
std::optional<MessageFilter> filter_before_equals(ScenarioLine& line) {
  const std::size_t first = line.place();
  for (; !line.at_end() && line.place() < first + 4 && !next_compares(line); line.take()) {
    line.split_at_equals();
  }
  line.go_back(first);
  return take_filter(line);
}

std::optional<Condition::Of> messages(ScenarioLine& line) {
  const auto which = filter_before_equals(line);
  if (!which) return std::nullopt;
  const auto compared = relation(line, "messages");
  if (!compared) return std::nullopt;
  const auto count = take_number(line, "a number of messages");
  if (!count) return std::nullopt;
  return condition::MessagesAre{*which, *count, *compared};
}

// A caption that the text above has not got is a slip; of a line by itself it is not known.
bool take_since(ScenarioLine& line, std::optional<std::string>& since) {
  if (!line.take_word("since")) return true;
  const auto text = take_text(line, "that of a note above");
  if (!text) return false;
  since = *text;
  const auto& noted = line.context().noted;
  if (!noted || std::ranges::count(*noted, *text) > 0) return true;
  const std::vector<std::string_view> texts(noted->begin(), noted->end());
  const std::string_view nearest = nearest_word(*text, texts);
  line.fail_at(line.token(line.place() - 1), "no note above has this text",
               nearest.empty()
                   ? fmt::format("let 'note \"{}\"' stand where the count begins", *text)
                   : fmt::format("did you mean \"{}\"?", nearest));
  return false;
}

std::optional<Condition::Of> sent(ScenarioLine& line) {
  condition::SentAre sent{.bytes = line.take_word("bytes")};
  const auto which = filter_before_equals(line);
  if (!which) return std::nullopt;
  sent.filter = *which;
  if (sent.bytes || next_compares(line)) {
    const auto compared = relation(line, "sent");
    if (!compared) return std::nullopt;
    const auto count = take_number(line, sent.bytes ? "a number of bytes" : "a number of messages");
    if (!count) return std::nullopt;
    sent.relation = *compared, sent.count = *count;
  }
  if (!take_since(line, sent.since)) return std::nullopt;
  return sent;
}

// ---- the run

std::optional<Condition::Of> violation(ScenarioLine& line) {
  const auto invariant = take_invariant(line);
  if (!invariant) return std::nullopt;
  return condition::Broken{invariant_names()[static_cast<std::size_t>(*invariant)]};
}

std::optional<Condition::Of> refused(ScenarioLine& line) {
  if (line.at_end()) return condition::WasRefused{};
  const std::size_t first = line.place();
  const std::string reason = line.text_from(first);
  std::vector<std::string_view> reasons;
  for (int i = 0; i <= static_cast<int>(Refusal::not_supported); ++i) {
    reasons.push_back(refusal_text(static_cast<Refusal>(i)));
  }
  const auto found = std::ranges::find(reasons, reason);
  if (found != reasons.end()) {
    while (!line.at_end()) line.take();
    return condition::WasRefused{static_cast<Refusal>(found - reasons.begin())};
  }
  return line.fail(line.token(first).begin, line.token(line.size() - 1).end,
                   fmt::format("{} is no reason to refuse", in_quotes(reason)),
                   line.suggestion(reason, reasons));
}

// ---- any of them

// In "leader term = 3" the leader is the server that is spoken of; elsewhere `leader` is the fact.
bool speaks_of_leader(const ScenarioLine& line) {
  if (line.place() + 1 >= line.size()) return false;
  const std::string& next = line.token(line.place() + 1).value;
  return std::ranges::count(server_facts,
                            std::string_view(next).substr(0, next.find_first_of("<=>"))) > 0;
}

bool begins_with_server(const ScenarioLine& line) {
  return line.next_is_word("leader") ? speaks_of_leader(line) : line.next_is_server();
}

// In "value S2 x = 1" S2 is the server; in "value S2 = 1" it is the key.
bool names_server_of_value(ScenarioLine& line) {
  return line.next_is_server() && line.place() + 1 < line.size() &&
         !line.token(line.place() + 1).is_word("=");
}

// In "run until linearizable within 2s" a time follows, and the whole is refused.
std::optional<Condition::Of> linearizable(ScenarioLine& line, Purpose purpose) {
  condition::Linearizable found;
  if (purpose == Purpose::wait || !line.take_word("within")) return found;
  const auto steps = take_number(line, "a number of steps", 1, most_search_steps);
  if (!steps) return std::nullopt;
  if (!line.take_word("steps")) return line.expected("'steps'", example_of("linearizable"));
  found.steps = steps;
  return found;
}

std::optional<Condition::Of> condition_named_first(ScenarioLine& line, Purpose purpose) {
  std::span<const std::string_view> words = condition_words;
  const bool known = line.next_is_word() && std::ranges::count(words, line.next().value) > 0;
  // What cannot be waited for is understood, to be refused, but not offered.
  if (!known && purpose == Purpose::wait) words = words.first(words.size() - words_about_the_run);
  const auto which = take_one_of(line, words, "condition");
  if (!which) return std::nullopt;
  const std::string_view word = condition_words[*which];
  show_form(line, word);
  if (word == "leader") return leader(line);
  if (word == "committed") return committed(line);
  if (word == "same") return same(line);
  if (word == "quiet") return condition::Quiet{};
  if (word == "messages") return messages(line);
  if (word == "sent") return sent(line);
  if (word == "linearizable") return linearizable(line, purpose);
  if (word == "safe") return condition::Safe{};
  if (word == "violation") return violation(line);
  if (word == "refused") return refused(line);
  if (word == "accepted") return condition::WasAccepted{};
  line.split_at_equals();
  if (word == "applied" && !line.next_is_server()) return condition::AllApplied{};
  if (word == "value" && !names_server_of_value(line)) return value(line, std::nullopt);
  const auto subject = take_server(line);
  if (!subject) return std::nullopt;
  return fact(line, word, *subject);
}

bool has_a_word_for_its_opposite(const Condition& condition) {
  return std::holds_alternative<condition::Safe>(condition.of) ||
         std::holds_alternative<condition::Broken>(condition.of) ||
         std::holds_alternative<condition::WasRefused>(condition.of) ||
         std::holds_alternative<condition::WasAccepted>(condition.of);
}

}  // namespace

bool about_the_run(const Condition& condition) {
  return has_a_word_for_its_opposite(condition) ||
         std::holds_alternative<condition::Linearizable>(condition.of);
}

std::optional<Condition> take_condition(ScenarioLine& line, Purpose purpose) {
  Condition condition;
  condition.negated = line.take_word("not");
  line.split_at_equals();
  if (line.take_word("no")) {
    if (!line.take_word("leader"))
      return line.expected("'leader'", "'no leader'; or 'not' and any condition");
    if (condition.negated)
      return line.fail_at(line.token(line.place() - 2), "this is denied twice", "say 'leader'");
    show_form(line, "leader");
    auto of = leader(line);
    if (!of) return std::nullopt;
    return Condition{std::move(*of), true};
  }
  auto of = begins_with_server(line) ? fact_of(line) : condition_named_first(line, purpose);
  if (!of) return std::nullopt;
  condition.of = std::move(*of);
  if (condition.negated && has_a_word_for_its_opposite(condition)) {
    return line.fail("the opposite of this has a word of its own",
                     "'safe' and 'violation', 'accepted' and 'refused'");
  }
  return condition;
}

}  // namespace raft
