#include "scenario/agree.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>
#include <variant>

#include "scenario/conditions.h"
#include "scenario/scenario_text.h"
#include "text/counted.h"

namespace raft {
namespace {

bool has(const Stage& stage, ServerId server, LogPosition position) {
  const Log& log = *stage.view(server).log;
  return log.contains(position.index) && log[position.index].term == position.term;
}

ServerSet applied_by(const Stage& stage, LogPosition position) {
  ServerSet servers;
  for (const ServerId server : stage.servers()) {
    const bool has_come_so_far = stage.running(server) && stage.applied(server) >= position.index;
    if (has_come_so_far && has(stage, server, position)) servers.add(server);
  }
  return servers;
}

// Whether somebody leads who would hear of the command and has not got it.
bool can_be_offered(const Stage& stage, const std::optional<LogPosition>& offered) {
  const auto leader = stage.leader();
  return leader && !stage.paused(*leader) && !stage.waits_for_disk(*leader) &&
         !(offered && has(stage, *leader, *offered));
}

// Where the leader has put the command; nothing, and a moment passes, if it did not take it.
std::optional<LogPosition> offer(Stage& stage, const std::string& command) {
  const ServerId leader = *stage.leader();
  const Answer answer = stage.propose(leader, command);
  if (const auto* accepted = std::get_if<Accepted>(&answer)) {
    return LogPosition{.term = stage.view(leader).term_and_vote.current_term,
                       .index = accepted->first};
  }
  stage.run_for(std::chrono::milliseconds(1));
  return std::nullopt;
}

}  // namespace

StatementOutcome agree(Stage& stage, const action::Agree& said) {
  std::optional<LogPosition> offered;
  const auto agreed = [&](const Stage& now) {
    const unsigned wanted = said.servers.value_or(std::max(running_members(now).size(), 1u));
    return offered && applied_by(now, *offered).size() >= wanted;
  };
  const auto worth_a_look = [&](const Stage& now) {
    return agreed(now) || can_be_offered(now, offered);
  };
  const VirtualTime end = stage.now() + said.within;
  while (stage.now() < end && stage.run_until(worth_a_look, end - stage.now())) {
    if (agreed(stage) || stage.violation()) break;
    offered = offer(stage, said.command);
  }
  if (agreed(stage) || stage.violation()) return {};
  if (!offered) {
    return {StatementOutcome::Kind::failed,
            fmt::format("no leader took {} within {}", said.command, time_text(said.within)),
            "'run until leader' tells whether there is one"};
  }
  return {StatementOutcome::Kind::failed,
          fmt::format("{} was not applied by {} within {}", said.command,
                      said.servers ? counted(*said.servers, "server") : "every running member",
                      time_text(said.within)),
          fmt::format("found: it was applied by {}", to_string(applied_by(stage, *offered)))};
}

}  // namespace raft
