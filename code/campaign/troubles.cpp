#include <fmt/format.h>

#include <vector>

#include "campaign/trouble.h"

namespace raft {
namespace {

std::vector<Trouble> all_troubles() {
  std::vector<Trouble> all;
  for (const auto kinds :
       {network_troubles(), message_troubles(), server_troubles(), disk_troubles(),
        member_troubles(), known_incidents(), known_incidents_of_members()}) {
    all.insert(all.end(), kinds.begin(), kinds.end());
  }
  return all;
}

}  // namespace

std::span<const Trouble> troubles() {
  static const std::vector<Trouble> all = all_troubles();
  return all;
}

std::size_t draw_trouble(Scene& scene) {
  const bool members_change = scene.members_can_change();
  const unsigned acting = scene.acting().size();
  std::vector<unsigned> weights;
  std::uint64_t sum = 0;
  for (const Trouble& trouble : troubles()) {
    const bool possible = trouble.servers <= acting && (members_change || !trouble.changes_members);
    weights.push_back(possible ? trouble.weight : 0);
    sum += weights.back();
  }
  std::uint64_t place = scene.dice.number(0, sum - 1);
  std::size_t kind = 0;
  while (place >= weights[kind]) place -= weights[kind++];
  return kind;
}

void mend_some(Scene& s) {
  if (s.dice.chance(45)) s.script.say("heal");
  if (s.dice.chance(40)) s.script.say("release");
  if (s.dice.chance(40)) s.script.say(s.network);
  for (const ServerId server : s.stopped()) {
    if (s.dice.chance(60)) s.script.attempt("restart " + to_string(server));
  }
  for (const ServerId server : s.paused()) {
    if (s.dice.chance(60)) s.script.attempt("resume " + to_string(server));
  }
  for (const ServerId server : s.everyone()) {
    if (s.stage().disk_model(server) != s.stage().setup().disk && s.dice.chance(50)) {
      s.script.say(fmt::format("disk {} well", to_string(server)));
    }
  }
  if (s.dice.chance(25)) {
    s.script.say(fmt::format("clock {} x1", to_string(s.dice.one_of(s.everyone()))));
  }
  if (s.acting().empty()) s.bring_back(s.dice.one_of(s.everyone()));
}

}  // namespace raft
