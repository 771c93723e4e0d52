#pragma once
/// @file
/// What Raft does not even try: to survive liars. Lamport, Shostak and Pease's Byzantine generals
/// (1982) and their algorithm OM(m) for oral messages, that is, messages whose relaying can be
/// falsified.
///
/// A commander sends an order to the lieutenants, and some of them all may be traitors, who say
/// what they like, and different things to different people. Two things are wanted:
///
/// - **IC1**: all loyal lieutenants do the same;
/// - **IC2**: if the commander is loyal, they do what he ordered.
///
/// In OM(m) each lieutenant passes on what he was told, by OM(m-1) with himself as commander, and
/// takes the majority of all that he then knows; OM(0) believes the commander. It copes with m
/// traitors among more than 3m generals, and nothing can with fewer generals: of three, a loyal
/// lieutenant cannot tell whether the commander lies or the other lieutenant.
///
/// A crash is a much milder fault than a lie: Raft copes with f crashed servers among 2f + 1, and
/// with a number of messages that does not explode. A general is a server here: S1 commands.

#include <cstdint>
#include <functional>
#include <map>
#include <span>

#include "core/server_set.h"
#include "core/vocabulary.h"

namespace raft {

// [order]
/// What a general can be told to do. Silence counts as `retreat`.
enum class Order : std::uint8_t { retreat, attack };

/// The order that is not this one.
constexpr Order opposite(Order order) {
  return order == Order::attack ? Order::retreat : Order::attack;
}
// [order]-end

/// A general tells another what he was told himself.
struct OralMessage {
  ServerId from;
  ServerId to;
  /// By whom the order was passed on, from the commander to `from`. Valid during the call only.
  std::span<const ServerId> path;
  Order order;  ///< what a loyal general would say in his place
};

// [lies]
/// What a traitor says instead of `message.order`. The same question has always the same answer.
using Treachery = std::function<Order(const OralMessage& message)>;

/// Says the opposite, to everybody.
Order flips(const OralMessage& message);
/// Says `attack` to generals of even number and `retreat` to the others, whatever he was told.
Order sets_at_odds(const OralMessage& message);
/// Says one thing or the other, by chance that depends on `seed` and the message.
Treachery unpredictable(std::uint64_t seed);
// [lies]-end

// [rule]
/// How a lieutenant decides: by what he was told, and by what each of the others says that he was
/// told. The algorithm's own rule is `majority`.
using Decide = std::function<Order(Order told, std::span<const Order> others)>;

/// What more than half of all these orders say, otherwise `retreat`.
Order majority(Order told, std::span<const Order> others);
// [rule]-end

/// A commander, his lieutenants, and the order of the day.
struct Council {
  unsigned generals = 4;    ///< S1 to Sn; S1 is the commander
  unsigned rounds = 1;      ///< the m of OM(m): how often an order is passed on
  ServerSet traitors = {};  ///< who does not follow the algorithm
  Order order = Order::attack;
  Treachery treachery = flips;
  Decide decide = majority;

  bool loyal(ServerId general) const { return !traitors.contains(general); }
};

// [result]
/// What came of it.
struct CouncilResult {
  std::map<ServerId, Order> decisions = {};  ///< of the loyal lieutenants
  std::uint64_t messages = 0;
};

/// Runs OM(rounds). Sends (n-1) + (n-1)(n-2) + ... messages, with rounds + 1 terms: keep it small.
CouncilResult deliberate(const Council& council);

/// Whether all loyal lieutenants do the same.
bool holds_ic1(const CouncilResult& result);
/// Whether the loyal lieutenants do what the commander ordered, if he is loyal.
bool holds_ic2(const Council& council, const CouncilResult& result);
// [result]-end

}  // namespace raft
