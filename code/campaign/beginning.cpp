#include "campaign/beginning.h"

#include <fmt/format.h>

#include <array>

namespace raft {
namespace {

// Mostly three or five; an even number makes majorities interesting.
std::string servers(Dice& dice) {
  constexpr std::array counts = {3, 3, 3, 3, 5, 5, 5, 5, 4, 4, 4, 2, 6, 7, 1};
  return fmt::format("servers {}", counts[dice.number(0, counts.size() - 1)]);
}

// The spread is never less than the time in which a vote is asked for and given.
std::string timing(Dice& dice) {
  const auto shortest = dice.chance(70) ? 150 : dice.number(60, 400);
  const auto longest = shortest + dice.number(shortest / 2, 2 * shortest);
  return fmt::format("timing election {}..{}ms heartbeat {}ms", shortest, longest,
                     dice.number(shortest / 6, shortest / 3));
}

std::string delays(Dice& dice) {
  switch (dice.number(0, 4)) {
    case 0:
      return fmt::format("delay {}ms", dice.number(1, 10));
    case 1:
      return fmt::format("delay 1..{}ms", dice.number(20, 80));
    default: {
      const auto longest = dice.number(6, 20);
      return fmt::format("delay {}..{}ms", dice.number(1, 5), longest);
    }
  }
}

std::string network(Dice& dice) {
  const auto loss = dice.chance(50) ? 0 : dice.chance(80) ? dice.number(1, 3) : dice.number(4, 20);
  const auto duplicate = dice.chance(50) ? 0 : dice.number(1, 20);
  return fmt::format("network {} loss {}% duplicate {}%", delays(dice), loss, duplicate);
}

// So many sums are possible when it is unknown which additions were executed that no search could
// go through them. Clients that add are few and patient.
std::string clients(Dice& dice) {
  const bool add = dice.chance(25);
  const auto reads = dice.number(10, 50);
  const auto compare_and_sets = dice.chance(50) ? dice.number(5, 30) : 0;
  const auto additions = add ? dice.number(2, 6) : 0;
  const auto think = dice.chance(25)   ? dice.number(2, 9)
                     : dice.chance(60) ? dice.number(10, 60)
                                       : dice.number(80, 300);
  const auto keys = dice.number(1, 5);
  const auto patience = add ? dice.number(1000, 2000) : dice.number(200, 800);
  return fmt::format("clients {} reads {}% cas {}% add {}% patience {}ms think {}..{}ms keys {}",
                     dice.number(1, add ? 3 : 8), reads, compare_and_sets, additions, patience,
                     think, 3 * think, keys);
}

}  // namespace

DrawnBeginning draw_beginning(Dice& dice, const std::string& node, std::uint64_t seed) {
  DrawnBeginning beginning;
  beginning.lines = {servers(dice), "node " + node, fmt::format("seed {}", seed), timing(dice)};
  beginning.network = network(dice);
  beginning.lines.push_back(beginning.network);
  if (dice.chance(35)) {
    beginning.lines.push_back(fmt::format("disk delay 0..{}ms", dice.number(1, 5)));
  }
  beginning.clients = clients(dice);
  return beginning;
}

}  // namespace raft
