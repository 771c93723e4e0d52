#include "scenario/scenario_values.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "core/command.h"
#include "scenario/scenario_text.h"
#include "scenario/scenario_words.h"
#include "text/in_quotes.h"
#include "text/nearest_word.h"

namespace raft {

std::optional<ServerId> take_server(ScenarioLine& line, Newcomer newcomer) {
  if (!line.next_is_word()) return line.expected("a server", "for example S1");
  if (line.next_stands_for_server()) return line.take_cast();
  const std::string& word = line.next().value;
  const auto id = server_named(word);
  if (!id && can_be_called(word)) {
    return line.fail(fmt::format("nobody is called {} yet", in_quotes(word)),
                     fmt::format("servers are called S1, S2 and so on, up to S64; 'call {} leader' "
                                 "gives one a name",
                                 word));
  }
  if (!id) {
    const bool lower_case = word.size() > 1 && word[0] == 's' && server_named("S" + word.substr(1));
    return line.fail(fmt::format("{} is no server", in_quotes(word)),
                     lower_case ? fmt::format("did you mean 'S{}'?", word.substr(1))
                                : "servers are called S1, S2 and so on, up to S64");
  }
  if (newcomer == Newcomer::refused && !line.context().servers.contains(*id)) {
    return line.fail(fmt::format("there is no {} here", word),
                     fmt::format("the servers are {}; 'join {}' would bring it",
                                 to_string(line.context().servers), word));
  }
  line.take();
  return id;
}

std::optional<ServerSet> take_servers(ScenarioLine& line, Newcomer newcomer) {
  ServerSet set;
  std::vector<std::string> words;
  do {
    const std::size_t place = line.place();
    const auto id = take_server(line, newcomer);
    if (!id) return std::nullopt;
    const std::string& word = line.token(place).value;
    const bool another = word == "any" || word == "follower";
    if (!another && std::ranges::count(words, word) > 0) {
      return line.fail_at(line.token(place), word + " is named twice", "once is enough");
    }
    words.push_back(word);
    set.add(*id);
  } while (line.next_is_server());
  return set;
}

std::optional<std::uint64_t> take_number(ScenarioLine& line, std::string_view what,
                                         std::uint64_t least, std::uint64_t most) {
  const auto value = line.next_is_word() ? read_number(line.next().value) : std::nullopt;
  const std::string range = fmt::format("a whole number from {} to {}", least, most);
  if (!value) return line.expected(what, range);
  if (*value < least || *value > most) {
    return line.fail(fmt::format("{} is out of range", in_quotes(line.next().value)), range);
  }
  line.take();
  return value;
}

std::optional<std::uint64_t> take_number(ScenarioLine& line, std::string_view what) {
  const auto value = line.next_is_word() ? read_number(line.next().value) : std::nullopt;
  if (!value) return line.expected(what, "a whole number");
  line.take();
  return value;
}

std::optional<VirtualTime> take_time(ScenarioLine& line, VirtualTime least) {
  const auto value = line.next_is_word() ? read_time(line.next().value) : std::nullopt;
  const auto hint = "a time has a unit, us, ms or s, for example 200ms, and is at most one hour";
  if (!value) return line.expected("a time", hint);
  if (*value < least) {
    return line.fail(fmt::format("{} is too short", in_quotes(line.next().value)),
                     fmt::format("at least {}", time_text(least)));
  }
  line.take();
  return value;
}

std::optional<TimeRange> take_time_range(ScenarioLine& line) {
  const auto hint = "for example 5..15ms, or 10ms; at most one hour";
  if (!line.next_is_word()) return line.expected("a time or a range of times", hint);
  const std::string_view word = line.next().value;
  const std::size_t dots = word.find("..");
  const std::string_view last = dots == std::string_view::npos ? word : word.substr(dots + 2);
  const auto max = read_time(last);
  const auto min = read_time(word.substr(0, dots), unit_of(last));
  if (!min || !max) return line.expected("a time or a range of times", hint);
  if (*min > *max) {
    return line.fail(fmt::format("{} ends before it begins", in_quotes(word)),
                     "the shorter time first");
  }
  line.take();
  return TimeRange{*min, *max};
}

std::optional<std::uint32_t> take_percent(ScenarioLine& line) {
  const auto hint = "from 0% to 100%, with at most four digits after the point, for example 0.5%";
  if (!line.next_is_word()) return line.expected("a percentage", hint);
  const std::string_view word = line.next().value;
  const auto value =
      word.ends_with('%') ? read_decimal(word.substr(0, word.size() - 1), 4) : std::nullopt;
  if (!value || *value > 1'000'000) return line.expected("a percentage", hint);
  line.take();
  return static_cast<std::uint32_t>(*value);
}

std::optional<std::string> take_command(ScenarioLine& line) {
  if (line.at_end() || line.next().kind == ScenarioToken::Kind::sign) {
    return line.expected("a command", "for example x=1, or in quotes \"get x\"");
  }
  return line.take().value;
}

std::optional<Invariant> take_invariant(ScenarioLine& line) {
  const std::size_t place = line.place();
  const auto name = take_text(line, "the name of an invariant, for example \"Election Safety\"");
  if (!name) return std::nullopt;
  if (const auto invariant = find_invariant(*name)) return invariant;
  const std::vector<std::string_view> names(invariant_names().begin(), invariant_names().end());
  const std::string_view meant = nearest_word(*name, names);  // it is written in double quotes
  return line.fail_at(line.token(place), fmt::format("there is no invariant {}", in_quotes(*name)),
                      meant.empty() ? fmt::format("one of: {}", fmt::join(names, ", "))
                                    : fmt::format("did you mean \"{}\"?", meant));
}

std::optional<std::string> take_text(ScenarioLine& line, const std::string& hint) {
  if (line.at_end() || line.next().kind != ScenarioToken::Kind::text) {
    return line.expected("a text in quotes", hint);
  }
  return line.take().value;
}

std::optional<std::size_t> take_one_of(ScenarioLine& line, std::span<const std::string_view> words,
                                       std::string_view what) {
  if (!line.next_is_word()) {
    return line.expected(fmt::format("a {}", what),
                         fmt::format("one of: {}", fmt::join(words, ", ")));
  }
  const auto found = std::ranges::find(words, line.next().value);
  if (found == words.end()) return line.unknown_word(what, words);
  line.take();
  return static_cast<std::size_t>(found - words.begin());
}

std::optional<MessageFilter> take_filter(ScenarioLine& line) {
  MessageFilter filter;
  if (line.next_is_server() || line.next_is_sign("->")) {
    const auto ends = take_link(line);
    if (!ends) return std::nullopt;
    filter = *ends;
  }
  static constexpr std::array<std::string_view, 5> what_can_follow{"=", "<=", ">=", "since",
                                                                   "within"};
  if (line.next_is_word() && std::ranges::count(what_can_follow, line.next().value) == 0) {
    if (server_named(line.next().value)) {
      return line.fail("a second server needs no blank before it", "for example S1->S2");
    }
    const auto kind = take_one_of(line, message_names, "message");
    if (!kind) return std::nullopt;
    filter.kind = static_cast<MessageKind>(*kind);
  }
  return filter;
}

std::optional<Ordinal> take_ordinal(ScenarioLine& line) {
  if (line.take_word("last")) return Ordinal{0};
  if (!line.next_is_word()) return std::nullopt;
  const std::string_view word = line.next().value;
  const std::string_view digits = word.substr(0, word.find_first_not_of("0123456789"));
  if (digits.empty()) return std::nullopt;
  const auto place = read_number(digits);
  if (!place || *place < 1 || *place > Ordinal::highest) {
    return line.fail(fmt::format("{} is out of range", in_quotes(word)),
                     "from 1st to 999th, or last");
  }
  const Ordinal which{static_cast<std::uint32_t>(*place)};
  if (word != ordinal_text(which)) {
    if (word.substr(digits.size()) == "%") {
      return line.fail(fmt::format("{} is no ordinal", in_quotes(word)),
                       fmt::format("by chance: 'network loss {0}' for all that will be sent, "
                                   "'sometimes {0} ...' for one statement",
                                   word));
    }
    return line.fail(fmt::format("{} is no ordinal", in_quotes(word)),
                     fmt::format("did you mean '{}'?", ordinal_text(which)));
  }
  line.take();
  return which;
}

std::optional<MessageFilter> take_link(ScenarioLine& line) {
  MessageFilter ends;
  const std::size_t first = line.place();
  if (!line.next_is_sign("->")) ends.from = take_server(line);
  if (line.failed()) return std::nullopt;
  if (!line.take_sign("->")) {
    return line.fail_at(line.token(first), "is this the sender or the receiver?",
                        fmt::format("write '{0}->' for what it sends, '->{0}' for what it receives",
                                    line.token(first).value));
  }
  if (line.next_is_server()) ends.to = take_server(line);
  if (line.failed()) return std::nullopt;
  if (!ends.from && !ends.to) {
    return line.fail_at(line.token(first), "the arrow has no server at either end",
                        "for example S1->, ->S2, S1->S2");
  }
  if (ends.from && ends.to && !differ(line, *ends.from, *ends.to, first)) return std::nullopt;
  return ends;
}

bool differ(ScenarioLine& line, ServerId from, ServerId to, std::size_t place) {
  if (from != to) return true;
  line.fail_at(line.token(place), fmt::format("{} sends no messages to itself", to_string(from)),
               "name two different servers");
  return false;
}

std::optional<LogPosition> take_position(ScenarioLine& line) {
  const auto hint = "INDEX@TERM, for example 3@2: the entry at index 3, of term 2";
  if (!line.next_is_word()) return line.expected("a place in the log", hint);
  const std::string_view word = line.next().value;
  const std::size_t at_sign = word.find('@');
  if (at_sign == std::string_view::npos) return line.expected("a place in the log", hint);
  const auto index = read_number(word.substr(0, at_sign));
  const auto term = read_number(word.substr(at_sign + 1));
  if (!index || !term) return line.expected("a place in the log", hint);
  line.take();
  return LogPosition{.term = {*term}, .index = {*index}};
}

std::optional<Configuration> take_members(ScenarioLine& line) {
  const auto hint =
      "for example {S1 S2 S3}, or while two configurations decide {S1 S2 S4 | S1 S2 S3}";
  if (!line.take_sign("{")) return line.expected("'{'", hint);
  Configuration members;
  const auto voters = take_servers(line, Newcomer::welcome);
  if (!voters) return std::nullopt;
  members.voters = *voters;
  if (line.take_sign("|")) {
    const auto outgoing = take_servers(line, Newcomer::welcome);
    if (!outgoing) return std::nullopt;
    members.outgoing = *outgoing;
  }
  if (!line.take_sign("}")) return line.expected("'}'", hint);
  return members;
}

namespace {

std::optional<Entry> take_entry(ScenarioLine& line) {
  const auto hint = "TERM:COMMAND; TERM:- for a no-op; TERM:{SERVERS} for a configuration";
  if (!line.next_is_word()) return line.expected("an entry", hint);
  const ScenarioToken token = line.next();
  const std::size_t colon = token.value.find(':');
  const auto term = read_number(std::string_view(token.value).substr(0, colon));
  if (colon == std::string::npos || !term) return line.expected("an entry", hint);
  line.take();
  const std::string rest = token.value.substr(colon + 1);
  if (rest == "-") return Entry{.term = {*term}, .kind = EntryKind::no_op};
  if (!rest.empty()) return Entry{.term = {*term}, .command = Command(rest)};
  const bool adjacent = !line.at_end() && line.next().begin == token.end;
  if (adjacent && line.next().kind == ScenarioToken::Kind::text) {
    return Entry{.term = {*term}, .command = Command(line.take().value)};
  }
  if (!adjacent || !line.next_is_sign("{")) return line.expected("the entry's content", hint);
  const auto members = take_members(line);
  if (!members) return std::nullopt;
  return Entry{.term = {*term}, .kind = EntryKind::configuration, .command = encode(*members)};
}

}  // namespace

std::optional<std::vector<Entry>> take_entries(ScenarioLine& line) {
  if (!line.take_sign("["))
    return line.expected("'['", "for example [1:-, 1:x=1]; an empty log is []");
  std::vector<Entry> entries;
  if (line.take_sign("]")) return entries;
  do {
    auto next = take_entry(line);
    if (!next) return std::nullopt;
    entries.push_back(std::move(*next));
  } while (line.take_sign(","));
  if (!line.take_sign("]")) return line.expected("',' or ']'", "for example [1:-, 1:x=1]");
  return entries;
}

}  // namespace raft
