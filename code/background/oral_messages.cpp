#include "background/oral_messages.h"

#include <algorithm>
#include <vector>

#include "core/digest.h"

namespace raft {

namespace {

// [deliberation]
using Orders = std::map<ServerId, Order>;

constexpr ServerId commander{1};

/// One run of the algorithm: the recursion, and the messages it has sent.
class Deliberation {
 public:
  explicit Deliberation(const Council& council) : council_(council) {}

  /// OM(m): `chief` gives `order` to `lieutenants`. What each of them takes the order to be.
  Orders om(unsigned m, ServerId chief, ServerSet lieutenants, Order order);

  std::uint64_t messages() const { return messages_; }

 private:
  Order say(ServerId from, ServerId to, Order order);

  const Council& council_;
  std::vector<ServerId> path_;
  std::uint64_t messages_ = 0;
};
// [deliberation]-end

// [om]
Orders Deliberation::om(unsigned m, ServerId chief, ServerSet lieutenants, Order order) {
  path_.push_back(chief);
  Orders told;
  for (const ServerId l : lieutenants) told[l] = say(chief, l, order);

  Orders decided = told;
  if (m > 0) {
    std::map<ServerId, std::vector<Order>> others;
    for (const ServerId teller : lieutenants) {
      const Orders heard = om(m - 1, teller, lieutenants.without(teller), told[teller]);
      for (const auto& [listener, what] : heard) others[listener].push_back(what);
    }
    for (const ServerId l : lieutenants) decided[l] = council_.decide(told[l], others[l]);
  }
  path_.pop_back();
  return decided;
}

Order Deliberation::say(ServerId from, ServerId to, Order order) {
  ++messages_;
  if (council_.loyal(from)) return order;
  return council_.treachery({.from = from, .to = to, .path = path_, .order = order});
}
// [om]-end

}  // namespace

// [council]
CouncilResult deliberate(const Council& council) {
  Deliberation deliberation(council);
  const ServerSet lieutenants = ServerSet::first(council.generals).without(commander);
  CouncilResult result{
      .decisions = deliberation.om(council.rounds, commander, lieutenants, council.order),
      .messages = deliberation.messages()};
  for (const ServerId traitor : council.traitors) result.decisions.erase(traitor);
  return result;
}

Order majority(Order told, std::span<const Order> others) {
  const auto attacks =
      std::count(others.begin(), others.end(), Order::attack) + (told == Order::attack ? 1 : 0);
  return 2 * attacks > std::ssize(others) + 1 ? Order::attack : Order::retreat;
}

bool holds_ic1(const CouncilResult& result) {
  const auto differs = [&](const auto& decision) {
    return decision.second != result.decisions.begin()->second;
  };
  return std::none_of(result.decisions.begin(), result.decisions.end(), differs);
}

bool holds_ic2(const Council& council, const CouncilResult& result) {
  const auto disobeys = [&](const auto& decision) { return decision.second != council.order; };
  return !council.loyal(commander) ||
         std::none_of(result.decisions.begin(), result.decisions.end(), disobeys);
}
// [council]-end

// [traitors]
Order flips(const OralMessage& message) { return opposite(message.order); }

Order sets_at_odds(const OralMessage& message) {
  return message.to.value % 2 == 0 ? Order::attack : Order::retreat;
}

Treachery unpredictable(std::uint64_t seed) {
  return [seed](const OralMessage& message) {
    Digest chance;
    chance.add(seed);
    for (const ServerId general : message.path) chance.add(general);
    chance.add(message.to);
    return chance.value() % 2 == 0 ? Order::retreat : Order::attack;
  };
}
// [traitors]-end

}  // namespace raft
