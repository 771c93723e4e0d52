#include "scenario/blocks.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <span>
#include <utility>

#include "scenario/scenario_tokens.h"
#include "text/lines.h"

namespace raft {
namespace {

constexpr std::size_t most_lines = 100'000;

bool goes_on_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

// "$round" becomes "3"; "$rounds" is another word.
std::string counted_line(std::string_view line, std::string_view counter, std::uint64_t round) {
  if (counter.empty()) return std::string(line);
  const std::string sign = "$" + std::string(counter);
  std::string text;
  while (true) {
    const std::size_t at = line.find(sign);
    if (at == line.npos) return text + std::string(line);
    const std::size_t end = at + sign.size();
    const bool whole = end == line.size() || !goes_on_word(line[end]);
    text += line.substr(0, at);
    text += whole ? std::to_string(round) : sign;
    line.remove_prefix(end);
  }
}

class Writer {
 public:
  explicit Writer(const std::string& file_name) : context_{.file = file_name} {}

  WrittenOut write(std::string_view text) {
    std::vector<WrittenOutLine> lines;
    for (std::string_view line : lines_of(text)) {
      if (line.ends_with('\r')) line.remove_suffix(1);
      lines.push_back({lines.size() + 1, std::string(line)});
    }
    write(lines);
    return std::move(result_);
  }

 private:
  // Lines that may hold blocks, one after the other.
  void write(std::span<const WrittenOutLine> lines) {
    while (!lines.empty() && result_.mistakes.empty()) {
      const int step = block_step(lines.front().text);
      if (step == 0) {
        add(lines.front());
        lines = lines.subspan(1);
      } else if (step < 0) {
        fail(lines.front(), "this 'end' ends nothing", "it belongs behind the lines of a 'repeat'");
      } else {
        lines = lines.subspan(write_block(lines));
      }
    }
  }

  // The block with which `lines` begin. Returns how many lines it has.
  std::size_t write_block(std::span<const WrittenOutLine> lines) {
    const auto repeat = repeat_in(lines.front());
    const std::size_t end = end_of_block(lines);
    if (end == lines.size()) {
      fail(lines.front(), "this 'repeat' has no 'end'", "let 'end' stand behind its last line");
    }
    if (!repeat || !result_.mistakes.empty() || !read(lines[end])) return lines.size();
    const auto inside = lines.subspan(1, end - 1);
    for (std::uint64_t round = 1; round <= repeat->times && result_.mistakes.empty(); ++round) {
      std::vector<WrittenOutLine> counted;
      for (const WrittenOutLine& line : inside) {
        counted.push_back({line.line, counted_line(line.text, repeat->counter, round)});
      }
      write(counted);
    }
    return end + 1;
  }

  std::optional<action::Repeat> repeat_in(const WrittenOutLine& line) {
    const auto statement = read(line);
    if (!statement) return std::nullopt;
    return std::get<action::Repeat>(statement->action);
  }

  std::optional<Statement> read(const WrittenOutLine& line) {
    context_.line = line.line;
    auto statement = parse_statement(line.text, context_);
    if (statement) return *std::move(statement);
    result_.mistakes.push_back(std::move(statement.error()));
    return std::nullopt;
  }

  static std::size_t end_of_block(std::span<const WrittenOutLine> lines) {
    int depth = 0;
    for (std::size_t i = 0; i < lines.size(); ++i) {
      depth += block_step(lines[i].text);
      if (depth == 0) return i;
    }
    return lines.size();
  }

  void add(const WrittenOutLine& line) {
    if (result_.lines.size() == most_lines) {
      return fail(line, "this is too long for a scenario",
                  "a scenario has at most 100,000 lines, repeated ones counted as often as they "
                  "are repeated");
    }
    result_.lines.push_back(line);
  }

  void fail(const WrittenOutLine& line, std::string message, std::string hint) {
    const std::size_t first = std::min(line.text.find_first_not_of(" \t"), line.text.size());
    result_.mistakes.push_back({.file = context_.file,
                                .line = line.line,
                                .column = first + 1,
                                .width = std::max<std::size_t>(line.text.size() - first, 1),
                                .message = std::move(message),
                                .hint = std::move(hint),
                                .source = line.text});
  }

  LineContext context_;
  WrittenOut result_;
};

}  // namespace

int block_step(std::string_view line) {
  const std::size_t first = std::min(line.find_first_not_of(" \t"), line.size());
  const std::size_t end = std::min(line.find_first_of(" \t#", first), line.size());
  const std::string_view verb = line.substr(first, end - first);
  return verb == "repeat" ? 1 : verb == "end" ? -1 : 0;
}

WrittenOut written_out(std::string_view text, const std::string& file_name) {
  return Writer(file_name).write(text);
}

}  // namespace raft
