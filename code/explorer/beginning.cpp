#include "explorer/beginning.h"

#include <fmt/format.h>

#include <memory>
#include <utility>

#include "core/ensure.h"

namespace raft {
namespace {

std::string what_is_in_the_way(const Stage& stage, const Bounds& bounds) {
  const ServerSet servers = stage.servers();
  if (servers != ServerSet::first(servers.size())) {
    return fmt::format(
        "the servers are {}, and not the first so many; give the newcomers the "
        "next ids",
        to_string(servers));
  }
  if (servers.size() + bounds.newcomers > most_explored_servers) {
    return fmt::format("there are {} servers with the newcomers; {} is the most",
                       servers.size() + bounds.newcomers, most_explored_servers);
  }
  for (const ServerId server : servers) {
    const std::string name = to_string(server);
    if (!stage.running(server)) return name + " is stopped; let 'restart " + name + "' follow";
    if (stage.paused(server)) return name + " is paused; let 'resume " + name + "' follow";
    if (stage.waits_for_disk(server) || stage.disk_model(server) != DiskModel{}) {
      return name + "'s disk is not well; let 'disk well' follow";
    }
  }
  if (stage.network_model().loses_or_doubles()) {
    return "the network loses or doubles messages by chance; let 'network loss 0% duplicate 0%' "
           "follow";
  }
  return "";
}

std::shared_ptr<const Actor> newcomer(const NodeType& node, const Setup& setup) {
  std::shared_ptr<Host> host = node.make(setup);
  Effects effects;
  Occurrences occurrences;
  ensure(host->restore({}, effects, occurrences), "an empty disk to be sound");
  return std::make_shared<const Actor>(std::move(host), std::make_shared<const Saved>());
}

}  // namespace

std::expected<Beginning, std::string> begin_at(const Stage& stage, const Bounds& bounds) {
  if (auto obstacle = what_is_in_the_way(stage, bounds); !obstacle.empty()) {
    return std::unexpected(std::move(obstacle));
  }
  Beginning beginning;
  Space& space = beginning.space;
  space.node = stage.setup().node;
  space.bounds = bounds;
  space.forgets_old_replies = space.node->bug.empty();  // a bug may listen to anything
  for (const ServerId server : stage.servers()) {
    space.setups.push_back(stage.setup_of(server));
    space.symmetric = stage.host(server).treats_all_alike();
    beginning.world.cast.push_back(std::make_shared<const Actor>(
        stage.host(server).clone(), std::make_shared<const Saved>(stage.disk(server))));
  }
  for (unsigned i = 0; i < bounds.newcomers; ++i) {
    Setup setup = space.setups.front();
    setup.me = {static_cast<std::uint8_t>(space.setups.size() + 1)};
    setup.voters = {};
    space.setups.push_back(setup);
    beginning.world.cast.push_back(newcomer(*space.node, setup));
  }
  for (const Flight* flight : stage.in_flight()) {
    if (flight->doomed) continue;
    beginning.world.in_flight.push_back(std::make_shared<const InFlight>(flight->message));
  }
  beginning.world.memory = std::make_shared<const Memory>(stage.invariants());
  return beginning;
}

}  // namespace raft
