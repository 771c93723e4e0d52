#include "scenario/scenario_line.h"

#include <fmt/format.h>

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
  if (!parts.trouble) return;
  fail(parts.trouble->begin, parts.trouble->end, parts.trouble->message, parts.trouble->hint);
}

// ---- the mistake

std::nullopt_t ScenarioLine::fail(std::size_t begin, std::size_t end, std::string message,
                                  std::string hint) {
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
  const std::string_view nearest = nearest_word(word, words);
  if (!nearest.empty()) return fmt::format("did you mean '{}'?", nearest);
  constexpr std::size_t most_read = 12;
  if (words.size() > most_read) {
    return fmt::format("{} has the {} words that fit here", context_.word_list, words.size());
  }
  return fmt::format("one of: {}", fmt::join(words, ", "));
}

// ---- the pieces

void ScenarioLine::split_at_equals() {
  if (!next_is_word()) return;
  const ScenarioToken whole = next();
  const std::size_t equals = whole.value.find('=');
  if (equals == std::string::npos || whole.value.size() == 1) return;
  std::vector<ScenarioToken> parts;
  const auto add = [&](std::size_t from, std::size_t to) {
    if (from == to) return;
    parts.push_back({ScenarioToken::Kind::word, whole.value.substr(from, to - from),
                     whole.begin + from, whole.begin + to});
  };
  add(0, equals);
  add(equals, equals + 1);
  add(equals + 1, whole.value.size());
  const auto place = tokens_.erase(tokens_.begin() + static_cast<std::ptrdiff_t>(place_));
  tokens_.insert(place, parts.begin(), parts.end());
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
