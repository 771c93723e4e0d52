#include "invariants/report.h"

#include <algorithm>
#include <string_view>

#include "invariants/rules.h"
#include "text/readable.h"

namespace raft {
namespace {

constexpr std::size_t page_width = 80;

// `text` in lines that fit the page: the first begins with `first`, the others with as many spaces.
std::string fitted(std::string_view first, std::string_view text) {
  const std::size_t indent = length_of(first);
  if (indent + length_of(text) <= page_width) return std::string(first) + std::string(text) + "\n";
  std::string page;
  for (const std::string& line : wrapped(text, page_width - std::min(indent, page_width - 1))) {
    page += (page.empty() ? std::string(first) : std::string(indent, ' ')) + line + "\n";
  }
  return page;
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
    text += fitted("  " + right_aligned(i + 1, width) + "  ", lines[i]);
  }
  if (shown < lines.size()) {
    text += "  ... and " + std::to_string(lines.size() - shown) + " more\n";
  }
  return text;
}

std::string origin(const ReportContext& context) {
  std::string text;
  if (!context.run.empty()) text += "Run: " + context.run + ". ";
  if (!context.node.name.empty()) text += "Node: " + to_string(context.node) + ". ";
  return text + "Seed: " + std::to_string(context.seed) + ".";
}

}  // namespace

std::string violation_report(const Violation& violation, const ReportContext& context) {
  std::string text =
      violation.invariant + " is broken, by a step of " + to_string(violation.server) + "\n\n";
  for (const std::string& fact : violation.facts) text += fitted("  ", fact);
  for (const std::string& rule : context.node.without) {
    text += section("The rule that this node lacks, " + rule + ":") + fitted("  ", rule_text(rule));
  }
  if (!violation.clause.empty()) {
    text += section("What the paper says:") + fitted("  ", violation.clause);
  }
  if (!violation.likely_mistake.empty()) {
    text += section("What to look for:") + fitted("  ", violation.likely_mistake);
  }
  if (context.schedule.empty()) {
    text += "\n" + fitted("", origin(context));
  } else {
    text += schedule_section(context.schedule);
    if (!context.trace.empty()) text += "\n";
  }
  if (!context.trace.empty()) text += "Trace: " + context.trace + "\n";
  if (!context.replay.empty()) text += section("To see it again:") + "  " + context.replay + "\n";
  return text;
}

}  // namespace raft
