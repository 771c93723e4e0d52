#pragma once
/// @file
/// Lines from a person, who may edit them, call back earlier ones and complete words; or from a
/// pipe or a file, as they are.

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace raft {

/// Reads standard input line by line. There is at most one at a time.
class LineReader {
 public:
  /// What could stand in place of the last word of a half-typed line.
  using Complete = std::function<std::vector<std::string>(const std::string& half_typed)>;

  LineReader(std::string prompt, Complete complete);
  ~LineReader();
  LineReader(const LineReader&) = delete;
  LineReader& operator=(const LineReader&) = delete;

  /// Whether a person is typing.
  bool interactive() const { return interactive_; }
  /// The next line, without its end; nothing at the end of the input. An interrupt (Ctrl-C) while a
  /// person is typing throws away the line, not the program.
  std::optional<std::string> next();

 private:
  std::optional<std::string> typed();

  std::string prompt_;
  bool interactive_;
};

}  // namespace raft
