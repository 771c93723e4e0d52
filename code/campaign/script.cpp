#include "campaign/script.h"

#include <algorithm>
#include <utility>

#include "core/ensure.h"
#include "scenario/scenario.h"
#include "text/lines.h"

namespace raft {
namespace {

StageSetup setup_of(const NodeType& node, const std::vector<std::string>& beginning) {
  auto scenario = parse_scenario(text_of(beginning), "campaign");
  ensure(scenario && scenario->statements.empty(), "the beginning of a scenario");
  StageSetup setup = scenario->setup;
  setup.node = &node;
  setup.record = false;
  setup.tally = false;
  return setup;
}

}  // namespace

Script::Script(const NodeType& node, std::vector<std::string> beginning, LineWatch watch)
    : watch_(std::move(watch)),
      lines_(std::move(beginning)),
      session_(setup_of(node, lines_)),
      committed_members_{.voters = stage().servers()} {
  if (watch_) std::ranges::for_each(lines_, watch_);
}

bool Script::say(const std::string& line) {
  if (over()) return false;
  lines_.push_back(line);
  if (watch_) watch_(line);
  const StatementOutcome& outcome = session_.perform(statement_of(line));
  if (const auto& violation = stage().violation()) {
    failure_ = {.line = lines_.size(), .what = violation->invariant, .invariant = true};
    return false;
  }
  see_commits();
  using Kind = StatementOutcome::Kind;
  if (outcome.kind == Kind::done || outcome.kind == Kind::met) return true;
  if (session_.performed().back().statement.tolerant) return false;
  failure_ = {.line = lines_.size(),
              .what = line,
              .message = outcome.message,
              .expectation = outcome.kind == Kind::unmet,
              .undecided = outcome.undecided};
  return false;
}

// What a server commits in a step that its disk does not hold yet, it loses when it crashes, and
// nobody has heard of it. What is seen of a stopped server may be such a step.
void Script::see_commits() {
  for (const ServerId server : stage().servers()) {
    if (!stage().running(server) || stage().waits_for_disk(server)) continue;
    const View view = stage().view(server);
    LogIndex index = std::min(view.commit_index, view.log->last_index());
    while (index > committed_since_ && (*view.log)[index].kind != EntryKind::configuration) {
      index = index.previous();
    }
    if (index <= committed_since_) continue;
    committed_since_ = index;
    committed_members_ = decode_configuration((*view.log)[index].command).value_or(Configuration{});
  }
}

}  // namespace raft
