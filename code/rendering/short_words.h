#pragma once
/// @file
/// The same voice as rendering/words.h, in the few characters that a table's cell or a label beside
/// an arrow has: "votes for S2", "vote yes", "append x=1". The full sentence is never far away.

#include <cstdint>
#include <string>
#include <vector>

#include "rendering/steps.h"

namespace raft {

/// "RequestVote", "vote yes", "append x=1", "append 3 entries", "heartbeat", "ok #3", "no #4".
std::string brief(const Message& message);

/// What kind of news a note is: it decides how the note looks.
enum class NoteKind : std::uint8_t {
  arrival,    ///< a message is handled
  departure,  ///< a message, or the same to several servers, leaves
  loss,       ///< a message never arrives
  role,       ///< the server's new role or term
  vote,
  log,     ///< the log or the commit index has changed
  fault,   ///< crash, pause, a strange clock or disk, a refused message
  repair,  ///< restart, resume
  client,  ///< a client asks or learns
  other,
};

/// A few words about a part of a step.
struct Note {
  NoteKind kind = NoteKind::other;
  std::string text = {};
  const TraceEvent* event = nullptr;  ///< the first event that it is about; never null
};

/// The notes of a step of one server, in order: what is quiet, and what another note implies, is
/// left out. `everyone` are the servers of the run: a message to all others is "all".
std::vector<Note> notes_of(const Step& step, const Steps& steps, ServerSet everyone);

}  // namespace raft
