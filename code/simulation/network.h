#pragma once
/// @file
/// The network of the stage. It may delay, lose, double and reorder messages, and links may be cut
/// in one direction or both. It never changes a message: that would be a Byzantine fault, against
/// which Raft promises nothing.

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "background/vector_clock.h"
#include "core/random.h"
#include "core/server_set.h"
#include "node/messages.h"
#include "simulation/message_filter.h"
#include "simulation/network_model.h"
#include "trace/event.h"

namespace raft {

/// A message on its way.
struct Flight {
  MessageId id = 0;
  VirtualTime due{0};  ///< when it arrives, unless it is held
  Message message = {};
  VectorClock clock = {};                        ///< the sender's when it was sent
  std::optional<trace::LossReason> doomed = {};  ///< it will be lost on the way, and why
  bool held = false;                             ///< it waits, whatever becomes of others like it
};

/// All links and all messages on their way. A regular value. Every decision that chance takes comes
/// from the Random it is given.
class Network {
 public:
  /// While so many messages are on their way, the network doubles none by itself. Two servers that
  /// answer each other without end would otherwise be given ever more to answer.
  static constexpr std::size_t crowd = 500;

  void set_model(const NetworkModel& model) { model_ = model; }
  const NetworkModel& model() const { return model_; }

  /// Puts `message` on its way at `now`. Returns the flight, which stays valid until the next call.
  const Flight& send(Message message, VectorClock clock, VirtualTime now, Random& random);
  /// Whether the network now makes a second copy of what was last sent; then that copy's flight.
  const Flight* maybe_duplicate(VirtualTime now, Random& random);
  /// A second copy of the message with this id, on its way from `now`.
  const Flight* duplicate(MessageId id, VirtualTime now, Random& random);

  /// The time at which the next message arrives that is not held; none if there is none.
  std::optional<VirtualTime> next_due();
  /// Takes out the message that next_due() speaks of.
  Flight take_next();
  /// Takes out the message with this id, held or not.
  std::optional<Flight> take(MessageId id);

  /// The messages on their way that match, in order of arrival: those due first come first, and of
  /// those due at the same moment those sent first. Held ones too, if `held` says so, each in the
  /// place where it would arrive.
  std::vector<const Flight*> in_flight(const MessageFilter& filter = {}, bool held = true) const;
  bool is_held(const Flight& flight) const;

  /// From now on such messages wait, those on their way as well.
  void hold(const MessageFilter& filter);
  /// Undoes hold(filter); an empty filter undoes every hold. Those that waited arrive from `now`
  /// on.
  void release(const MessageFilter& filter, VirtualTime now);
  /// This one message waits, and no other. False if it is not on its way.
  bool hold_one(MessageId id);
  /// Undoes hold_one(id). False if this message was not held by itself.
  bool release_one(MessageId id, VirtualTime now);

  void cut(ServerId from, ServerId to) { cut_[from.value - 1u].add(to); }
  void mend(ServerId from, ServerId to) { cut_[from.value - 1u].remove(to); }
  /// Cuts every link between servers of different groups; who is in no group reaches nobody.
  void partition(const std::vector<ServerSet>& groups, ServerSet everyone);
  void heal() { cut_ = {}; }
  bool connected(ServerId from, ServerId to) const { return !cut_[from.value - 1u].contains(to); }

 private:
  struct Arrival {
    VirtualTime due;
    MessageId id;
    std::size_t slot;
    /// For a heap whose top is the earliest.
    friend bool operator<(const Arrival& a, const Arrival& b) {
      return a.due != b.due ? a.due > b.due : a.id > b.id;
    }
  };
  const Flight& launch(Flight flight);
  Flight take_slot(std::size_t slot);
  Flight* find(MessageId id);
  void let_go(std::size_t slot, VirtualTime now);
  VirtualTime delay(const Message& message, Random& random) const;
  void drop_stale_arrivals();

  NetworkModel model_;
  std::vector<Flight> slots_;  // id 0: unused
  std::vector<std::size_t> free_slots_;
  std::vector<Arrival> arrivals_;  // a heap; some arrivals may be of messages already taken
  std::vector<MessageFilter> holds_;
  std::array<ServerSet, ServerId::highest> cut_{};
  MessageId last_id_ = 0;
  std::size_t last_slot_ = 0;
};

}  // namespace raft
