// The stage's clients: what carries their requests to servers and the answers back. Their own
// behaviour is clients/client.h.

#include <algorithm>
#include <utility>

#include "simulation/stage.h"

namespace raft {

void Stage::add_clients(unsigned count, const Workload& workload) {
  for (unsigned i = 0; i < count; ++i) {
    const auto number = static_cast<std::uint32_t>(clients_.size() + 1);
    clients_.emplace_back(number, workload, random_.split());
    schedule({.due = now_ + clients_.back().thinking_time(), .client = number});
  }
}

void Stage::schedule(ClientEvent event) {
  event.order = ++client_event_count_;
  client_events_.push_back(std::move(event));
  std::push_heap(client_events_.begin(), client_events_.end());
}

// Clients sit near the servers: their requests take as long as a message, and are never lost.
VirtualTime Stage::client_delay() {
  const NetworkModel& model = network_.model();
  return random_.between(model.delay_min, model.delay_max);
}

void Stage::handle(const ClientEvent& event) {
  using Kind = ClientEvent::Kind;
  if (event.kind == Kind::call) return call(event);
  const Operation& operation = history_[event.operation - 1];
  if (operation.outcome != OperationOutcome::pending && event.kind != Kind::request) return;
  switch (event.kind) {
    case Kind::request:
      return request(event);
    case Kind::refused: {
      Client& client = clients_[event.client - 1];
      client.pointed_to(event.leader);
      ClientEvent again = event;
      again.kind = Kind::request;
      again.server = client.server(servers_);
      again.due = now_ + client_delay() + (event.leader ? VirtualTime{0} : client.workload().retry);
      return schedule(std::move(again));
    }
    case Kind::answer:
      clients_[event.client - 1].answered(event.result);
      return return_to(event.client, event.operation, OperationOutcome::ok, event.result);
    case Kind::impatience:
      clients_[event.client - 1].disappointed();
      return return_to(event.client, event.operation, OperationOutcome::unknown, "");
    case Kind::call:
      return;
  }
}

void Stage::call(ClientEvent event) {
  if (clients_stopping_) return;
  Client& client = clients_[event.client - 1];
  const std::uint64_t number = history_.size() + 1;
  history_.push_back(
      {.number = number, .client = event.client, .command = client.next_command(), .called = now_});
  record(std::nullopt, trace::Invoked{event.client, number, history_.back().command});
  event.operation = number;
  event.kind = ClientEvent::Kind::impatience;
  event.due = now_ + client.workload().patience;
  schedule(event);
  event.kind = ClientEvent::Kind::request;
  event.server = client.server(servers_);
  event.due = now_ + client_delay();
  schedule(std::move(event));
}

void Stage::request(const ClientEvent& event) {
  Server& server = at(event.server);
  if (history_[event.operation - 1].outcome != OperationOutcome::pending) return;
  if (!server.running) return;
  ClientEvent later = event;
  if (server.busy()) {
    later.due = now_ + std::chrono::milliseconds(1);
    return schedule(std::move(later));
  }
  const Command command(history_[event.operation - 1].command);
  const Ticket ticket = next_ticket();
  server.asking = {ticket, event.operation};
  step(event.server, Propose{{&command, 1}, ticket});
  server.asking.reset();
  const Answer answer = server.effects.answer_to(ticket);
  if (std::holds_alternative<Accepted>(answer)) return;
  const auto* refused = std::get_if<Refused>(&answer);
  later.kind = ClientEvent::Kind::refused;
  later.leader = refused ? refused->leader : std::nullopt;
  later.due = now_ + client_delay();
  schedule(std::move(later));
}

// Before the effects are performed: a leader alone in its cluster executes within the same step.
void Stage::note_waiting(Server& server) {
  if (!server.asking) return;
  const Answer answer = server.effects.answer_to(server.asking->ticket);
  const auto* accepted = std::get_if<Accepted>(&answer);
  if (!accepted) return;
  const Term term = server.host->view().term_and_vote.current_term;
  server.waiting.push_back({{term, accepted->first}, server.asking->operation});
}

// The entry that was executed at `index` decides the requests that waited for that place: the one
// whose entry it is gets its result; the entry of any other is gone, and its client will never
// hear.
void Stage::answer_waiting(ServerId id, LogIndex index, const std::string& result) {
  Server& server = at(id);
  if (server.waiting.empty()) return;
  const Term term = server.host->view().log->term_at(index);
  std::erase_if(server.waiting, [&](const Waiting& waiting) {
    if (waiting.position.index != index) return false;
    if (waiting.position.term == term) {
      schedule({.due = now_ + client_delay(),
                .kind = ClientEvent::Kind::answer,
                .client = history_[waiting.operation - 1].client,
                .operation = waiting.operation,
                .result = result});
    }
    return true;
  });
}

void Stage::return_to(std::uint32_t client, std::uint64_t number, OperationOutcome outcome,
                      const std::string& result) {
  Operation& operation = history_[number - 1];
  operation.outcome = outcome;
  operation.returned = now_;
  operation.result = result;
  record(std::nullopt, trace::Returned{client, number,
                                       outcome == OperationOutcome::ok ? trace::Outcome::ok
                                                                       : trace::Outcome::unknown,
                                       result});
  schedule({.due = now_ + clients_[client - 1].thinking_time(), .client = client});
}

}  // namespace raft
