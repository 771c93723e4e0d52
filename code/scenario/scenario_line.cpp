#include "scenario/scenario_line.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <utility>

#include "scenario/scenario_words.h"
#include "text/in_quotes.h"
#include "text/nearest_word.h"

namespace raft {

ScenarioLine::ScenarioLine(std::string_view line, const LineContext& context)
    : line_(line), context_(context) {
  ScenarioTokens parts = take_apart(line);
  tokens_ = std::move(parts.tokens);
  for (const ScenarioToken& token : tokens_) {
    if (const auto server = server_named(token.value)) named_.add(*server);
  }
  if (!parts.trouble) return;
  fail(parts.trouble->begin, parts.trouble->end, parts.trouble->message, parts.trouble->hint);
}

// ---- the mistake

std::nullopt_t ScenarioLine::fail(std::size_t begin, std::size_t end, std::string message,
                                  std::string hint) {
  if (error_) return std::nullopt;
  const std::size_t column = column_of(line_, begin);
  error_ = Diagnostic{.file = context_.file,
                      .line = context_.line,
                      .column = column,
                      .width = std::max<std::size_t>(1, column_of(line_, end) - column),
                      .message = std::move(message),
                      .hint = std::move(hint),
                      .source = std::string(line_)};
  return std::nullopt;
}

std::nullopt_t ScenarioLine::fail_at(const ScenarioToken& token, std::string message,
                                     std::string hint) {
  return fail(token.begin, token.end, std::move(message), std::move(hint));
}

std::nullopt_t ScenarioLine::fail(std::string message, std::string hint) {
  if (!at_end()) return fail_at(next(), std::move(message), std::move(hint));
  const std::size_t end = tokens_.back().end;
  return fail(end, end + 1, std::move(message), std::move(hint));
}

std::nullopt_t ScenarioLine::expected(std::string_view what, std::string hint) {
  if (at_end()) return fail(fmt::format("{} is missing here", what), std::move(hint));
  return fail(fmt::format("{} is expected here, not {}", what, in_quotes(text(place_, place_ + 1))),
              std::move(hint));
}

std::nullopt_t ScenarioLine::unknown_word(std::string_view what,
                                          std::span<const std::string_view> words) {
  return fail(fmt::format("{} is no {}", in_quotes(next().value), what),
              suggestion(next().value, words));
}

std::string ScenarioLine::suggestion(std::string_view word,
                                     std::span<const std::string_view> words) const {
  constexpr std::size_t most_read = 12;
  const std::string choice =
      words.size() > most_read
          ? fmt::format("{} has the {} words that fit here", context_.word_list, words.size())
          : fmt::format("one of: {}", fmt::join(words, ", "));
  return advice(word, words, choice);
}

// ---- the pieces

void ScenarioLine::split_at_equals() {
  if (!next_is_word()) return;
  const ScenarioToken whole = next();
  const std::size_t equals = whole.value.find('=');
  if (equals == std::string::npos) return;
  const bool compares = equals > 0 && std::string_view("<>").contains(whole.value[equals - 1]);
  const std::size_t begin = compares ? equals - 1 : equals;
  if (begin == 0 && equals + 1 == whole.value.size()) return;
  std::vector<ScenarioToken> parts;
  const auto add = [&](std::size_t from, std::size_t to) {
    if (from == to) return;
    parts.push_back({ScenarioToken::Kind::word, whole.value.substr(from, to - from),
                     whole.begin + from, whole.begin + to});
  };
  add(0, begin);
  add(begin, equals + 1);
  add(equals + 1, whole.value.size());
  const auto place = tokens_.erase(tokens_.begin() + static_cast<std::ptrdiff_t>(place_));
  tokens_.insert(place, parts.begin(), parts.end());
}

bool ScenarioLine::next_stands_for_server() const {
  if (!next_is_word()) return false;
  return std::ranges::count(role_words, next().value) > 0 ||
         std::ranges::count(context_.called, next().value) > 0;
}

// Of `leader` and of a name there is one; `follower` and `any` are another each time.
std::optional<ServerId> ScenarioLine::take_cast() {
  must_be_cast_ = true;
  const std::string word = next().value;
  const bool another = word == "follower" || word == "any";
  if (const auto known = cast_.find(word); known != cast_.end() && !another) {
    take();
    return known->second;
  }
  ServerId server{1};
  if (context_.casting) {
    auto found = context_.casting({.word = word, .verb = verb(), .named = named_});
    if (!found) return fail(std::move(found.error().message), std::move(found.error().hint));
    server = *found;
  } else {
    for (const ServerId other : ServerSet::first(ServerId::highest) - named_) server = other;
  }
  take();
  named_.add(server);
  cast_[word] = server;
  return server;
}

std::string ScenarioLine::text(std::size_t first, std::size_t end) const {
  const std::size_t begin = tokens_[first].begin;
  return std::string(line_.substr(begin, tokens_[end - 1].end - begin));
}

// ---- the verb

std::string ScenarioLine::form() const {
  if (synopsis_.empty()) return "";
  std::string text = "the form is: ";
  for (const char c : synopsis_) {
    if (c == '\n')
      text += "\n           or: ";
    else
      text += c;
  }
  return text;
}

}  // namespace raft
