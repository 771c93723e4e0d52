#include "cli/commands/command.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <system_error>

namespace raft {

CLI::Validator whole_number() {
  return {[](const std::string& text) -> std::string {
            std::uint64_t number = 0;
            const char* end = text.data() + text.size();
            const auto read = std::from_chars(text.data(), end, number);
            if (read.ec == std::errc() && read.ptr == end) return "";
            return fmt::format("'{}' is no whole number from 0 to {}", text, ~std::uint64_t{0});
          },
          ""};
}

CLI::Validator one_of(std::vector<std::string> words) {
  return {[words = std::move(words)](const std::string& text) -> std::string {
            if (std::find(words.begin(), words.end(), text) != words.end()) return "";
            return fmt::format("there is no '{}'; choose from {}", text, fmt::join(words, ", "));
          },
          ""};
}

void add_node_choice(CLI::App& command, NodeChoice& choice) {
  command.add_option("--node", choice.node, "Run this node ('raft nodes' lists them)")
      ->type_name("NAME");
  command
      .add_option("--without", choice.without, "Leave this rule out ('raft nodes' lists them, too)")
      ->type_name("RULE");
  command
      .add_option("--bug", choice.bug, "Run the whole node with this bug ('raft bugs' lists them)")
      ->type_name("BUG");
}

}  // namespace raft
