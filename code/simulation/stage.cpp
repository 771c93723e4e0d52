#include "simulation/stage.h"

#include <algorithm>
#include <utility>

namespace raft {
Stage::Stage(const StageSetup& setup)
    : setup_(setup), random_(setup.seed), invariants_(setup.watched) {
  ensure(setup.node != nullptr, "a stage with a node type");
  ensure(setup.servers >= 1 && setup.servers <= ServerId::highest, "1 to 64 servers");
  network_.set_model(setup.network);
  cast_.resize(ServerId::highest);
  trace_.header = {.title = setup.title,
                   .node = *setup.node,
                   .terms = setup.node->terms,
                   .servers = ServerSet::first(setup.servers),
                   .seed = setup.seed};
  for (const ServerId server : ServerSet::first(setup.servers)) {
    at(server).setup.voters = ServerSet::first(setup.servers);
    enter(server);
  }
  // What some say of themselves from the start is heard when all are there.
  for (const ServerId server : servers_) report_occurrences(server);
}

void Stage::join(ServerId id) {
  enter(id);
  report_occurrences(id);
}

void Stage::enter(ServerId id) {
  ensure(!servers_.contains(id), "a server that is not on the stage yet");
  Server& server = at(id);
  server.setup.me = id;
  server.setup.timing = setup_.timing;
  server.setup.entries_per_message = setup_.entries_per_message;
  server.disk.model = setup_.disk;
  servers_.add(id);
  start(id);
  record(id, trace::Joined{});
}

// ---- by hand

// Each thing done by hand takes a moment, so that a diagram shows one after the other.
void Stage::by_hand() { now_ += std::chrono::milliseconds(1); }

void Stage::time_out(ServerId server) {
  by_hand();
  if (at(server).running && !at(server).busy()) step(server, ElectionTimeout{});
}

void Stage::heartbeat(ServerId server) {
  by_hand();
  if (at(server).running && !at(server).busy()) step(server, HeartbeatTimeout{});
}

Answer Stage::propose(ServerId server, const std::string& text) {
  by_hand();
  if (!at(server).running || at(server).busy()) return {};
  const Command command(text);
  const Ticket ticket = next_ticket();
  step(server, Propose{{&command, 1}, ticket});
  return at(server).effects.answer_to(ticket);
}

Answer Stage::reconfigure(ServerId server, ServerSet voters) {
  by_hand();
  if (!at(server).running || at(server).busy()) return {};
  const Ticket ticket = next_ticket();
  step(server, Reconfigure{voters, ticket});
  const Answer answer = at(server).effects.answer_to(ticket);
  if (!violation_ && std::holds_alternative<std::monostate>(answer)) {
    return Refused{Refusal::not_supported, {}};
  }
  return answer;
}

std::size_t Stage::deliver(const MessageFilter& filter) {
  std::vector<MessageId> ids;
  const bool even_held = filter != MessageFilter{};
  for (const Flight* flight : network_.in_flight(filter, even_held)) ids.push_back(flight->id);
  for (const MessageId id : ids) {
    if (violation_) break;
    deliver_one(id);
  }
  return ids.size();
}

bool Stage::deliver_one(MessageId id) {
  auto flight = network_.take(id);
  if (!flight) return false;
  now_ = std::max(now_, flight->due);
  arrive(std::move(*flight));
  return true;
}

std::size_t Stage::deliver_all(std::size_t most) {
  std::size_t delivered = 0;
  while (delivered < most && !violation_) {
    const auto due = network_.next_due();
    if (!due) break;
    now_ = std::max(now_, *due);
    arrive(network_.take_next());
    ++delivered;
  }
  return delivered;
}

std::size_t Stage::deliver_all_among(ServerSet servers, std::size_t most) {
  const auto among = [&](const Flight* flight) {
    return servers.contains(flight->message.from) && servers.contains(flight->message.to);
  };
  std::size_t delivered = 0;
  while (delivered < most && !violation_) {
    const auto moving = network_.in_flight({}, false);
    const auto first = std::ranges::find_if(moving, among);
    if (first == moving.end()) break;
    deliver_one((*first)->id);
    ++delivered;
  }
  return delivered;
}

std::size_t Stage::drop(const MessageFilter& filter) {
  std::vector<MessageId> ids;
  for (const Flight* flight : network_.in_flight(filter)) ids.push_back(flight->id);
  for (const MessageId id : ids) drop_one(id);
  return ids.size();
}

bool Stage::drop_one(MessageId id) {
  const auto flight = network_.take(id);
  if (!flight) return false;
  now_ = std::max(now_, std::min(flight->due, now_ + std::chrono::milliseconds(5)));
  ++counts_.messages_lost;
  record(flight->message.to, trace::Lost{id, trace::LossReason::dropped});
  return true;
}

std::size_t Stage::duplicate(const MessageFilter& filter) {
  std::vector<MessageId> ids;
  for (const Flight* flight : network_.in_flight(filter)) ids.push_back(flight->id);
  for (const MessageId id : ids) duplicate_one(id);
  return ids.size();
}

bool Stage::duplicate_one(MessageId id) {
  const Flight* copy = network_.duplicate(id, now_, random_);
  if (!copy) return false;
  ++counts_.messages_duplicated;
  record(copy->message.from, trace::Sent{copy->id, copy->message, id});
  return true;
}

std::optional<MessageId> Stage::find_message(const MessageFilter& filter, Ordinal which,
                                             bool held) const {
  const std::vector<const Flight*> found = network_.in_flight(filter, held);
  const std::size_t place = which.place == 0 ? found.size() : which.place;
  if (place == 0 || place > found.size()) return std::nullopt;
  return found[place - 1]->id;
}

bool Stage::hold_one(MessageId id) { return network_.hold_one(id); }

bool Stage::release_one(MessageId id) { return network_.release_one(id, now_); }

void Stage::hold(const MessageFilter& filter) { network_.hold(filter); }

void Stage::release(const MessageFilter& filter) { network_.release(filter, now_); }

void Stage::forge(const Message& message) {
  by_hand();
  send(message.from, message);
}

// ---- by time

VirtualTime Stage::period(const Server& server) const {
  return setup_.tick * 1000 / std::max<std::uint32_t>(server.clock_rate, 1);
}

// By hand, time passes without ticks; a clock's next tick is then a full period away.
void Stage::begin_running() {
  for (const ServerId id : servers_) {
    Server& server = at(id);
    if (server.next_tick <= now_) server.next_tick = now_ + period(server);
  }
}

std::optional<VirtualTime> Stage::next_event_time() {
  std::optional<VirtualTime> earliest = network_.next_due();
  const auto consider = [&](VirtualTime time) {
    if (!earliest || time < *earliest) earliest = time;
  };
  for (const ServerId id : servers_) {
    const Server& server = at(id);
    if (!server.running) continue;
    if (server.paused) continue;
    if (server.disk_done) consider(*server.disk_done);
    if (!server.disk_stuck) consider(server.next_tick);
  }
  if (!client_events_.empty()) consider(client_events_.front().due);
  return earliest;
}

// Of what is due at the same moment, disks come first, then messages, then clients, then clocks.
void Stage::run_next_event() {
  for (const ServerId id : servers_) {
    Server& server = at(id);
    if (!server.running || server.paused || !server.disk_done) continue;
    if (*server.disk_done <= now_) return finish(id);
  }
  if (const auto due = network_.next_due(); due && *due <= now_) {
    return arrive(network_.take_next());
  }
  if (!client_events_.empty() && client_events_.front().due <= now_) {
    std::pop_heap(client_events_.begin(), client_events_.end());
    const ClientEvent event = std::move(client_events_.back());
    client_events_.pop_back();
    return handle(event);
  }
  for (const ServerId id : servers_) {
    Server& server = at(id);
    if (!server.running || server.paused || server.disk_stuck || server.next_tick > now_) continue;
    server.next_tick = now_ + period(server);
    // A server that waits for its disk does not look at its clock: it misses the tick.
    if (!server.busy()) step(id, Tick{});
    return;
  }
}

void Stage::run_for(VirtualTime time) {
  run_until([](const Stage&) { return false; }, time);
}

bool Stage::run_until(const std::function<bool(const Stage&)>& done, VirtualTime limit) {
  begin_running();
  const VirtualTime end = now_ + limit;
  while (!violation_ && !done(*this)) {
    const auto next = next_event_time();
    if (!next || *next > end) {
      now_ = end;
      return done(*this);
    }
    now_ = std::max(now_, *next);
    run_next_event();
  }
  return done(*this);
}

// ---- one step of one server

void Stage::step(ServerId id, const Input& input) {
  if (violation_) return;
  ++counts_.steps;
  Server& server = at(id);
  server.occurrences.clear();
  server.host->step(input, server.effects, server.occurrences);
  after_step(id);
}

void Stage::after_step(ServerId id) {
  report_occurrences(id);
  note_waiting(at(id));
  perform(id);
}

void Stage::note(ServerId id, const std::optional<Violation>& violation) {
  if (!violation || violation_) return;
  violation_ = violation;
  record(id, trace::Violated{violation->invariant, violation->facts});
}

void Stage::report_occurrences(ServerId id) {
  Server& server = at(id);
  bool members_may_have_changed = false;
  for (const Occurrence& occurrence : server.occurrences) {
    if (std::holds_alternative<trace::TimedOut>(occurrence)) ++counts_.elections_begun;
    if (const auto* role = std::get_if<trace::RoleChanged>(&occurrence)) {
      if (role->role == RoleName::leader) ++counts_.elections_won;
    }
    members_may_have_changed |= std::holds_alternative<trace::Appended>(occurrence) ||
                                std::holds_alternative<trace::Truncated>(occurrence);
    if (setup_.record) std::visit([&](const auto& what) { record(id, what); }, occurrence);
  }
  if (!members_may_have_changed) return;
  const View view = server.host->view();
  if (view.members == server.members) return;
  server.members = view.members;
  record(id, trace::MembersChanged{view.members_since, view.members});
}

// Save, then send, then apply: the order that node/effects.h demands. The rest of the step waits
// for the disk, and the server with it. So do the invariants: a step that a crash undoes before it
// was saved has told nobody anything, and breaks nothing.
void Stage::perform(ServerId id) {
  Server& server = at(id);
  if (!server.effects.save.needed()) return finish(id);
  server.disk.write(server.effects.save, *server.host->view().log);
  const auto time = server.disk.sync_time(random_);
  if (!time) {
    server.disk_stuck = true;
  } else if (*time > VirtualTime{0}) {
    server.disk_done = now_ + *time;
  } else {
    finish(id);
  }
}

void Stage::finish(ServerId id) {
  Server& server = at(id);
  const bool waited = server.disk_done.has_value();
  server.disk_done.reset();
  if (const Save& save = server.effects.save; save.needed()) {
    server.disk.synced();
    record(id, trace::Saved{save.term_and_vote, save.log_from});
  }
  if (setup_.check_invariants) note(id, invariants_.check(server.host->view(), server.occurrences));
  if (violation_) return;
  for (const Message& message : server.effects.messages) {
    if (setup_.tally) sent_.add(message);
    send(id, message);
  }
  apply(id);
  if (waited) empty_inbox(id);
}

void Stage::send(ServerId id, const Message& message) {
  Server& server = at(id);
  ++counts_.messages_sent;
  if (setup_.record) server.clock.step(id);
  const Flight& flight = network_.send(message, server.clock, now_, random_);
  record(id, trace::Sent{flight.id, message, {}});
  const MessageId original = flight.id;
  if (const Flight* copy = network_.maybe_duplicate(now_, random_)) {
    ++counts_.messages_duplicated;
    record(id, trace::Sent{copy->id, message, original});
  }
}

void Stage::apply(ServerId id) {
  Server& server = at(id);
  const Apply apply = server.effects.apply;
  if (!apply.needed()) return;
  const Log& log = *server.host->view().log;
  for (LogIndex index = apply.after.next(); index <= apply.up_to; index = index.next()) {
    if (!log.contains(index)) break;
    server.applied = index;
    const Entry& entry = log[index];
    std::string result;
    if (entry.kind == EntryKind::command) {
      result = server.store.apply(entry.command.bytes());
      if (setup_.record) {
        record(id, trace::Applied{index, std::string(entry.command.bytes()), result});
      }
    }
    answer_waiting(id, index, result);
  }
}

// ---- messages

void Stage::arrive(Flight flight) {
  const ServerId to = flight.message.to;
  auto doomed = flight.doomed;
  if (!doomed && !network_.connected(flight.message.from, to)) doomed = trace::LossReason::cut;
  if (!doomed && !(servers_.contains(to) && at(to).running)) {
    doomed = trace::LossReason::receiver_down;
  }
  if (doomed) {
    ++counts_.messages_lost;
    record(to, trace::Lost{flight.id, *doomed});
  } else if (at(to).busy()) {
    at(to).inbox.push_back(std::move(flight));
  } else {
    receive(to, flight);
  }
}

void Stage::receive(ServerId id, const Flight& flight) {
  if (violation_) return;
  Server& server = at(id);
  ++counts_.messages_delivered;
  if (setup_.record) {
    server.clock.learn(flight.clock);
    server.clock.step(id);
  }
  record(id, trace::Delivered{flight.id});
  step(id, flight.message);
  if (!server.effects.message_refused) return;
  ++counts_.messages_refused;
  record(id, trace::Refused{flight.id});
}

void Stage::empty_inbox(ServerId id) {
  Server& server = at(id);
  while (!server.inbox.empty() && server.running && !server.busy()) {
    const Flight flight = std::move(server.inbox.front());
    server.inbox.erase(server.inbox.begin());
    receive(id, flight);
  }
}

// ---- the telling, and looking

void Stage::caption(const std::string& text) {
  if (setup_.tally) sent_.mark(text);
  record(std::nullopt, trace::Caption{text});
}

void Stage::expectation(const std::string& text, bool met, const std::string& found) {
  record(std::nullopt, trace::Expectation{text, met, found});
}

void Stage::record(std::optional<ServerId> server, trace::What what) {
  if (!setup_.record) return;
  trace_.events.push_back({.sequence = trace_.events.size() + 1,
                           .at = now_,
                           .server = server,
                           .what = std::move(what),
                           .clock = server ? at(*server).clock : VectorClock{}});
}

std::optional<ServerId> Stage::leader() const {
  std::optional<ServerId> latest;
  Term term;
  for (const ServerId id : servers_) {
    if (!at(id).running) continue;
    const View view = at(id).host->view();
    if (view.role != RoleName::leader || view.term_and_vote.current_term < term) continue;
    latest = id;
    term = view.term_and_vote.current_term;
  }
  return latest;
}

std::uint64_t Stage::digest() const {
  Digest digest;
  for (const ServerId id : servers_) digest.add(at(id).host->digest());
  return digest.value();
}

}  // namespace raft
