#include "invariants/report.h"

#include <algorithm>
#include <string_view>

#include "invariants/rules.h"

namespace raft {
namespace {

constexpr std::size_t page_width = 80;

// Columns, for text in UTF-8: every byte but those that continue a character.
std::size_t columns(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xc0u) != 0x80u;
  }));
}

// `text` in lines that fit the page: the first begins with `first`, the others with as many spaces.
// A word that is longer than a line stands alone in it.
std::string wrapped(std::string_view first, std::string_view text) {
  if (columns(first) + columns(text) <= page_width) {
    return std::string(first) + std::string(text) + "\n";
  }
  const std::string indent(columns(first), ' ');
  std::string page;
  std::string line(first);
  bool begun = false;  // whether the line holds a word
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    const std::string_view word = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (word.empty()) continue;
    if (begun && columns(line) + 1 + columns(word) > page_width) {
      page += line + "\n";
      line = indent;
      begun = false;
    }
    if (begun) line += ' ';
    line += word;
    begun = true;
  }
  return page + line + "\n";
}

std::string section(std::string_view title) { return "\n" + std::string(title) + "\n"; }

std::string right_aligned(std::size_t number, std::size_t width) {
  const std::string digits = std::to_string(number);
  return std::string(width - std::min(width, digits.size()), ' ') + digits;
}

std::string schedule_section(const std::vector<std::string>& lines) {
  std::string text = section("The shortest way there that was found:");
  const std::size_t shown = std::min(lines.size(), most_schedule_lines);
  const std::size_t width = std::to_string(shown).size();
  for (std::size_t i = 0; i < shown; ++i) {
    text += wrapped("  " + right_aligned(i + 1, width) + "  ", lines[i]);
  }
  if (shown < lines.size()) {
    text += "  ... and " + std::to_string(lines.size() - shown) + " more\n";
  }
  return text;
}

std::string origin(const ReportContext& context) {
  std::string text;
  if (!context.run.empty()) text += "Run: " + context.run + ". ";
  if (!context.node.empty()) text += "Node: " + context.node;
  for (std::size_t i = 0; i < context.without.size(); ++i) {
    text += (i == 0 ? " without " : " and ") + context.without[i];
  }
  if (!context.bug.empty()) text += " with the bug " + context.bug;
  if (!context.node.empty()) text += ". ";
  return text + "Seed: " + std::to_string(context.seed) + ".";
}

}  // namespace

std::string violation_report(const Violation& violation, const ReportContext& context) {
  std::string text =
      violation.invariant + " is broken, by a step of " + to_string(violation.server) + "\n\n";
  for (const std::string& fact : violation.facts) text += wrapped("  ", fact);
  for (const std::string& rule : context.without) {
    text +=
        section("The rule that this node lacks, " + rule + ":") + wrapped("  ", rule_text(rule));
  }
  if (!violation.clause.empty()) {
    text += section("What the paper says:") + wrapped("  ", violation.clause);
  }
  if (!violation.likely_mistake.empty()) {
    text += section("What to look for:") + wrapped("  ", violation.likely_mistake);
  }
  if (context.schedule.empty()) {
    text += "\n" + wrapped("", origin(context));
  } else {
    text += schedule_section(context.schedule);
    if (!context.trace.empty()) text += "\n";
  }
  if (!context.trace.empty()) text += "Trace: " + context.trace + "\n";
  if (!context.replay.empty()) text += section("To see it again:") + "  " + context.replay + "\n";
  return text;
}

}  // namespace raft
