#include "simulation/scenario.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "simulation/invariants.h"
#include "simulation/scenario_tokens.h"
#include "simulation/scenario_words.h"

namespace raft {
namespace {

using Kind = ScenarioToken::Kind;

constexpr VirtualTime longest_time = std::chrono::hours(1);
constexpr std::size_t most_errors = 20;
constexpr std::size_t most_lines = 100'000;
constexpr std::size_t most_bytes = 1'000'000;
constexpr std::uint32_t million = 1'000'000;

constexpr std::array<std::string_view, 4> message_names{"RequestVote", "RequestVoteReply",
                                                        "AppendEntries", "AppendEntriesReply"};
constexpr std::array<std::string_view, 8> server_facts{"term",   "role",    "vote",   "log",
                                                       "commit", "applied", "voters", "value"};

struct TimeRange {
  VirtualTime min{0};
  VirtualTime max{0};
};

// At most 40 characters of what was written, in quotes.
std::string quoted(std::string_view text) {
  std::string shown;
  std::size_t characters = 0;
  for (std::size_t i = 0; i < text.size() && characters < 40; ++characters) {
    const std::size_t length = std::max<std::size_t>(1, character_length(text, i));
    shown += text.substr(i, length);
    i += length;
  }
  return "'" + shown + (shown.size() < text.size() ? "..." : "") + "'";
}

std::string listed(std::span<const std::string_view> words) {
  return fmt::format("{}", fmt::join(words, ", "));
}

// S1 to S64, and nothing else.
std::optional<ServerId> read_server(std::string_view word) {
  if (word.size() < 2 || word[0] != 'S' || word[1] == '0') return std::nullopt;
  const auto number = read_number(word.substr(1));
  if (!number || *number > ServerId::highest) return std::nullopt;
  return ServerId{static_cast<std::uint8_t>(*number)};
}

// "5ms", "1.5s", "200us"; with a unit from elsewhere also "5".
std::optional<VirtualTime> read_time(std::string_view word, std::string_view unit = "") {
  for (const std::string_view own : {"us", "ms", "s"}) {
    if (!word.ends_with(own)) continue;
    unit = own;
    word.remove_suffix(own.size());
    break;
  }
  const unsigned digits = unit == "s" ? 6 : unit == "ms" ? 3 : 0;
  if (unit.empty()) return std::nullopt;
  const auto us = read_decimal(word, digits);
  if (!us || *us > static_cast<std::uint64_t>(longest_time.count())) return std::nullopt;
  return VirtualTime(static_cast<std::int64_t>(*us));
}

std::string_view unit_of(std::string_view word) {
  for (const std::string_view unit : {"us", "ms", "s"}) {
    if (word.ends_with(unit)) return unit;
  }
  return "";
}

// Reads one line. The first thing that is wrong ends it: every function returns nothing from then
// on, and the mistake is kept.
class LineReader {
 public:
  LineReader(std::string_view line, const LineContext& context) : line_(line), context_(context) {
    ScenarioTokens parts = take_apart(line);
    tokens_ = std::move(parts.tokens);
    if (parts.trouble) {
      fail(parts.trouble->begin, parts.trouble->end, parts.trouble->message, parts.trouble->hint);
    }
  }

  std::expected<std::optional<Statement>, ScenarioError> read() {
    if (error_) return std::unexpected(*error_);
    if (tokens_.empty()) return std::optional<Statement>();
    std::optional<Action> action = statement();
    if (action && !at_end()) {
      fail(fmt::format("{} is too much here", quoted(written(tokens_[at_]))), form());
    }
    if (error_) return std::unexpected(*error_);
    const std::size_t begin = tokens_.front().begin;
    return Statement{.line = context_.line,
                     .column = column_of(line_, begin),
                     .text = text_from(0),
                     .source = std::string(line_),
                     .action = std::move(*action)};
  }

 private:
  // ---- the mistake ------------------------------------------------------------------------------

  std::nullopt_t fail(std::size_t begin, std::size_t end, std::string message, std::string hint) {
    if (error_) return std::nullopt;
    const std::size_t column = column_of(line_, begin);
    error_ = ScenarioError{.file = context_.file,
                           .line = context_.line,
                           .column = column,
                           .width = std::max<std::size_t>(1, column_of(line_, end) - column),
                           .message = std::move(message),
                           .hint = std::move(hint),
                           .source = std::string(line_)};
    return std::nullopt;
  }
  std::nullopt_t fail_at(const ScenarioToken& token, std::string message, std::string hint) {
    return fail(token.begin, token.end, std::move(message), std::move(hint));
  }
  // About the token that comes next, or about its absence.
  std::nullopt_t fail(std::string message, std::string hint) {
    if (!at_end()) return fail_at(tokens_[at_], std::move(message), std::move(hint));
    const std::size_t end = tokens_.back().end;
    return fail(end, end + 1, std::move(message), std::move(hint));
  }
  std::nullopt_t expected(std::string_view what, std::string hint) {
    return at_end() ? fail(fmt::format("{} is missing here", what), std::move(hint))
                    : fail(fmt::format("{} is expected here, not {}", what,
                                       quoted(written(tokens_[at_]))),
                           std::move(hint));
  }
  std::string form() const {
    std::string text = "the form is: ";
    if (!verb_) return "";
    for (const char c : verb_->synopsis) {
      if (c == '\n')
        text += "\n           or: ";
      else
        text += c;
    }
    return text;
  }

  // ---- tokens -----------------------------------------------------------------------------------

  bool at_end() const { return at_ >= tokens_.size(); }
  bool next_is_word() const { return !at_end() && tokens_[at_].kind == Kind::word; }
  bool next_is_word(std::string_view word) const { return !at_end() && tokens_[at_].is_word(word); }
  bool next_is_sign(std::string_view sign) const { return !at_end() && tokens_[at_].is_sign(sign); }
  bool take_word(std::string_view word) { return next_is_word(word) && ++at_; }
  bool take_sign(std::string_view sign) { return next_is_sign(sign) && ++at_; }
  bool next_is_server() const { return next_is_word() && read_server(tokens_[at_].value); }
  // The token as it stands in the line.
  std::string_view written(const ScenarioToken& token) const {
    return line_.substr(token.begin, token.end - token.begin);
  }
  // The line from a token to the end of the last one.
  std::string text_from(std::size_t first) const {
    return std::string(
        line_.substr(tokens_[first].begin, tokens_.back().end - tokens_[first].begin));
  }

  // "S1=3" is one word for a command and three for an expectation.
  void split_at_equals() {
    if (!next_is_word()) return;
    const ScenarioToken whole = tokens_[at_];
    const std::size_t equals = whole.value.find('=');
    if (equals == std::string::npos || whole.value.size() == 1) return;
    std::vector<ScenarioToken> parts;
    const auto add = [&](std::size_t from, std::size_t to) {
      if (from == to) return;
      parts.push_back(
          {Kind::word, whole.value.substr(from, to - from), whole.begin + from, whole.begin + to});
    };
    add(0, equals);
    add(equals, equals + 1);
    add(equals + 1, whole.value.size());
    const auto place = tokens_.erase(tokens_.begin() + static_cast<std::ptrdiff_t>(at_));
    tokens_.insert(place, parts.begin(), parts.end());
  }
  bool equals_sign() {
    split_at_equals();
    if (take_word("=")) return true;
    expected("'='", condition_form_);
    return false;
  }

  // ---- small things -----------------------------------------------------------------------------

  enum class Newcomer : std::uint8_t { refused, welcome };

  std::optional<ServerId> server(Newcomer newcomer = Newcomer::refused) {
    if (!next_is_word()) return expected("a server", "for example S1");
    const std::string& word = tokens_[at_].value;
    const auto id = read_server(word);
    if (!id) {
      const bool lower_case =
          word.size() > 1 && word[0] == 's' && read_server("S" + word.substr(1));
      return fail(fmt::format("{} is no server", quoted(word)),
                  lower_case ? fmt::format("did you mean 'S{}'?", word.substr(1))
                             : "servers are called S1, S2 and so on, up to S64");
    }
    if (newcomer == Newcomer::refused && !context_.servers.contains(*id)) {
      return fail(fmt::format("there is no {} here", word),
                  fmt::format("the servers are {}; 'join {}' would bring it",
                              to_string(context_.servers), word));
    }
    ++at_;
    return id;
  }

  std::optional<ServerSet> servers(Newcomer newcomer = Newcomer::refused) {
    ServerSet set;
    do {
      const std::size_t place = at_;
      const auto id = server(newcomer);
      if (!id) return std::nullopt;
      if (set.contains(*id)) {
        return fail_at(tokens_[place], fmt::format("{} is named twice", to_string(*id)),
                       "once is enough");
      }
      set.add(*id);
    } while (next_is_server());
    return set;
  }

  std::optional<std::uint64_t> number(std::string_view what, std::uint64_t least = 0,
                                      std::uint64_t most = ~std::uint64_t{0}) {
    const auto value = next_is_word() ? read_number(tokens_[at_].value) : std::nullopt;
    const std::string range = most == ~std::uint64_t{0}
                                  ? "a whole number"
                                  : fmt::format("a whole number from {} to {}", least, most);
    if (!value) return expected(what, range);
    if (*value < least || *value > most) {
      return fail(fmt::format("{} is out of range", quoted(tokens_[at_].value)), range);
    }
    ++at_;
    return value;
  }

  std::optional<VirtualTime> time(VirtualTime least) {
    const auto value = next_is_word() ? read_time(tokens_[at_].value) : std::nullopt;
    const auto hint = "a time has a unit, us, ms or s, for example 200ms, and is at most one hour";
    if (!value) return expected("a time", hint);
    if (*value < least) {
      return fail(fmt::format("{} is too short", quoted(tokens_[at_].value)),
                  fmt::format("at least {}", time_text(least)));
    }
    ++at_;
    return value;
  }

  std::optional<TimeRange> time_range() {
    const auto hint = "for example 5..15ms, or 10ms; at most one hour";
    if (!next_is_word()) return expected("a time or a range of times", hint);
    const std::string_view word = tokens_[at_].value;
    const std::size_t dots = word.find("..");
    const std::string_view last = dots == std::string_view::npos ? word : word.substr(dots + 2);
    const auto max = read_time(last);
    const auto min = read_time(word.substr(0, dots), unit_of(last));
    if (!min || !max) return expected("a time or a range of times", hint);
    if (*min > *max) {
      return fail(fmt::format("{} ends before it begins", quoted(word)), "the shorter time first");
    }
    ++at_;
    return TimeRange{*min, *max};
  }

  // In millionths.
  std::optional<std::uint32_t> percent() {
    const auto hint = "from 0% to 100%, with at most four digits after the point, for example 0.5%";
    if (!next_is_word()) return expected("a percentage", hint);
    const std::string_view word = tokens_[at_].value;
    const auto value =
        word.ends_with('%') ? read_decimal(word.substr(0, word.size() - 1), 4) : std::nullopt;
    if (!value || *value > million) return expected("a percentage", hint);
    ++at_;
    return static_cast<std::uint32_t>(*value);
  }

  std::optional<std::string> command() {
    if (at_end() || tokens_[at_].kind == Kind::sign) {
      return expected("a command", "for example x=1, or in quotes \"get x\"");
    }
    return tokens_[at_++].value;
  }

  std::optional<std::string> text() {
    if (at_end() || tokens_[at_].kind != Kind::text) {
      return expected("a text in quotes", form());
    }
    return tokens_[at_++].value;
  }

  // One of `words`, or nothing and a mistake with the nearest of them.
  std::optional<std::size_t> one_of(std::span<const std::string_view> words,
                                    std::string_view what) {
    if (!next_is_word()) return expected(what, "one of: " + listed(words));
    const auto found = std::ranges::find(words, tokens_[at_].value);
    if (found == words.end()) return unknown_word(what, words);
    ++at_;
    return static_cast<std::size_t>(found - words.begin());
  }
  std::nullopt_t unknown_word(std::string_view what, std::span<const std::string_view> words) {
    const std::string_view nearest = nearest_word(tokens_[at_].value, words);
    return fail(
        fmt::format("{} is no {}", quoted(tokens_[at_].value), what),
        nearest.empty() ? "one of: " + listed(words) : fmt::format("did you mean '{}'?", nearest));
  }

  // [FROM]->[TO] [MESSAGE], all of it optional.
  std::optional<MessageFilter> filter() {
    MessageFilter filter;
    if (next_is_server() || next_is_sign("->")) {
      if (!link(filter)) return std::nullopt;
    }
    if (next_is_word() && !next_is_word("=")) {
      if (read_server(tokens_[at_].value)) {
        return fail("a second server needs no blank before it", "for example S1->S2");
      }
      const auto kind = one_of(message_names, "message");
      if (!kind) return std::nullopt;
      filter.kind = static_cast<MessageKind>(*kind);
    }
    return filter;
  }
  bool link(MessageFilter& filter) {
    const std::size_t first = at_;
    if (!next_is_sign("->")) filter.from = server();
    if (error_) return false;
    if (!take_sign("->")) {
      fail_at(tokens_[first], "is this the sender or the receiver?",
              fmt::format("write '{0}->' for what it sends, '->{0}' for what it receives",
                          tokens_[first].value));
      return false;
    }
    if (next_is_server()) filter.to = server();
    if (error_) return false;
    if (!filter.from && !filter.to) {
      fail_at(tokens_[first], "the arrow has no server at either end",
              "for example S1->, ->S2, S1->S2");
      return false;
    }
    return differ(filter.from, filter.to, first);
  }
  bool differ(std::optional<ServerId> from, std::optional<ServerId> to, std::size_t place) {
    if (!from || from != to) return true;
    fail_at(tokens_[place], fmt::format("{} sends no messages to itself", to_string(*from)),
            "name two different servers");
    return false;
  }

  // INDEX@TERM
  std::optional<LogPosition> position() {
    const auto hint = "INDEX@TERM, for example 3@2: the entry at index 3, of term 2";
    if (!next_is_word()) return expected("a place in the log", hint);
    const std::string_view word = tokens_[at_].value;
    const std::size_t at_sign = word.find('@');
    if (at_sign == std::string_view::npos) return expected("a place in the log", hint);
    const auto index = read_number(word.substr(0, at_sign));
    const auto term = read_number(word.substr(at_sign + 1));
    if (!index || !term) return expected("a place in the log", hint);
    ++at_;
    return LogPosition{.term = {*term}, .index = {*index}};
  }

  // {S1 S2 S3} or {NEW | OLD}
  std::optional<Configuration> members() {
    const auto hint =
        "for example {S1 S2 S3}, or while two configurations decide {S1 S2 S4 | S1 S2 S3}";
    if (!take_sign("{")) return expected("'{'", hint);
    Configuration members;
    const auto voters = servers(Newcomer::welcome);
    if (!voters) return std::nullopt;
    members.voters = *voters;
    if (take_sign("|")) {
      const auto outgoing = servers(Newcomer::welcome);
      if (!outgoing) return std::nullopt;
      members.outgoing = *outgoing;
    }
    if (!take_sign("}")) return expected("'}'", hint);
    return members;
  }

  // [TERM:COMMAND, TERM:-, TERM:{SERVERS}]
  std::optional<std::vector<Entry>> entries() {
    if (!take_sign("[")) return expected("'['", "for example [1:-, 1:x=1]; an empty log is []");
    std::vector<Entry> entries;
    if (take_sign("]")) return entries;
    do {
      auto next = entry();
      if (!next) return std::nullopt;
      entries.push_back(std::move(*next));
    } while (take_sign(","));
    if (!take_sign("]")) return expected("',' or ']'", "for example [1:-, 1:x=1]");
    return entries;
  }
  std::optional<Entry> entry() {
    const auto hint = "TERM:COMMAND; TERM:- for a no-op; TERM:{SERVERS} for a configuration";
    if (!next_is_word()) return expected("an entry", hint);
    const ScenarioToken token = tokens_[at_];
    const std::size_t colon = token.value.find(':');
    const auto term = read_number(std::string_view(token.value).substr(0, colon));
    if (colon == std::string::npos || !term) return expected("an entry", hint);
    ++at_;
    const std::string rest = token.value.substr(colon + 1);
    if (rest == "-") return Entry{.term = {*term}, .kind = EntryKind::no_op};
    if (!rest.empty()) return Entry{.term = {*term}, .command = Command(rest)};
    const bool adjacent = !at_end() && tokens_[at_].begin == token.end;
    if (adjacent && tokens_[at_].kind == Kind::text) {
      return Entry{.term = {*term}, .command = Command(tokens_[at_++].value)};
    }
    if (!adjacent || !next_is_sign("{")) return expected("the entry's content", hint);
    const auto configuration = members();
    if (!configuration) return std::nullopt;
    return Entry{*term == 0 ? Term{} : Term{*term}, EntryKind::configuration,
                 encode(*configuration)};
  }

  // ---- statements -------------------------------------------------------------------------------

  std::optional<Action> statement() {
    std::vector<std::string_view> names;
    for (const ScenarioWord& word : scenario_verbs()) names.push_back(word.name);
    if (!next_is_word()) return expected("a verb", "for example 'deliver'; 'help' lists them all");
    verb_ = find_scenario_verb(tokens_[at_].value);
    if (!verb_) {
      const std::string_view nearest = nearest_word(tokens_[at_].value, names);
      return fail(fmt::format("{} is no verb of a scenario", quoted(tokens_[at_].value)),
                  nearest.empty() ? "the verbs are: " + listed(names)
                                  : fmt::format("did you mean '{}'?", nearest));
    }
    ++at_;
    const std::string_view verb = verb_->name;
    if (verb_->group == "The beginning") return beginning(verb);
    if (verb == "network") return network();
    if (verb == "disk") return disk();
    if (verb_->group == "By hand") return by_hand(verb);
    if (verb == "run") return run();
    if (verb_->group == "Faults") return fault(verb);
    if (verb_->group == "Members") return membership(verb);
    if (verb == "clients") return clients();
    if (verb == "stop") {
      if (!take_word("clients")) return expected("'clients'", form());
      return action::StopClients{};
    }
    return telling(verb);
  }

  std::optional<Action> beginning(std::string_view verb) {
    if (verb == "node") return node();
    if (verb == "timing") return timing();
    if (verb == "title") {
      const auto title = text();
      return title ? std::optional<Action>(action::Title{*title}) : std::nullopt;
    }
    const bool seed = verb == "seed";
    const auto value = seed ? number("a number") : number("a number of servers", 1, 64);
    if (!value) return std::nullopt;
    if (seed) return action::Seed{*value};
    return action::Servers{static_cast<unsigned>(*value)};
  }

  std::optional<Action> node() {
    if (!next_is_word())
      return expected("the name of a node", "one of: " + listed_strings(node_names()));
    const std::size_t name = at_++;
    std::string without;
    std::size_t blamed = name;
    if (const auto complete = find_node_type(tokens_[name].value); !complete) {
      return fail_at(tokens_[name], complete.error(),
                     nearest_hint(tokens_[name].value, node_names()));
    }
    if (take_word("without")) {
      if (!next_is_word()) return expected("the name of a rule", rules_hint(tokens_[name].value));
      blamed = at_;
      without = tokens_[at_++].value;
    }
    const auto type = find_node_type(tokens_[name].value, without);
    if (!type) {
      return fail_at(tokens_[blamed], type.error(),
                     nearest_hint(without, rules_of(tokens_[name].value)));
    }
    return action::UseNode{*type};
  }
  static std::string listed_strings(const std::vector<std::string>& words) {
    return fmt::format("{}", fmt::join(words, ", "));
  }
  static std::string rules_hint(std::string_view node) {
    const auto rules = rules_of(node);
    return rules.empty() ? "this node has no rule that can be left out"
                         : "one of: " + listed_strings(rules);
  }
  static std::string nearest_hint(std::string_view word, const std::vector<std::string>& words) {
    const std::vector<std::string_view> views(words.begin(), words.end());
    const std::string_view nearest = nearest_word(word, views);
    return nearest.empty() ? "" : fmt::format("did you mean '{}'?", nearest);
  }

  // A node counts ticks, and a tick is a millisecond of its own clock.
  std::optional<std::uint32_t> ticks(VirtualTime time, std::size_t place) {
    if (time.count() % 1000 == 0 && time.count() > 0) {
      return static_cast<std::uint32_t>(time.count() / 1000);
    }
    return fail_at(tokens_[place], "a server counts whole milliseconds, at least one",
                   "for example 150..300ms");
  }

  std::optional<Action> timing() {
    action::SetTiming timing;
    if (at_end()) return expected("'election' or 'heartbeat'", form());
    while (!at_end()) {
      if (take_word("election") && !timing.election_min) {
        const std::size_t place = at_;
        const auto range = time_range();
        if (!range) return std::nullopt;
        timing.election_min = ticks(range->min, place);
        timing.election_max = ticks(range->max, place);
      } else if (take_word("heartbeat") && !timing.heartbeat) {
        const std::size_t place = at_;
        const auto interval = time(VirtualTime{1});
        if (!interval) return std::nullopt;
        timing.heartbeat = ticks(*interval, place);
      } else {
        return expected("'election' or 'heartbeat', each once,", form());
      }
      if (error_) return std::nullopt;
    }
    return timing;
  }

  std::optional<Action> network() {
    action::ChangeNetwork network;
    if (at_end()) return expected("'delay', 'loss' or 'duplicate'", form());
    while (!at_end()) {
      if (next_is_word("delay") && !network.delay_min && ++at_) {
        const auto range = time_range();
        if (!range) return std::nullopt;
        network.delay_min = range->min;
        network.delay_max = range->max;
      } else if (next_is_word("loss") && !network.loss && ++at_) {
        network.loss = percent();
      } else if (next_is_word("duplicate") && !network.duplication && ++at_) {
        network.duplication = percent();
      } else {
        return expected("'delay', 'loss' or 'duplicate', each once,", form());
      }
      if (error_) return std::nullopt;
    }
    return network;
  }

  std::optional<Action> disk() {
    action::ChangeDisk disk;
    if (next_is_server()) disk.server = server();
    if (error_) return std::nullopt;
    const std::size_t first = at_;
    if (at_end()) return expected("'well', 'delay', 'stuck', 'lies' or 'tears'", form());
    while (!at_end()) {
      if (take_word("well")) {
        disk.well = true;
      } else if (take_word("stuck")) {
        disk.stuck = true;
      } else if (take_word("lies")) {
        disk.lies = true;
      } else if (take_word("tears")) {
        disk.tears = true;
      } else if (take_word("delay")) {
        const auto range = time_range();
        if (!range) return std::nullopt;
        disk.sync_min = range->min;
        disk.sync_max = range->max;
      } else {
        return expected("'well', 'delay', 'stuck', 'lies' or 'tears'", form());
      }
    }
    disk.how = text_from(first);
    return disk;
  }

  std::optional<Action> by_hand(std::string_view verb) {
    if (verb == "timeout") return with_server<action::TimeOut>();
    if (verb == "heartbeat") return with_server<action::Heartbeat>();
    if (verb == "propose") return propose();
    if (verb == "forge") return forge();
    if (verb == "deliver" && take_word("all")) return action::DeliverAll{};
    const auto which = filter();
    if (!which) return std::nullopt;
    if (verb == "deliver") return action::Deliver{*which};
    if (verb == "drop") return action::Drop{*which};
    if (verb == "duplicate") return action::Duplicate{*which};
    if (verb == "hold") return action::Hold{*which};
    return action::Release{*which};
  }

  template <class A>
  std::optional<Action> with_server(Newcomer newcomer = Newcomer::refused) {
    const auto id = server(newcomer);
    if (!id) return std::nullopt;
    return A{*id};
  }

  std::optional<Action> propose() {
    const auto id = server();
    if (!id) return std::nullopt;
    const auto what = command();
    if (!what) return std::nullopt;
    return action::ProposeCommand{*id, *what};
  }

  std::optional<Action> forge() {
    MessageFilter ends;
    if (at_end() || !next_is_server()) return expected("FROM->TO", form());
    if (!link(ends)) return std::nullopt;
    if (!ends.from || !ends.to) return expected("the receiver", "for example S3->S1");
    const auto kind = one_of(message_names, "message");
    if (!kind) return std::nullopt;
    action::Forge forged{
        .from = *ends.from, .to = *ends.to, .kind = static_cast<MessageKind>(*kind)};
    while (!at_end()) {
      if (!forged_field(forged)) return std::nullopt;
    }
    return forged;
  }
  bool forged_field(action::Forge& forged) {
    const bool request_vote = forged.kind == MessageKind::request_vote;
    const bool vote_reply = forged.kind == MessageKind::request_vote_reply;
    const bool append = forged.kind == MessageKind::append_entries;
    const bool append_reply = forged.kind == MessageKind::append_entries_reply;
    if (take_word("term")) {
      if (const auto value = number("a term")) forged.term = Term{*value};
    } else if ((request_vote && take_word("last")) || (append && take_word("prev")) ||
               (append_reply && take_word("conflict"))) {
      forged.position = position();
    } else if ((append && take_word("commit")) ||
               (append_reply && (take_word("match") || take_word("prev")))) {
      if (const auto value = number("an index")) forged.index = LogIndex{*value};
    } else if (append && take_word("entries")) {
      forged.entries = entries();
    } else if ((vote_reply && take_word("granted")) || (append_reply && take_word("success"))) {
      forged.yes = true;
    } else if ((vote_reply || append_reply) && take_word("refused")) {
      forged.yes = false;
    } else {
      expected(fmt::format("a field of {}", message_kind_text(forged.kind)), form());
    }
    return !error_;
  }

  std::optional<Action> run() {
    if (!take_word("until")) {
      const auto span = time(VirtualTime{1});
      if (!span) return std::nullopt;
      return action::RunFor{*span};
    }
    action::RunUntil run;
    const std::size_t first = at_;
    auto wanted = condition();
    if (!wanted) return std::nullopt;
    run.condition = std::move(*wanted);
    run.text = text_between(first, at_);
    if (take_word("within")) {
      const auto limit = time(VirtualTime{1});
      if (!limit) return std::nullopt;
      run.within = *limit;
    }
    if (about_the_run(run.condition)) {
      return fail_at(tokens_[first], "this does not come about by waiting", "say it with 'expect'");
    }
    return run;
  }
  static bool about_the_run(const Condition& condition) {
    return std::holds_alternative<condition::Safe>(condition.of) ||
           std::holds_alternative<condition::Broken>(condition.of) ||
           std::holds_alternative<condition::WasRefused>(condition.of) ||
           std::holds_alternative<condition::WasAccepted>(condition.of);
  }
  std::string text_between(std::size_t first, std::size_t end) const {
    return std::string(
        line_.substr(tokens_[first].begin, tokens_[end - 1].end - tokens_[first].begin));
  }

  std::optional<Action> fault(std::string_view verb) {
    if (verb == "crash") return with_server<action::Crash>();
    if (verb == "restart") return with_server<action::Restart>();
    if (verb == "pause") return with_server<action::Pause>();
    if (verb == "resume") return with_server<action::Resume>();
    if (verb == "isolate") return with_server<action::Isolate>();
    if (verb == "clock") return clock();
    if (verb == "cut") return cut();
    if (verb == "partition") return partition();
    return action::Heal{};
  }

  std::optional<Action> clock() {
    const auto id = server();
    if (!id) return std::nullopt;
    const auto hint = "from x0.1 to x10, for example x0.5";
    if (!next_is_word()) return expected("a rate", hint);
    const std::string_view word = tokens_[at_].value;
    const auto permille = word.starts_with('x') ? read_decimal(word.substr(1), 3) : std::nullopt;
    if (!permille) return expected("a rate", hint);
    if (*permille < 100 || *permille > 10'000) {
      return fail(fmt::format("{} is out of range", quoted(word)), hint);
    }
    ++at_;
    return action::SetClock{*id, static_cast<std::uint32_t>(*permille)};
  }

  std::optional<Action> cut() {
    const std::size_t first = at_;
    const auto from = server();
    if (!from) return std::nullopt;
    const bool one_way = take_sign("->");
    const auto to = server();
    if (!to || !differ(from, to, first)) return std::nullopt;
    return action::Cut{*from, *to, !one_way};
  }

  std::optional<Action> partition() {
    action::Partition partition;
    ServerSet named;
    do {
      const std::size_t first = at_;
      const auto group = servers();
      if (!group) return std::nullopt;
      if (!(named & *group).empty()) {
        return fail_at(tokens_[first],
                       fmt::format("{} is in two groups", to_string(named & *group)),
                       "each server belongs to one group");
      }
      named = named | *group;
      partition.groups.push_back(*group);
    } while (take_sign("|"));
    if (partition.groups.size() < 2 && at_end()) return expected("'|' and a second group", form());
    return partition;
  }

  std::optional<Action> membership(std::string_view verb) {
    if (verb == "join") {
      const std::size_t place = at_;
      const auto id = server(Newcomer::welcome);
      if (!id) return std::nullopt;
      if (context_.servers != ServerSet::first(ServerId::highest) &&
          context_.servers.contains(*id)) {
        return fail_at(tokens_[place], fmt::format("{} is here already", to_string(*id)),
                       "an id is never given to a second server");
      }
      return action::Join{*id};
    }
    if (verb == "voters") {
      action::SetVoters change;
      const auto set = servers(Newcomer::welcome);
      if (!set || !via(change.via)) return std::nullopt;
      change.voters = *set;
      return change;
    }
    const auto id = server(verb == "add" ? Newcomer::welcome : Newcomer::refused);
    std::optional<ServerId> asked;
    if (!id || !via(asked)) return std::nullopt;
    if (verb == "add") return action::Add{*id, asked};
    return action::Remove{*id, asked};
  }
  bool via(std::optional<ServerId>& asked) {
    if (take_word("via")) asked = server();
    return !error_;
  }

  std::optional<Action> clients() {
    const auto count = number("a number of clients", 1, 100);
    if (!count) return std::nullopt;
    action::Clients clients{.count = static_cast<unsigned>(*count)};
    while (!at_end()) {
      if (take_word("reads")) {
        const auto share = percent();
        if (share) clients.workload.reads = *share;
      } else if (take_word("patience")) {
        const auto patience = time(std::chrono::milliseconds(1));
        if (patience) clients.workload.patience = *patience;
      } else if (take_word("think")) {
        const auto range = time_range();
        if (range) clients.workload.think_min = range->min, clients.workload.think_max = range->max;
      } else if (take_word("keys")) {
        const auto keys = number("a number of keys", 1, 26);
        if (keys) clients.workload.keys = static_cast<std::uint32_t>(*keys);
      } else {
        return expected("'reads', 'patience', 'think' or 'keys'", form());
      }
      if (error_) return std::nullopt;
    }
    return clients;
  }

  std::optional<Action> telling(std::string_view verb) {
    if (verb == "note") {
      const auto said = text();
      return said ? std::optional<Action>(action::Note{*said}) : std::nullopt;
    }
    const std::size_t first = at_;
    auto demanded = condition();
    if (!demanded) return std::nullopt;
    return action::Expect{std::move(*demanded), text_from(first)};
  }

  // ---- conditions -------------------------------------------------------------------------------

  static constexpr std::array<std::string_view, 18> condition_words{
      "leader",   "committed", "applied",   "value",   "same",     "quiet",
      "messages", "term",      "role",      "vote",    "log",      "commit",
      "voters",   "safe",      "violation", "refused", "accepted", "no"};

  std::optional<Condition> condition() {
    Condition condition;
    condition.negated = take_word("not");
    split_at_equals();
    if (take_word("no")) {
      if (!take_word("leader"))
        return expected("'leader'", "'no leader'; or 'not' and any condition");
      if (condition.negated)
        return fail_at(tokens_[at_ - 2], "this is denied twice", "say 'leader'");
      return Condition{condition::HasLeader{}, true};
    }
    auto of = next_is_server() ? fact_of(server()) : unary_condition();
    if (!of) return std::nullopt;
    condition.of = std::move(*of);
    if (condition.negated && about_the_run(condition)) {
      return fail("the opposite of this has a word of its own",
                  "'safe' and 'violation', 'accepted' and 'refused'");
    }
    return condition;
  }

  std::optional<Condition::Of> unary_condition() {
    const std::size_t first = at_;
    const auto which = one_of(condition_words, "condition");
    if (!which) return std::nullopt;
    const std::string_view word = condition_words[*which];
    for (const ScenarioWord& known : scenario_expectations()) {
      if (known.name == word) condition_form_ = "for example: " + std::string(known.example);
    }
    if (word == "leader") return leader();
    if (word == "committed") {
      const auto what = command();
      return what ? std::optional<Condition::Of>(condition::Committed{*what}) : std::nullopt;
    }
    if (word == "same") return same();
    if (word == "quiet") return condition::Quiet{};
    if (word == "messages") return messages();
    if (word == "safe") return condition::Safe{};
    if (word == "violation") return violation();
    if (word == "refused") return refused();
    if (word == "accepted") return condition::WasAccepted{};
    split_at_equals();
    if (word == "applied" && !next_is_server()) return condition::AllApplied{};
    if (word == "value" && !names_server_of_value()) return value(std::nullopt);
    const auto subject = server();
    at_ = subject ? at_ : first;
    return fact(word, subject);
  }
  // In "value S2 x = 1" S2 is the server; in "value S2 = 1" it is the key.
  bool names_server_of_value() const {
    return next_is_server() && at_ + 1 < tokens_.size() && !tokens_[at_ + 1].is_word("=");
  }

  // "S1 term = 3" says the same as "term S1 = 3".
  std::optional<Condition::Of> fact_of(std::optional<ServerId> subject) {
    if (!subject) return std::nullopt;
    split_at_equals();
    const auto which = one_of(server_facts, "fact about a server");
    if (!which) return std::nullopt;
    for (const ScenarioWord& known : scenario_expectations()) {
      if (known.name == server_facts[*which]) {
        condition_form_ = "for example: " + std::string(known.example);
      }
    }
    return fact(server_facts[*which], subject);
  }

  std::optional<Condition::Of> fact(std::string_view name, std::optional<ServerId> subject) {
    if (!subject) return std::nullopt;
    if (name == "value") return value(subject);
    if (!equals_sign()) return std::nullopt;
    if (name == "role") {
      static constexpr std::array<std::string_view, 3> roles{"follower", "candidate", "leader"};
      const auto role = one_of(roles, "role");
      if (!role) return std::nullopt;
      return condition::RoleIs{*subject, static_cast<RoleName>(*role)};
    }
    if (name == "vote") {
      if (take_word("nobody")) return condition::VoteIs{*subject, std::nullopt};
      const auto candidate = server();
      if (!candidate) return std::nullopt;
      return condition::VoteIs{*subject, candidate};
    }
    if (name == "log") {
      auto content = entries();
      if (!content) return std::nullopt;
      return condition::LogIs{*subject, std::move(*content)};
    }
    if (name == "voters") {
      const auto configuration = members();
      if (!configuration) return std::nullopt;
      return condition::VotersAre{*subject, *configuration};
    }
    const auto value = number(name == "term" ? "a term" : "an index");
    if (!value) return std::nullopt;
    if (name == "term") return condition::TermIs{*subject, {*value}};
    if (name == "commit") return condition::CommitIs{*subject, {*value}};
    return condition::AppliedIs{*subject, {*value}};
  }

  std::optional<Condition::Of> value(std::optional<ServerId> subject) {
    split_at_equals();
    if (at_end() || tokens_[at_].kind == Kind::sign || next_is_word("=")) {
      return expected("a key", condition_form_);
    }
    condition::ValueIs value{.server = subject, .key = tokens_[at_++].value};
    if (!equals_sign()) return std::nullopt;
    if (take_word("nothing")) return value;
    const auto wanted = command();
    if (!wanted) return std::nullopt;
    value.value = *wanted;
    return value;
  }

  std::optional<Condition::Of> leader() {
    if (!next_is_word() || next_is_word("within")) return condition::HasLeader{};
    const auto id = server();
    if (!id) return std::nullopt;
    return condition::HasLeader{id};
  }

  std::optional<Condition::Of> same() {
    static constexpr std::array<std::string_view, 2> things{"stores", "logs"};
    const auto which = one_of(things, "thing that can be the same");
    if (!which) return std::nullopt;
    if (*which == 0) return condition::SameStores{};
    return condition::SameLogs{};
  }

  std::optional<Condition::Of> messages() {
    const auto which = filter_before_equals();
    if (!which || !equals_sign()) return std::nullopt;
    const auto count = number("a number of messages");
    if (!count) return std::nullopt;
    return condition::MessagesAre{*which, *count};
  }
  std::optional<MessageFilter> filter_before_equals() {
    const std::size_t first = at_;
    while (!at_end()) split_at_equals(), ++at_;
    at_ = first;
    return filter();
  }

  std::optional<Condition::Of> violation() {
    const std::size_t place = at_;
    const auto name = text();
    if (!name) {
      error_->hint = "the name of an invariant, for example \"Election Safety\"";
      return std::nullopt;
    }
    const std::vector<std::string_view> names(Invariants::names().begin(),
                                              Invariants::names().end());
    if (std::ranges::find(names, *name) != names.end()) return condition::Broken{*name};
    const std::string_view nearest = nearest_word(*name, names);
    return fail_at(tokens_[place], fmt::format("there is no invariant {}", quoted(*name)),
                   nearest.empty() ? "one of: " + listed(names)
                                   : fmt::format("did you mean \"{}\"?", nearest));
  }

  std::optional<Condition::Of> refused() {
    if (at_end()) return condition::WasRefused{};
    const std::size_t first = at_;
    const std::string reason = text_from(first);
    std::vector<std::string_view> reasons;
    for (int i = 0; i <= static_cast<int>(Refusal::not_supported); ++i) {
      reasons.push_back(refusal_text(static_cast<Refusal>(i)));
    }
    const auto found = std::ranges::find(reasons, reason);
    if (found != reasons.end()) {
      at_ = tokens_.size();
      return condition::WasRefused{static_cast<Refusal>(found - reasons.begin())};
    }
    const std::string_view nearest = nearest_word(reason, reasons);
    return fail(tokens_[first].begin, tokens_.back().end,
                fmt::format("{} is no reason to refuse", quoted(reason)),
                nearest.empty() ? "one of: " + listed(reasons)
                                : fmt::format("did you mean '{}'?", nearest));
  }

  std::string_view line_;
  const LineContext& context_;
  std::vector<ScenarioToken> tokens_;
  std::size_t at_ = 0;
  const ScenarioWord* verb_ = nullptr;
  std::string condition_form_;
  std::optional<ScenarioError> error_;
};

// Reads a whole scenario: which servers there are, what belongs to the beginning, and how much is
// too much.
class ScenarioReader {
 public:
  explicit ScenarioReader(std::string file) {
    context_.file = file;
    scenario_.file = std::move(file);
    scenario_.setup.node = find_node_type("raft").value_or(nullptr);
    context_.servers = ServerSet::first(scenario_.setup.servers);
  }

  std::expected<Scenario, std::vector<ScenarioError>> read(std::string_view text) {
    if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
    if (text.size() > most_bytes) {
      fail("this is too long for a scenario", "a scenario has at most one million bytes");
      return std::unexpected(errors_);
    }
    for (context_.line = 1; !text.empty() && errors_.size() < most_errors; ++context_.line) {
      if (context_.line > most_lines) {
        fail("this is too long for a scenario", "a scenario has at most 100,000 lines");
        break;
      }
      const std::size_t end = std::min(text.find('\n'), text.size());
      std::string_view line = text.substr(0, end);
      if (line.ends_with('\r')) line.remove_suffix(1);
      read_line(line);
      text.remove_prefix(std::min(end + 1, text.size()));
    }
    if (!errors_.empty()) return std::unexpected(errors_);
    return std::move(scenario_);
  }

 private:
  void fail(std::string message, std::string hint) {
    errors_.push_back({.file = context_.file,
                       .line = context_.line,
                       .column = 1,
                       .message = std::move(message),
                       .hint = std::move(hint)});
  }
  void fail(const Statement& statement, std::string message, std::string hint) {
    errors_.push_back({.file = context_.file,
                       .line = statement.line,
                       .column = statement.column,
                       .width = verb_of(statement).size(),
                       .message = std::move(message),
                       .hint = std::move(hint),
                       .source = statement.source});
  }

  static std::string_view verb_of(const Statement& statement) {
    return std::string_view(statement.text).substr(0, statement.text.find_first_of(" \t\""));
  }

  void read_line(std::string_view line) {
    auto read = parse_statement(line, context_);
    if (!read) {
      // Without a readable number of servers every one may be meant.
      if (line.find("servers") != std::string_view::npos && scenario_.statements.empty()) {
        context_.servers = ServerSet::first(ServerId::highest);
      }
      errors_.push_back(std::move(read.error()));
      return;
    }
    if (!*read) return;
    Statement& statement = **read;
    if (begins_stage(statement.action)) {
      begin(statement);
    } else if (!scenario_.statements.empty() || !shape_world(statement.action)) {
      bring_servers(statement.action);
      scenario_.statements.push_back(std::move(statement));
    }
  }

  void begin(const Statement& statement) {
    const std::string_view verb = verb_of(statement);
    if (!scenario_.statements.empty()) {
      fail(statement, fmt::format("'{}' comes too late", verb),
           fmt::format("it must stand before the first action, which is in line {}",
                       scenario_.statements.front().line));
      return;
    }
    std::size_t& said = said_in_line_[statement.action.index()];
    if (said != 0) {
      fail(statement, fmt::format("'{}' was said before", verb),
           fmt::format("in line {}; once is enough", said));
      return;
    }
    said = statement.line;
    set_up(statement.action);
  }

  void set_up(const Action& action) {
    StageSetup& setup = scenario_.setup;
    if (const auto* servers = std::get_if<action::Servers>(&action)) {
      setup.servers = servers->count;
      context_.servers = ServerSet::first(servers->count);
    } else if (const auto* node = std::get_if<action::UseNode>(&action)) {
      setup.node = node->node;
    } else if (const auto* seed = std::get_if<action::Seed>(&action)) {
      setup.seed = seed->seed;
    } else if (const auto* title = std::get_if<action::Title>(&action)) {
      setup.title = title->text;
    } else if (const auto* timing = std::get_if<action::SetTiming>(&action)) {
      Timing& t = setup.timing;
      t.election_timeout_min = timing->election_min.value_or(t.election_timeout_min);
      t.election_timeout_max = timing->election_max.value_or(t.election_timeout_max);
      t.heartbeat_interval = timing->heartbeat.value_or(t.heartbeat_interval);
    }
  }

  // Before the first action the network and the disks are part of how the stage begins.
  bool shape_world(const Action& action) {
    if (const auto* network = std::get_if<action::ChangeNetwork>(&action)) {
      network->change(scenario_.setup.network);
      return true;
    }
    const auto* disk = std::get_if<action::ChangeDisk>(&action);
    if (!disk || disk->server) return false;
    disk->change(scenario_.setup.disk);
    return true;
  }

  void bring_servers(const Action& action) {
    if (const auto* join = std::get_if<action::Join>(&action)) context_.servers.add(join->server);
    if (const auto* add = std::get_if<action::Add>(&action)) context_.servers.add(add->server);
    if (const auto* set = std::get_if<action::SetVoters>(&action)) {
      context_.servers = context_.servers | set->voters;
    }
  }

  LineContext context_;
  Scenario scenario_;
  std::vector<ScenarioError> errors_;
  std::array<std::size_t, std::variant_size_v<Action>> said_in_line_{};
};

}  // namespace

void action::ChangeNetwork::change(NetworkModel& model) const {
  model.delay_min = delay_min.value_or(model.delay_min);
  model.delay_max = delay_max.value_or(model.delay_max);
  model.loss = loss.value_or(model.loss);
  model.duplication = duplication.value_or(model.duplication);
}

void action::ChangeDisk::change(DiskModel& model) const {
  if (well) model = {};
  model.sync_min = sync_min.value_or(model.sync_min);
  model.sync_max = sync_max.value_or(model.sync_max);
  model.stuck |= stuck;
  model.lies |= lies;
  model.tears |= tears;
}

bool begins_stage(const Action& action) {
  return std::holds_alternative<action::Servers>(action) ||
         std::holds_alternative<action::UseNode>(action) ||
         std::holds_alternative<action::Seed>(action) ||
         std::holds_alternative<action::Title>(action) ||
         std::holds_alternative<action::SetTiming>(action);
}

std::expected<std::optional<Statement>, ScenarioError> parse_statement(std::string_view line,
                                                                       const LineContext& context) {
  return LineReader(line, context).read();
}

std::expected<Scenario, std::vector<ScenarioError>> parse_scenario(std::string_view text,
                                                                   std::string file_name) {
  return ScenarioReader(std::move(file_name)).read(text);
}

}  // namespace raft
