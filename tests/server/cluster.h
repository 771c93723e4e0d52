#pragma once
/// @file
/// Servers as they are in a process, and a world that is unkind to them: messages are lost, doubled
/// and overtake each other, disk operations take their time, and the power fails between any two.

#include <gtest/gtest.h>

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "background/key_value_store.h"
#include "core/random.h"
#include "membership/raft.h"
#include "server/server.h"
#include "storage/simulated_disk.h"

namespace raft {

class Cluster {
 public:
  using OneServer = Server<Raft, KeyValueStore>;

  Cluster(unsigned servers, std::uint64_t seed) : random_(seed), members_(servers) {
    for (std::uint8_t id = 1; id <= servers; ++id) start({id});
  }

  struct Member {
    storage::SimulatedDisk disk;
    std::optional<OneServer> server;
    std::uint64_t starts = 0;
  };

  Member& at(ServerId id) { return members_[id.value - 1u]; }
  std::uint8_t size() const { return static_cast<std::uint8_t>(members_.size()); }
  const std::map<std::uint64_t, Reply>& replies() const { return replies_; }
  std::vector<Message>& messages() { return messages_; }

  void start(ServerId id) {
    Member& member = at(id);
    const Setup setup{.me = id, .voters = ServerSet::first(size()), .seed = random_.next()};
    const storage::LogSettings settings{.owner = {.cluster = 1, .member = id.value},
                                        .segment_size = 16 * storage::sector_size,
                                        .salt = ++member.starts};
    auto started = OneServer::start(setup, member.disk, settings);
    ASSERT_TRUE(started) << to_string(started.error());
    member.server.emplace(std::move(*started));
    proceed(id);
  }

  void power_fails(ServerId id) {
    at(id).server.reset();
    at(id).disk.crash(random_);
    start(id);
  }

  template <class Event>
  void handle(ServerId id, const Event& event) {
    at(id).server->handle(event);
    proceed(id);
  }

  Ticket request(ServerId id, const std::string& command) {
    const Ticket ticket{++tickets_};
    at(id).server->request(ticket, Command(command));
    proceed(id);
    return ticket;
  }

  /// One disk operation of this server ends.
  bool disk_step(ServerId id) {
    const auto completion = at(id).disk.perform_next();
    if (!completion) return false;
    at(id).server->completed(*completion);
    proceed(id);
    return true;
  }

  /// A message arrives, whichever; or it is lost.
  void message_step(bool lost) {
    if (messages_.empty()) return;
    const auto place = random_.between(0, messages_.size() - 1);
    const Message message = messages_[place];
    if (!random_.happens(100'000)) {
      messages_.erase(messages_.begin() + static_cast<std::ptrdiff_t>(place));
    }
    if (!lost) handle(message.to, message);
  }

  /// All disks end what they have to do, and all messages arrive, until nothing is left.
  void settle() {
    for (bool busy = true; busy;) {
      busy = false;
      for (std::uint8_t id = 1; id <= size(); ++id) {
        while (disk_step({id})) busy = true;
      }
      if (messages_.empty()) continue;
      const Message first = messages_.front();
      messages_.erase(messages_.begin());
      handle(first.to, first);
      busy = true;
    }
  }

  std::optional<ServerId> leader() {
    std::optional<ServerId> found;
    Term latest;
    for (std::uint8_t id = 1; id <= size(); ++id) {
      const Raft& node = at({id}).server->node();
      if (node.leads() && node.term_and_vote.current_term > latest) {
        found = ServerId{id};
        latest = node.term_and_vote.current_term;
      }
    }
    return found;
  }

 private:
  void proceed(ServerId id) {
    Server<Raft, KeyValueStore>::Outputs out;
    at(id).server->proceed(out);
    at(id).disk.ask(out.disk);
    for (Message& message : out.messages) messages_.push_back(std::move(message));
    for (Reply& reply : out.replies) {
      EXPECT_TRUE(replies_.emplace(reply.ticket.number, reply).second) << "answered twice";
    }
  }

  Random random_;
  std::vector<Member> members_;
  std::vector<Message> messages_;
  std::map<std::uint64_t, Reply> replies_;
  std::uint64_t tickets_ = 0;
};

}  // namespace raft
