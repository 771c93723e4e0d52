#include "campaign/scene.h"

#include <fmt/format.h>

#include <algorithm>

namespace raft {

ServerSet Scene::stopped() const {
  ServerSet servers;
  for (const ServerId server : everyone()) {
    if (!stage().running(server)) servers.add(server);
  }
  return servers;
}

ServerSet Scene::paused() const {
  ServerSet servers;
  for (const ServerId server : everyone()) {
    if (stage().running(server) && stage().paused(server)) servers.add(server);
  }
  return servers;
}

bool Scene::members_can_change() const {
  return stage().setup().node->changes_members;
}

std::optional<ServerId> Scene::leader() const {
  const auto leader = stage().leader();
  return leader && !stage().paused(*leader) ? leader : std::nullopt;
}

ServerId Scene::leader_or_any() {
  const auto found = leader();
  return found ? *found : dice.one_of(acting());
}

void Scene::wait(std::uint64_t low, std::uint64_t high) {
  script.say(fmt::format("run {}ms", dice.number(low, high)));
}

std::uint64_t Scene::delay() const {
  const auto longest = stage().network_model().delay_max.count();
  return std::max<std::uint64_t>(1, static_cast<std::uint64_t>(longest) / 1000);
}

void Scene::wait_for_messages(unsigned count) { wait(count * delay(), count * delay() + 3); }

std::string Scene::propose(ServerId server) {
  const std::string command = script.fresh_command();
  script.attempt(fmt::format("propose {} {}", to_string(server), command));
  return command;
}

void Scene::clear() {
  script.say("heal");
  script.say("release");
  for (const ServerId server : everyone()) bring_back(server);
}

void Scene::crash_and_restart(ServerId server) {
  script.attempt("crash " + to_string(server));
  script.attempt("restart " + to_string(server));
}

void Scene::bring_back(ServerId server) {
  if (!stage().running(server)) script.attempt("restart " + to_string(server));
  if (stage().paused(server)) script.attempt("resume " + to_string(server));
}

void Scene::elect(ServerId server) {
  const std::string name = to_string(server);
  const auto leads = [&] { return stage().view(server).role == RoleName::leader; };
  for (int attempt = 0; attempt < 2 && !leads() && !script.over(); ++attempt) {
    script.attempt("timeout " + name);
    script.attempt(fmt::format("run until leader {} within {}ms", name, 3 * delay() + 5));
  }
}

void Scene::hold_words(ServerId leader, ServerSet listeners) {
  for (const ServerId listener : listeners) {
    script.say(fmt::format("hold {}->{} AppendEntries", to_string(leader), to_string(listener)));
  }
}

void Scene::let_go_of_words(ServerId leader, ServerSet listeners, bool lose) {
  for (const ServerId listener : listeners) {
    const std::string words =
        fmt::format("{}->{} AppendEntries", to_string(leader), to_string(listener));
    if (lose) script.attempt("drop " + words);
    script.say("release " + words);
  }
}

}  // namespace raft
