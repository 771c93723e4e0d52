#include "trace/replay.h"

#include <algorithm>

#include "trace/cases.h"

namespace raft {
namespace {

// Puts `entries` at `first`; what stood there and after it is gone.
void put(std::vector<Entry>& log, LogIndex first, const std::vector<Entry>& entries) {
  const std::uint64_t kept = std::min<std::uint64_t>(log.size(), first.previous().value);
  log.resize(kept);
  log.insert(log.end(), entries.begin(), entries.end());
}

void change_role(Look& look, const trace::RoleChanged& change) {
  if (change.term != look.term) look.voted_for.reset();
  look.role = change.role;
  look.term = change.term;
  look.leader = change.leader;
}

void save(Look& look, const trace::Saved& saved) {
  if (!saved.log_from) return;
  const std::size_t kept = std::min<std::size_t>(look.log.size(), saved.log_from->previous().value);
  const auto rest = look.log.begin() + static_cast<std::ptrdiff_t>(kept);
  put(look.disk, *saved.log_from, {rest, look.log.end()});
}

// A disk that kept a part of what a crash interrupted holds the beginning of what was written.
void restart(Look& look, const trace::Restarted& restarted) {
  const std::uint64_t kept = restarted.last_index.value;
  std::vector<Entry> disk = std::move(kept == look.disk.size() ? look.disk : look.log);
  if (disk.size() > kept) disk.resize(kept);
  const Standing standing{.term = restarted.term_and_vote.current_term,
                          .voted_for = restarted.term_and_vote.voted_for};
  look = {standing, disk, disk};
}

}  // namespace

void Replay::step(const TraceEvent& event) {
  if (!event.server) return;
  Look& look = looks_[event.server->value - 1u];
  std::visit(Cases{[&](const trace::RoleChanged& e) { change_role(look, e); },
                   [&](const trace::Voted& e) {
                     look.term = std::max(look.term, e.term);
                     look.voted_for = e.candidate;
                   },
                   [&](const trace::Appended& e) { put(look.log, e.first, e.entries); },
                   [&](const trace::Truncated& e) { put(look.log, e.first, {}); },
                   [&](const trace::Committed& e) { look.commit_index = e.index; },
                   [&](const trace::Saved& e) { save(look, e); },
                   [&](const trace::Crashed&) {
                     look.up = false;
                     look.paused = false;
                   },
                   [&](const trace::Restarted& e) { restart(look, e); },
                   [&](const trace::Paused&) { look.paused = true; },
                   [&](const trace::Resumed&) { look.paused = false; }, [](const auto&) {}},
             event.what);
}

ServerSet everyone_in(const Trace& trace) {
  ServerSet everyone = trace.header.servers;
  for (const TraceEvent& event : trace.events) {
    if (event.server) everyone.add(*event.server);
    if (const auto* sent = std::get_if<trace::Sent>(&event.what)) {
      everyone.add(sent->message.from);
      everyone.add(sent->message.to);
    }
  }
  return everyone;
}

}  // namespace raft
