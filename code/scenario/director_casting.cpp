/// @file
/// Whom a statement means that names servers by what they are, and what is left to chance.

#include <fmt/format.h>

#include <utility>

#include "scenario/director.h"

namespace raft {
namespace {

// Whether `any` or `follower` can be this server: one to which the verb can be done.
bool can_be_meant(const Stage& stage, ServerId server, const CastingCall& call) {
  if (call.verb == "restart") return !stage.running(server);
  if (call.verb == "resume") return stage.running(server) && stage.paused(server);
  if (!stage.running(server) || stage.paused(server)) return false;
  return call.word != "follower" || stage.view(server).role == RoleName::follower;
}

}  // namespace

// Not the stream of the stage: a line that draws changes nothing of what the stage would draw.
Random& Director::chance(const Stage& stage) {
  if (!chance_) chance_.emplace(~stage.setup().seed);
  return *chance_;
}

std::vector<std::string> Director::called() const {
  std::vector<std::string> names;
  for (const auto& [name, server] : called_) names.push_back(name);
  return names;
}

std::expected<ServerId, Miscast> Director::whom(const Stage& stage, const CastingCall& call) {
  if (const auto called = called_.find(std::string(call.word)); called != called_.end()) {
    return called->second;
  }
  if (call.word == "leader") {
    if (const auto leader = stage.leader()) return *leader;
    return std::unexpected(
        Miscast{"there is no leader", "'run until leader' first, or name a server"});
  }
  ServerSet able;
  for (const ServerId server : stage.servers() - call.named) {
    if (can_be_meant(stage, server, call)) able.add(server);
  }
  if (able.empty()) {
    return std::unexpected(Miscast{
        fmt::format("no server is left that '{}' could mean", call.word),
        "behind 'restart' it is a stopped one, behind 'resume' a paused one, elsewhere one that "
        "runs; and none that the line means already"});
  }
  auto chosen = able.begin();
  for (auto skipped = chance(stage).between(0, able.size() - 1); skipped > 0; --skipped) ++chosen;
  return *chosen;
}

std::expected<Statement, StatementOutcome> Director::cast(const Stage& stage,
                                                          const Statement& statement) {
  if (!statement.must_be_cast) return statement;
  const LineContext context{.line = statement.line,
                            .servers = stage.servers(),
                            .called = called(),
                            .casting = [&](const CastingCall& call) { return whom(stage, call); }};
  auto meant = parse_statement(statement.source, context);
  if (meant) return **std::move(meant);
  return std::unexpected(StatementOutcome{StatementOutcome::Kind::failed,
                                          std::move(meant.error().message),
                                          std::move(meant.error().hint)});
}

}  // namespace raft
