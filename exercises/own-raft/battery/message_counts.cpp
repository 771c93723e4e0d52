#include "message_counts.h"

#include <variant>

namespace raft {
namespace {

constexpr std::uint64_t number = 8, position = 2 * number, flag = 1, envelope = 2 + number;

std::uint64_t bytes_of(const RequestVote&) { return position; }
std::uint64_t bytes_of(const RequestVoteReply&) { return flag; }
std::uint64_t bytes_of(const AppendEntries& request) {
  std::uint64_t bytes = position + number;
  for (const Entry& entry : request.entries) {
    bytes += number + flag + number + entry.command.bytes().size();
  }
  return bytes;
}
std::uint64_t bytes_of(const AppendEntriesReply&) { return flag + 2 * number + position; }

}  // namespace

MessageCounts counts_of(const Trace& trace) {
  MessageCounts counts;
  for (const TraceEvent& event : trace.events) {
    const auto* sent = std::get_if<trace::Sent>(&event.what);
    if (!sent || sent->copy_of) continue;
    ++counts.messages;
    std::visit(
        [&]<class M>(const M& body) {
          if constexpr (Request<M>) ++counts.calls;
          counts.bytes += envelope + bytes_of(body);
        },
        sent->message.body);
  }
  return counts;
}

}  // namespace raft
