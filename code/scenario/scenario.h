#pragma once
/// @file
/// A scenario: a small text that says what happens to a cluster and what must come of it. The
/// tests, the figures, the demos, the exercises and the page all read the same language, which is
/// described in docs/scenario-language.md.
///
/// This file is the scenario, and the parser that makes it from text. What its statements do is in
/// scenario/action.h, what they ask in scenario/condition.h. One statement stands on a line.
/// Nothing of a scenario runs unless all of it can be read: every mistake is found first, with its
/// file, line and column, and with what would be right.

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/server_set.h"
#include "scenario/action.h"
#include "scenario/casting.h"
#include "simulation/stage.h"
#include "text/diagnostic.h"

namespace raft {

/// One line of a scenario.
struct Statement {
  std::size_t line = 0;
  std::size_t column = 0;   ///< of the first character, from 1
  std::string text = {};    ///< without indentation and comment
  std::string source = {};  ///< the whole line
  Action action = {};
  /// It was said with `try`: the run goes on if it cannot be performed or is refused.
  bool tolerant = false;
  static constexpr std::uint32_t always = 1'000'000;
  std::uint32_t chance = always;  ///< that it is performed at all, in millionths: `sometimes`
  /// It names a server by what it is. `action` then has others in their place, and the line is read
  /// again, with who is meant, when it is performed.
  bool must_be_cast = false;
};

/// What is wrong with the statement, which stands in this file: it is marked as a whole.
Diagnostic mistake_in(const Statement& statement, std::string file, std::string message,
                      std::string hint);

/// A scenario that can be run.
struct Scenario {
  std::string file = {};
  StageSetup setup = {};                   ///< what its beginning says; the node is always set
  std::vector<Statement> statements = {};  ///< all that follows
};

/// What the parser has to know to read one line by itself.
struct LineContext {
  std::string file = "(typed)";
  std::size_t line = 1;
  ServerSet servers = ServerSet::first(ServerId::highest);  ///< those that can be spoken of
  std::vector<std::string_view> other_verbs = {};  ///< known where the line is typed; for the hints
  std::string_view word_list = "docs/scenario-language.md";  ///< where a hint sends for all words
  std::vector<std::string> called = {};                      ///< the names that `call` has given
  std::optional<std::vector<std::string>> noted = {};  ///< the captions above, if they are known
  Casting casting = {};  ///< who is meant; none: the line is not performed yet
};

/// Reads a whole scenario. Any bytes are welcome; what is not a scenario comes back as mistakes,
/// the first 20 of them, in order. Limits: 1 MB, 100,000 lines.
std::expected<Scenario, std::vector<Diagnostic>> parse_scenario(std::string_view text,
                                                                std::string file_name);

/// Reads one line; nothing, if it is empty or only a comment.
std::expected<std::optional<Statement>, Diagnostic> parse_statement(std::string_view line,
                                                                    const LineContext& context);

/// Reads one line that is known to be right.
Statement statement_of(std::string_view line);

}  // namespace raft
