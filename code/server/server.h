#pragma once
/// @file
/// One server whole: a node, its log on a disk of bytes, its state machine, and the clients that
/// wait for answers. Events come in, outputs go out; there is no clock, thread, socket or file in
/// it.
///
/// Whatever happens while a sync is under way goes on: the node steps, and its saves gather for the
/// next sync (group commit, storage/write_ahead_log.h). What a step promises waits until all that
/// was saved up to then is durable, and leaves in the order of the steps (paper section 5.1 and
/// Figure 2: "updated on stable storage before responding to RPCs"). So no message tells of
/// anything that a power failure could make unsaid.

#include <algorithm>
#include <cstdint>
#include <deque>
#include <expected>
#include <iterator>
#include <map>
#include <optional>
#include <utility>
#include <variant>
#include <vector>

#include "core/state_machine.h"
#include "node/effects.h"
#include "node/setup.h"
#include "server/outputs.h"
#include "server/waiting_clients.h"
#include "storage/recovery.h"
#include "storage/write_ahead_log.h"

namespace raft {

/// A server made of this node type and this state machine. Not for use from two threads at once.
template <class NodeType, StateMachine Machine>
class Server {
 public:
  using Message = typename NodeType::Message;
  using Outputs = OutputsOf<Message>;

  /// Begins, or begins again with what the disk kept. Refused, and nothing is changed on the disk,
  /// if that is damaged or another's.
  static std::expected<Server, storage::Unrecoverable> start(const Setup& setup,
                                                             const storage::DiskReader& disk,
                                                             const storage::LogSettings& settings);

  /// A message, a tick, or what an administrator asks: the node takes one step. Not for commands.
  template <class Event>
  void handle(const Event& event) {
    if (stopped()) return;
    node_.step(event, effects_);
    step_ended();
  }
  /// A client wants this command executed. It is proposed by the next proceed(), together with all
  /// others that have come by then.
  /// @param ticket of no other request, nor of anything that an administrator has asked
  void request(Ticket ticket, Command command);
  /// A disk operation has ended.
  void completed(const storage::DiskCompletion& completion) { log_.completed(completion); }

  /// Does what can be done now, and appends to `out` what is to be done outside. To be called when
  /// all that had come in was handed over.
  void proceed(Outputs& out);

  /// Why the server has stopped: its disk has failed. It does and says nothing any more, and
  /// nothing that it has said is false.
  const std::optional<storage::DiskError>& stopped() const { return log_.stopped(); }

  const NodeType& node() const { return node_; }
  const Machine& machine() const { return machine_; }
  const storage::WriteAheadLog& log() const { return log_; }

 private:
  // What a step wants done, once the saves up to this number are durable.
  struct Due {
    std::uint64_t save = 0;
    std::vector<Message> messages;
    std::vector<Reply> replies;
    Apply apply;
  };

  Server(const Setup& setup, storage::WriteAheadLog log) : node_(setup), log_(std::move(log)) {}

  void propose_requests();
  void step_ended();
  void carry_out(Due due, Outputs& out);
  // Who asked for what the node has answered; a proposal has many who ask.
  std::vector<Ticket> askers(Ticket ticket);
  std::vector<Reply> replies_to(const Answered& answered);

  NodeType node_;
  typename NodeType::Effects effects_;
  storage::WriteAheadLog log_;
  std::uint64_t last_save_ = 0;
  std::deque<Due> due_;  // in the order of the steps
  Machine machine_;
  std::vector<Command> requested_;
  std::vector<Ticket> tickets_;  // of what is requested
  // Of each proposal that the node has not answered: its ticket is the first of these.
  std::map<std::uint64_t, std::vector<Ticket>> proposed_;
  WaitingClients waiting_;
};

template <class NodeType, StateMachine Machine>
auto Server<NodeType, Machine>::start(const Setup& setup, const storage::DiskReader& disk,
                                      const storage::LogSettings& settings)
    -> std::expected<Server, storage::Unrecoverable> {
  auto found = storage::recover(disk, settings);
  if (!found) return std::unexpected(found.error());
  Server server(setup, std::move(found->log));
  if (!server.node_.restore(found->saved, server.effects_)) {
    return std::unexpected(storage::Unrecoverable{
        .wrong = "this log is whole, and no server of this cluster can have written it",
        .remedy = storage::remedy_of_damage()});
  }
  server.step_ended();
  return server;
}

template <class NodeType, StateMachine Machine>
void Server<NodeType, Machine>::request(Ticket ticket, Command command) {
  requested_.push_back(std::move(command));
  tickets_.push_back(ticket);
}

template <class NodeType, StateMachine Machine>
void Server<NodeType, Machine>::proceed(Outputs& out) {
  if (stopped()) return;
  if (!requested_.empty()) propose_requests();
  log_.flush(out.disk);
  while (!due_.empty() && log_.ready() && due_.front().save <= log_.durable()) {
    carry_out(std::move(due_.front()), out);
    due_.pop_front();
  }
}

template <class NodeType, StateMachine Machine>
void Server<NodeType, Machine>::propose_requests() {
  const Ticket ticket = tickets_.front();
  proposed_[ticket.number] = std::exchange(tickets_, {});
  handle(Propose{.commands = requested_, .ticket = ticket});
  requested_.clear();
}

template <class NodeType, StateMachine Machine>
void Server<NodeType, Machine>::step_ended() {
  if (effects_.save.needed()) last_save_ = log_.write(effects_.save, node_.log);
  Due due{.save = last_save_,
          .messages = std::exchange(effects_.messages, {}),
          .replies = {},
          .apply = effects_.apply};
  for (const Answered& answered : effects_.answers)
    std::ranges::move(replies_to(answered), std::back_inserter(due.replies));
  if (due.messages.empty() && due.replies.empty() && !due.apply.needed()) return;
  due_.push_back(std::move(due));
}

template <class NodeType, StateMachine Machine>
void Server<NodeType, Machine>::carry_out(Due due, Outputs& out) {
  std::ranges::move(due.messages, std::back_inserter(out.messages));
  std::ranges::move(due.replies, std::back_inserter(out.replies));
  for (LogIndex index = due.apply.after; index < due.apply.up_to;) {
    index = index.next();
    const auto result = execute(node_.log[index], machine_);
    waiting_.executed(node_.log.position(index), result.value_or(""), out.replies);
  }
}

template <class NodeType, StateMachine Machine>
std::vector<Ticket> Server<NodeType, Machine>::askers(Ticket ticket) {
  const auto proposal = proposed_.extract(ticket.number);
  return proposal.empty() ? std::vector{ticket} : std::move(proposal.mapped());
}

template <class NodeType, StateMachine Machine>
std::vector<Reply> Server<NodeType, Machine>::replies_to(const Answered& answered) {
  std::vector<Reply> replies;
  LogIndex index;
  if (const auto* accepted = std::get_if<Accepted>(&answered.answer)) index = accepted->first;
  for (const Ticket ticket : askers(answered.ticket)) {
    if (const auto* refused = std::get_if<Refused>(&answered.answer)) {
      replies.push_back({ticket, *refused});
    } else if (std::holds_alternative<ChangeBegun>(answered.answer)) {
      replies.push_back({ticket, ChangeBegun{}});
    } else {
      // Now, as the place is this step's: before the reply can leave, the log may be another.
      waiting_.wait(node_.log.position(index), ticket);
      index = index.next();
    }
  }
  return replies;
}

}  // namespace raft
