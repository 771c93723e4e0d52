// Any bytes for the scenario parser. It must say yes or name mistakes that make sense; what it
// accepts must be accepted again, statement by statement.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/ensure.h"
#include "scenario/completion.h"
#include "scenario/scenario.h"

namespace {

std::size_t lines_of(std::string_view text) {
  std::size_t lines = 1;
  for (const char c : text) lines += c == '\n' ? 1 : 0;
  return lines;
}

void check(const raft::Diagnostic& error, std::string_view text) {
  raft::ensure(error.line >= 1 && error.line <= lines_of(text), "a mistake inside the text");
  raft::ensure(error.column >= 1 && error.column <= error.source.size() + 1,
               "a mistake inside its line");
  raft::ensure(error.width >= 1 && !error.message.empty(), "a mistake with a message");
  raft::ensure(error.text().starts_with("fuzz:"), "a mistake that names its file");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto scenario = raft::parse_scenario(text, "fuzz");
  if (!scenario) {
    raft::ensure(!scenario.error().empty() && scenario.error().size() <= 20, "1 to 20 mistakes");
    for (const raft::Diagnostic& error : scenario.error()) check(error, text);
  } else {
    raft::ensure(scenario->setup.node != nullptr, "a scenario with a node");
    std::vector<std::string> called;
    for (const raft::Statement& statement : scenario->statements) {
      const raft::LineContext context{.file = "fuzz", .line = statement.line, .called = called};
      const auto again = raft::parse_statement(statement.text, context);
      raft::ensure(again && again->has_value() &&
                       (*again)->action.index() == statement.action.index() &&
                       (*again)->text == statement.text,
                   "a statement that reads the same by itself");
      if (const auto* call = std::get_if<raft::action::Call>(&statement.action)) {
        called.push_back(call->name);
      }
    }
  }
  raft::complete_scenario_line(text.substr(0, text.find('\n')), raft::ServerSet::first(5));
  return 0;
}
