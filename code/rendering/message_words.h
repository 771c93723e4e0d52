#pragma once
/// @file
/// What a message says, in words: in a sentence, and in the few characters of a label. Each message
/// has both here, or its name will do for a label; of one without a sentence nobody can tell.

#include <string>

#include "node/messages.h"

namespace raft {

/// The contents, without a verb: "its log ends at #4 of term 2", "yes", "heartbeat after #4 of
/// ...".
std::string said_by(const RequestVote& body);
std::string said_by(const RequestVoteReply& body);
std::string said_by(const AppendEntries& body);
std::string said_by(const AppendEntriesReply& body);

/// The whole message as a label: its name, if no shorter words are known.
template <class M>
std::string label_of(const M&) {
  return std::string(M::traits.name);
}
/// "vote yes"
std::string label_of(const RequestVoteReply& body);
/// "append x=1", "append 3 entries", "heartbeat"
std::string label_of(const AppendEntries& body);
/// "ok #3", "no #4"
std::string label_of(const AppendEntriesReply& body);

}  // namespace raft
