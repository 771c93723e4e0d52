#include "scenario/forged.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <concepts>
#include <type_traits>
#include <utility>

#include "invariants/view.h"
#include "scenario/scenario_line.h"
#include "scenario/scenario_printer.h"
#include "scenario/scenario_text.h"
#include "scenario/scenario_values.h"

namespace raft {
namespace {

std::string_view called(std::string_view field) { return field.substr(0, field.find('_')); }

// ---- how a field is written, by its type: as a form says it, and as a line has it

std::string_view form(std::type_identity<LogPosition>) { return "INDEX@TERM"; }
std::string_view form(std::type_identity<LogIndex>) { return "INDEX"; }
std::string_view form(std::type_identity<Entries>) { return "LOG"; }

std::optional<LogPosition> take(ScenarioLine& line, std::type_identity<LogPosition>) {
  return take_position(line);
}
std::optional<LogIndex> take(ScenarioLine& line, std::type_identity<LogIndex>) {
  const auto value = take_number(line, "an index");
  return value ? std::optional(LogIndex{*value}) : std::nullopt;
}
std::optional<Entries> take(ScenarioLine& line, std::type_identity<Entries>) {
  auto entries = take_entries(line);
  return entries ? std::optional(Entries(std::move(*entries))) : std::nullopt;
}

std::string text_of(const LogPosition& value) { return position_text(value); }
std::string text_of(LogIndex value) { return to_string(value); }
std::string text_of(const Entries& value) { return log_text(value.span()); }

template <class T>
void add_text(std::string& text, std::string_view word, const std::optional<T>& value) {
  if (!value) return;
  text += text.empty() ? "" : " ";
  if constexpr (std::same_as<T, bool>)
    text += *value ? word : "refused";
  else
    text += fmt::format("{} {}", word, text_of(*value));
}

template <class T>
bool take_value(ScenarioLine& line, std::string_view word, std::optional<T>& value) {
  if (!line.take_word(word)) return false;
  value = take(line, std::type_identity<T>{});
  return true;
}
bool take_value(ScenarioLine& line, std::string_view word, std::optional<bool>& value) {
  const bool yes = line.take_word(word);
  if (!yes && !line.take_word("refused")) return false;
  value = yes;
  return true;
}

// ---- what an honest sender would say, by message

Term term_of(const View& sender) { return std::max(sender.term_and_vote.current_term, Term{1}); }

Message honest(const Said<RequestVote>&, const View& sender) {
  return {.term = sender.term_and_vote.current_term.next(),
          .body = RequestVote{sender.log->last()}};
}
Message honest(const Said<RequestVoteReply>&, const View& sender) {
  return {.term = term_of(sender), .body = RequestVoteReply{.vote_granted = true}};
}
Message honest(const Said<AppendEntries>&, const View& sender) {
  return {
      .term = term_of(sender),
      .body = AppendEntries{.prev_log = sender.log->last(), .leader_commit = sender.commit_index}};
}
Message honest(const Said<AppendEntriesReply>& said, const View& sender) {
  const LogPosition last = sender.log->last();
  const bool success = std::get<0>(said.fields).value_or(true);
  const auto yes = AppendEntriesReply{.success = true, .match_index = last.index};
  const auto no =
      AppendEntriesReply{.success = false, .prev_log_index = last.index, .conflict = last};
  return {.term = term_of(sender), .body = success ? yes : no};
}

// ---- one kind of message

template <class M>
bool take_field_of(ScenarioLine& line, Said<M>& said) {
  bool taken = false;
  each_named<M>(said.fields, [&](std::string_view name, auto& value) {
    taken = taken || take_value(line, called(name), value);
  });
  return taken;
}

template <class M>
M with(const Said<M>& said, const M& honest) {
  return std::apply(
      [&](const auto&... value) {
        return std::apply([&](const auto&... unsaid) { return M{value.value_or(unsaid)...}; },
                          honest.fields());
      },
      said.fields);
}

template <class M>
std::string form_of() {
  std::string verdict;
  std::string others;
  each_named<M>(Said<M>{}.fields, [&]<class T>(std::string_view name, const std::optional<T>&) {
    if constexpr (std::same_as<T, bool>)
      verdict += fmt::format(" [{}|refused]", called(name));
    else
      others += fmt::format(" [{} {}]", called(name), form(std::type_identity<T>{}));
  });
  return fmt::format("forge FROM->TO {}{} [term N]{}", M::traits.name, verdict, others);
}

}  // namespace

bool take_field(ScenarioLine& line, SaidOfMessage& said) {
  return std::visit([&](auto& of) { return take_field_of(line, of); }, said);
}

std::string text_of(const SaidOfMessage& said) {
  std::string text;
  std::visit(
      [&]<class M>(const Said<M>& of) {
        each_named<M>(of.fields, [&](std::string_view name, const auto& value) {
          add_text(text, called(name), value);
        });
      },
      said);
  return text;
}

Message forged_message(const SaidOfMessage& said, const View& sender) {
  return std::visit(
      [&]<class M>(const Said<M>& of) {
        Message message = honest(of, sender);
        message.body = with(of, std::get<M>(message.body));
        return message;
      },
      said);
}

std::string forge_forms() {
  const auto forms = []<class... Bodies>(const std::variant<Bodies...>*) {
    return std::array{form_of<Bodies>()...};
  }(static_cast<const Message::Body*>(nullptr));
  return fmt::format("{}", fmt::join(forms, "\n"));
}

}  // namespace raft
