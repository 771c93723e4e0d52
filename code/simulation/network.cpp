#include "simulation/network.h"

#include <algorithm>

namespace raft {

VirtualTime Network::delay(const Message& message, Random& random) const {
  const Treatment treatment = model_.treatment_of(message);
  return random.between(treatment.delay_min, treatment.delay_max);
}

const Flight& Network::send(Message message, VectorClock clock, VirtualTime now, Random& random) {
  const VirtualTime due = now + delay(message, random);
  const std::uint32_t loss = model_.treatment_of(message).loss;
  Flight flight{.due = due, .message = std::move(message), .clock = std::move(clock)};
  if (!connected(flight.message.from, flight.message.to)) {
    flight.doomed = trace::LossReason::cut;
  } else if (loss > 0 && random.happens(loss)) {
    flight.doomed = trace::LossReason::lost;
  }
  return launch(std::move(flight));
}

const Flight* Network::maybe_duplicate(VirtualTime now, Random& random) {
  if (slots_.size() - free_slots_.size() > crowd) return nullptr;
  const Flight& last = slots_[last_slot_];
  const std::uint32_t duplication = model_.treatment_of(last.message).duplication;
  if (duplication == 0 || !random.happens(duplication)) return nullptr;
  return duplicate(last.id, now, random);
}

const Flight* Network::duplicate(MessageId id, VirtualTime now, Random& random) {
  const Flight* found = find(id);
  if (!found) return nullptr;
  return &launch({.due = now + delay(found->message, random),
                  .message = found->message,
                  .clock = found->clock});
}

Flight* Network::find(MessageId id) {
  const auto found = std::find_if(slots_.begin(), slots_.end(),
                                  [&](const Flight& flight) { return flight.id == id; });
  return id == 0 || found == slots_.end() ? nullptr : &*found;
}

const Flight& Network::launch(Flight flight) {
  flight.id = ++last_id_;
  if (free_slots_.empty()) {
    free_slots_.push_back(slots_.size());
    slots_.emplace_back();
  }
  last_slot_ = free_slots_.back();
  free_slots_.pop_back();
  if (!is_held(flight)) {
    arrivals_.push_back({flight.due, flight.id, last_slot_});
    std::push_heap(arrivals_.begin(), arrivals_.end());
  }
  return slots_[last_slot_] = std::move(flight);
}

void Network::drop_stale_arrivals() {
  while (!arrivals_.empty()) {
    const Arrival& first = arrivals_.front();
    const Flight& flight = slots_[first.slot];
    if (flight.id == first.id && flight.due == first.due && !is_held(flight)) return;
    std::pop_heap(arrivals_.begin(), arrivals_.end());
    arrivals_.pop_back();
  }
}

std::optional<VirtualTime> Network::next_due() {
  drop_stale_arrivals();
  if (arrivals_.empty()) return std::nullopt;
  return arrivals_.front().due;
}

Flight Network::take_next() {
  drop_stale_arrivals();
  ensure(!arrivals_.empty(), "a message on its way");
  const std::size_t slot = arrivals_.front().slot;
  std::pop_heap(arrivals_.begin(), arrivals_.end());
  arrivals_.pop_back();
  return take_slot(slot);
}

Flight Network::take_slot(std::size_t slot) {
  Flight flight = std::move(slots_[slot]);
  slots_[slot].id = 0;
  slots_[slot].message.body = {};
  free_slots_.push_back(slot);
  return flight;
}

std::optional<Flight> Network::take(MessageId id) {
  for (std::size_t slot = 0; slot < slots_.size(); ++slot) {
    if (id != 0 && slots_[slot].id == id) return take_slot(slot);
  }
  return std::nullopt;
}

std::vector<const Flight*> Network::in_flight(const MessageFilter& filter, bool held) const {
  std::vector<const Flight*> found;
  for (const Flight& flight : slots_) {
    if (flight.id == 0 || !filter.matches(flight.message)) continue;
    if (held || !is_held(flight)) found.push_back(&flight);
  }
  std::sort(found.begin(), found.end(), [](const Flight* a, const Flight* b) {
    return a->due != b->due ? a->due < b->due : a->id < b->id;
  });
  return found;
}

bool Network::is_held(const Flight& flight) const {
  return flight.held || std::any_of(holds_.begin(), holds_.end(), [&](const MessageFilter& hold) {
           return hold.matches(flight.message);
         });
}

void Network::hold(const MessageFilter& filter) { holds_.push_back(filter); }

bool Network::hold_one(MessageId id) {
  Flight* flight = find(id);
  if (flight) flight->held = true;
  return flight != nullptr;
}

bool Network::release_one(MessageId id, VirtualTime now) {
  Flight* flight = find(id);
  if (!flight || !flight->held) return false;
  flight->held = false;
  let_go(static_cast<std::size_t>(flight - slots_.data()), now);
  return true;
}

void Network::release(const MessageFilter& filter, VirtualTime now) {
  if (filter == MessageFilter{}) {
    holds_.clear();
    for (Flight& flight : slots_) flight.held = false;
  } else {
    std::erase(holds_, filter);
  }
  for (std::size_t slot = 0; slot < slots_.size(); ++slot) let_go(slot, now);
}

void Network::let_go(std::size_t slot, VirtualTime now) {
  Flight& flight = slots_[slot];
  if (flight.id == 0 || is_held(flight)) return;
  flight.due = std::max(flight.due, now);
  // A message that never was held is in the heap already: a second arrival of it would be stale.
  const bool known = std::any_of(arrivals_.begin(), arrivals_.end(), [&](const Arrival& arrival) {
    return arrival.id == flight.id && arrival.due == flight.due;
  });
  if (known) return;
  arrivals_.push_back({flight.due, flight.id, slot});
  std::push_heap(arrivals_.begin(), arrivals_.end());
}

void Network::partition(const std::vector<ServerSet>& groups, ServerSet everyone) {
  heal();
  for (const ServerId server : everyone) {
    ServerSet reachable;
    for (const ServerSet group : groups) {
      if (group.contains(server)) reachable = reachable | group;
    }
    cut_[server.value - 1u] = everyone - reachable.with(server);
  }
}

}  // namespace raft
