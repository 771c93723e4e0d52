#include "node/gate.h"

#include <algorithm>
#include <cstdint>
#include <span>

namespace raft {
namespace {

// [ranges]
// Far above anything a cluster reaches and far below where an addition could wrap.
constexpr std::uint64_t limit = std::uint64_t{1} << 62;

bool in_range(ServerId server) { return server.value >= 1 && server.value <= ServerId::highest; }
bool in_range(Term term) { return term.value < limit; }
bool in_range(LogIndex index) { return index.value < limit; }
bool in_range(LogPosition p) {
  // Index 0 and term 0 belong together: before the first entry there was no term.
  return in_range(p.term) && in_range(p.index) && (p.index.value == 0) == (p.term.value == 0);
}
// [ranges]-end

// [votes]
bool well_formed(const RequestVote& request, Term term) {
  // The sender has just begun a new term, so none of its entries can be of that term.
  return in_range(request.last_log) && request.last_log.term < term;
}

bool well_formed(const RequestVoteReply&, Term) { return true; }
// [votes]-end

// [entries]
// Terms begin at 1 and never decrease along a log, and nobody holds an entry of a later term than
// its own.
bool in_order(Term before, std::span<const Entry> entries, Term last) {
  for (const Entry& entry : entries) {
    if (entry.term < before || entry.term.value == 0) return false;
    before = entry.term;
  }
  return before <= last;
}

bool well_formed(const AppendEntries& request, Term term) {
  if (!in_range(request.prev_log) || !in_range(request.leader_commit)) return false;
  return in_order(request.prev_log.term, request.entries.span(), term);
}

bool well_formed(const AppendEntriesReply& reply, Term term) {
  return in_range(reply.match_index) && in_range(reply.prev_log_index) &&
         in_range(reply.conflict) && reply.conflict.term <= term;
}
// [entries]-end

}  // namespace

// [whole]
bool well_formed(const Message& message, ServerId me) {
  if (message.to != me || message.from == me || !in_range(message.from)) return false;
  if (!in_range(message.term) || message.term.value == 0) return false;
  return std::visit([&](const auto& body) { return well_formed(body, message.term); },
                    message.body);
}
// [whole]-end

// [disk]
bool well_formed(const Saved& saved) {
  const auto& [current_term, voted_for] = saved.term_and_vote;
  if (!in_range(current_term) || (voted_for && !in_range(*voted_for))) return false;
  return in_order(saved.log.term_at(saved.log.start()), saved.log.entries(), current_term);
}
// [disk]-end

}  // namespace raft
