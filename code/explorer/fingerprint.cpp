#include "explorer/fingerprint.h"

#include <algorithm>
#include <array>
#include <utility>

namespace raft {
namespace {

// The fingerprint in one way of naming.
std::uint64_t digest_in(const Space& space, const World& world, const Permutation& permutation) {
  const bool with_disks = space.may_crash(world);
  std::uint64_t servers = 0;
  for (const auto& actor : world.cast) servers += actor->digest(permutation, with_disks);
  std::uint64_t flights = 0;
  for (const auto& flight : world.in_flight) flights += flight->digest(permutation);
  const std::uint64_t memory =
      world.memory->digests.get(permutation, [&](const Relabelling& names) {
        std::array<Term, most_explored_servers> earliest{};
        for (std::size_t i = 0; i < world.cast.size(); ++i) {
          earliest[i] = world.cast[i]->earliest(with_disks);
        }
        return world.memory->invariants.digest(names, {earliest.data(), world.cast.size()});
      });
  Digest all;
  all.add(servers), all.add(flights), all.add(world.in_flight.size()), all.add(memory);
  all.add(world.spent);
  return stirred(all.value());
}

// A server as it looks without names, and what is on its way from it and to it.
struct Look {
  std::uint64_t itself = 0;
  std::uint64_t flights = 0;
  std::uint8_t place = 0;

  auto key() const { return std::pair(itself, flights); }
};

using Looks = std::array<Look, most_explored_servers>;

std::uint64_t flights_of(const World& world, ServerId server) {
  const Relabelling eyes = Relabelling::seen_by(server);
  std::uint64_t sum = 0;
  for (const auto& flight : world.in_flight) {
    const Message& message = flight->message();
    if (message.from == server || message.to == server) sum += digest_of(message, eyes);
  }
  return sum;
}

// The servers in an order that does not depend on their names, but where they look the same.
Looks in_order(const Space& space, const World& world) {
  const std::size_t servers = world.cast.size();
  const bool with_disks = space.may_crash(world);
  Looks looks{};
  for (std::size_t i = 0; i < servers; ++i) {
    looks[i] = {.itself = world.cast[i]->look(with_disks), .place = static_cast<std::uint8_t>(i)};
  }
  for (std::size_t i = 0; i < servers; ++i) {
    const auto like_me = [&](const Look& other) { return other.itself == looks[i].itself; };
    if (std::count_if(looks.begin(), looks.begin() + std::ptrdiff_t(servers), like_me) > 1) {
      looks[i].flights = flights_of(world, world.cast[i]->id());
    }
  }
  // Equal ones stay in the order of their names, with which advance() begins.
  for (std::size_t i = 1; i < servers; ++i) {
    for (std::size_t j = i; j > 0 && looks[j].key() < looks[j - 1].key(); --j) {
      std::swap(looks[j], looks[j - 1]);
    }
  }
  return looks;
}

// The next order of those that look the same; false after the last.
bool advance(Looks& looks, std::size_t servers) {
  const auto before = [](const Look& a, const Look& b) { return a.place < b.place; };
  for (std::size_t first = 0; first < servers;) {
    std::size_t end = first + 1;
    while (end < servers && looks[end].key() == looks[first].key()) ++end;
    const auto begin = looks.begin();
    if (std::next_permutation(begin + std::ptrdiff_t(first), begin + std::ptrdiff_t(end), before)) {
      return true;
    }
    first = end;
  }
  return false;
}

Permutation naming(const Looks& looks, std::size_t servers) {
  Permutation permutation;
  for (unsigned i = 0; i < servers; ++i) {
    permutation.call({static_cast<std::uint8_t>(looks[i].place + 1)}, i);
  }
  return permutation;
}

}  // namespace

std::uint64_t fingerprint(const Space& space, const World& world) {
  const std::size_t servers = world.cast.size();
  if (!space.symmetric) {
    Permutation own;
    for (unsigned i = 0; i < servers; ++i) own.call({static_cast<std::uint8_t>(i + 1)}, i);
    return digest_in(space, world, own);
  }
  Looks looks = in_order(space, world);
  std::uint64_t smallest = ~std::uint64_t{0};
  do {
    smallest = std::min(smallest, digest_in(space, world, naming(looks, servers)));
  } while (advance(looks, servers));
  return smallest;
}

}  // namespace raft
