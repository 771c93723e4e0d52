#include "scenario/needs.h"

#include <concepts>
#include <optional>
#include <variant>

namespace raft {
namespace {

void add_to(ServerSet& set, ServerId server) { set.add(server); }
void add_to(ServerSet& set, std::optional<ServerId> server) {
  if (server) set.add(*server);
}
void add_to(ServerSet& set, ServerSet servers) { set = set | servers; }
void add_to(ServerSet& set, std::optional<ServerSet> servers) {
  if (servers) set = set | *servers;
}

template <class Said>
void collect_servers(const Said& said, ServerSet& set) {
  if constexpr (requires { said.condition; }) {
    std::visit([&](const auto& of) { collect_servers(of, set); }, said.condition.of);
  }
  if constexpr (requires { said.server; } && !std::same_as<Said, action::Join> &&
                !std::same_as<Said, action::Add>) {
    add_to(set, said.server);
  }
  if constexpr (requires { add_to(set, said.servers); }) add_to(set, said.servers);
  if constexpr (requires { said.among; }) add_to(set, said.among);
  if constexpr (requires { said.from; }) add_to(set, said.from), add_to(set, said.to);
  if constexpr (requires { said.via; }) add_to(set, said.via);
  if constexpr (requires { said.groups; }) {
    for (const ServerSet group : said.groups) set = set | group;
  }
}

}  // namespace

ServerSet servers_needed_by(const Action& action) {
  ServerSet set;
  std::visit([&](const auto& said) { collect_servers(said, set); }, action);
  return set;
}

std::optional<std::string> caption_needed_by(const Action& action) {
  const auto* expect = std::get_if<action::Expect>(&action);
  const auto* until = std::get_if<action::RunUntil>(&action);
  if (!expect && !until) return std::nullopt;
  const Condition& condition = expect ? expect->condition : until->condition;
  const auto* sent = std::get_if<condition::SentAre>(&condition.of);
  return sent ? sent->since : std::nullopt;
}

}  // namespace raft
