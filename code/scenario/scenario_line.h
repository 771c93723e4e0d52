#pragma once
/// @file
/// One line of a scenario while it is being read: its pieces, how far the reader has come, and the
/// first mistake. Everything that reads a part of the line (scenario_values.h, scenario_parser.h)
/// takes pieces off its front; once a mistake is known, they all return nothing.

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "scenario/scenario.h"
#include "scenario/scenario_tokens.h"
#include "trace/server_name.h"

namespace raft {

/// A line, and a place in it.
class ScenarioLine {
 public:
  /// Both must outlive it.
  ScenarioLine(std::string_view line, const LineContext& context);

  // ---- the mistake

  bool failed() const { return error_.has_value(); }
  const Diagnostic& error() const { return *error_; }
  /// A mistake in the bytes from `begin` to `end`. Only the first mistake of a line is kept.
  std::nullopt_t fail(std::size_t begin, std::size_t end, std::string message, std::string hint);
  /// A mistake in this piece.
  std::nullopt_t fail_at(const ScenarioToken& token, std::string message, std::string hint);
  /// A mistake in the next piece, or where it should be.
  std::nullopt_t fail(std::string message, std::string hint);
  /// Something else should come next.
  std::nullopt_t expected(std::string_view what, std::string hint);
  /// The next word is none of `words`; the hint names the one that was probably meant.
  std::nullopt_t unknown_word(std::string_view what, std::span<const std::string_view> words);

  // ---- the pieces

  bool at_end() const { return place_ >= tokens_.size(); }
  std::size_t place() const { return place_; }
  void go_back(std::size_t place) { place_ = place; }
  const ScenarioToken& token(std::size_t place) const { return tokens_[place]; }
  const ScenarioToken& next() const { return tokens_[place_]; }
  const ScenarioToken& take() { return tokens_[place_++]; }

  bool next_is_word() const { return !at_end() && next().kind == ScenarioToken::Kind::word; }
  bool next_is_word(std::string_view word) const { return !at_end() && next().is_word(word); }
  bool next_is_sign(std::string_view sign) const { return !at_end() && next().is_sign(sign); }
  /// A server, or a word that stands for one.
  bool next_is_server() const {
    return next_is_word() && (server_named(next().value) || next_stands_for_server());
  }
  bool next_stands_for_server() const;
  /// Takes that word. Who is meant, if the line is performed; otherwise some server that the line
  /// does not name.
  std::optional<ServerId> take_cast();
  /// Whether take_cast() has been asked.
  bool must_be_cast() const { return must_be_cast_; }
  /// Takes the next piece if it is this word.
  bool take_word(std::string_view word) { return next_is_word(word) && ++place_; }
  bool take_sign(std::string_view sign) { return next_is_sign(sign) && ++place_; }
  /// "S1=3" is one word for a command and three for a condition: this makes three of the next one.
  /// So does "S1>=3".
  void split_at_equals();

  /// The line as it was written, from one piece to the one before `end`.
  std::string text(std::size_t first, std::size_t end) const;
  std::size_t size() const { return tokens_.size(); }
  std::string text_from(std::size_t first) const { return text(first, tokens_.size()); }
  const LineContext& context() const { return context_; }

  // ---- the verb

  /// "did you mean 'deliver'?", or, if nothing is near, the words, or where they are listed.
  std::string suggestion(std::string_view word, std::span<const std::string_view> words) const;
  /// From now on the hints can show this form, as in ScenarioWord::synopsis.
  void set_form(std::string_view synopsis) { synopsis_ = synopsis; }
  std::string form() const;
  /// The verb of the line, behind `sometimes` and `try`.
  std::string_view verb() const { return tokens_[verb_].value; }
  void verb_is_next() { verb_ = place_; }

 private:
  std::string_view line_;
  const LineContext& context_;
  std::vector<ScenarioToken> tokens_;
  std::size_t place_ = 0;
  std::string_view synopsis_;
  std::size_t verb_ = 0;
  bool must_be_cast_ = false;
  ServerSet named_;                       // by the whole line, or meant by its words so far
  std::map<std::string, ServerId> cast_;  // by word, but for those that mean another each time
  std::optional<Diagnostic> error_;
};

}  // namespace raft
