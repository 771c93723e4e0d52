#include "rendering/message_words.h"

#include "rendering/words.h"

namespace raft {
namespace {

std::string place_of(LogPosition position) {
  return place(position.index) + " of term " + to_string(position.term);
}

std::string after(LogPosition position) {
  return position.index.value == 0 ? "from the beginning" : "after " + place_of(position);
}

}  // namespace

std::string said_by(const RequestVote& body) {
  // An empty log, or a node of the first chapters, which say nothing of their logs here.
  if (body.last_log.index.value == 0) return "it names no last entry";
  return "its log ends at " + place_of(body.last_log);
}

std::string said_by(const RequestVoteReply& body) { return body.vote_granted ? "yes" : "no"; }
std::string label_of(const RequestVoteReply& body) {
  return body.vote_granted ? "vote yes" : "vote no";
}

std::string said_by(const AppendEntries& body) {
  const std::string commit = ", commit " + place(body.leader_commit);
  if (body.entries.empty()) return "heartbeat " + after(body.prev_log) + commit;
  return entries_text(body.entries.span()) + " at " + place(body.prev_log.index.next()) + ", " +
         after(body.prev_log) + commit;
}
std::string label_of(const AppendEntries& body) {
  if (body.entries.empty()) return "heartbeat";
  if (body.entries.size() > 2) {
    return "append " + std::to_string(body.entries.size()) + " entries";
  }
  std::string text = "append";
  for (const Entry& entry : body.entries)
    text += (text == "append" ? " " : ", ") + content_of(entry);
  return text;
}

std::string said_by(const AppendEntriesReply& body) {
  if (body.success) return "yes, the logs agree up to " + place(body.match_index);
  if (body.prev_log_index.value == 0) return "no";
  return "no, nothing matches at " + place(body.prev_log_index) + "; try " + after(body.conflict);
}
std::string label_of(const AppendEntriesReply& body) {
  if (body.success) return "ok " + place(body.match_index);
  return body.prev_log_index.value == 0 ? "no" : "no " + place(body.prev_log_index);
}

}  // namespace raft
