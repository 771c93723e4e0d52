#include "background/naive_replication.h"

namespace raft {

// [write]
std::expected<NaiveWrite, ServerId> NaiveReplica::write(const Command& command) {
  if (!is_primary()) return std::unexpected(follows());
  return NaiveWrite{.answer = execute(command), .messages = to_the_others(command)};
}

void NaiveReplica::receive(const NaiveMessage& message) {
  suspected_.remove(message.from);
  if (message.write) execute(*message.write);
}

std::string NaiveReplica::execute(const Command& command) {
  log_.append({.command = command});
  return store_.apply(command.bytes());
}

std::vector<NaiveMessage> NaiveReplica::to_the_others(const std::optional<Command>& write) const {
  std::vector<NaiveMessage> messages;
  for (const ServerId other : servers_.without(me_)) {
    messages.push_back({.from = me_, .to = other, .write = write});
  }
  return messages;
}
// [write]-end

// [primary]
ServerId NaiveReplica::follows() const {
  if (strategy_ == NaiveStrategy::tell_everyone) return me_;
  return *(servers_ - suspected_).begin();
}

std::vector<NaiveMessage> NaiveReplica::timeout() {
  if (is_primary()) return {};
  suspected_.add(follows());
  return heartbeat();
}

std::vector<NaiveMessage> NaiveReplica::heartbeat() const {
  if (strategy_ == NaiveStrategy::tell_everyone || !is_primary()) return {};
  return to_the_others(std::nullopt);
}
// [primary]-end

}  // namespace raft
