#pragma once
/// @file
/// What the parts of a node tell each other (events) and ask each other (questions). Inputs are
/// events too: a tick, a timeout, a proposal. An event is heard by every part with `on(event,
/// node)`, in chapter order. A question is put to every part with `allows(question, node)`; the
/// answer is yes if none of them objects.

#include "core/log.h"
#include "core/server_set.h"
#include "node/effects.h"
#include "node/messages.h"

namespace raft {

// ---- events

// [arrival]
/// A message has arrived. Only the term rule of Election hears it; what is of the current term is
/// then told again as Current, and nobody else need ever think about terms of the past.
template <class M>
struct Received {
  ServerId from;
  Term term;
  const M& message;
};

/// A message of the current term has arrived.
template <class M>
struct Current {
  ServerId from;
  const M& message;
};
// [arrival]-end

// [departing]
/// A message is about to leave; a part may still write its share into it.
template <class M>
struct Departing {
  ServerId to;
  M& message;
};
// [departing]-end

// [reign]
/// This server stands for election: its term is new, its vote its own.
struct BecameCandidate {};

/// This server has won the election of its current term.
struct Elected {};

/// This server is a follower now. Told when it was not one before, and when it learns of a later
/// term or of the leader of its own.
struct SteppedDown {};

/// This server has given its vote to another.
struct Voted {
  ServerId candidate;
};
// [reign]-end

// [log-changes]
/// Entries have been added at the end of the log; `first` is the first of them.
struct Appended {
  LogIndex first;
};

/// The entry at `first` and all after it were removed from the log; the new end is before `first`.
struct Truncated {
  LogIndex first;
};

/// The commit index has moved from `before` to the node's commit_index.
struct Committed {
  LogIndex before;
};
// [log-changes]-end

// [abandoned]
/// The leader gives up a membership change: a new server did not catch up.
struct ChangeAbandoned {};
// [abandoned]-end

// [restored]
/// The server starts again with what its disk kept. Told once, before any input.
struct Restored {
  const Saved& saved;
};
// [restored]-end

// [step-ends]
/// All that the input caused has happened. Now comes what follows from all of it together: what can
/// be committed is committed, and what is committed is executed. More may happen here.
struct Settling {};

/// Nothing more happens in this step: what has changed and must be on the disk before the messages
/// leave is noted in `save`. Whoever hears this sees the node as const: it can tell and send
/// nothing in answer.
struct Saving {
  Save& save;
};
// [step-ends]-end

// ---- questions

// [plausible]
/// Could an honest server have sent me this? Asked at the gate, before the term rule. What is not
/// plausible is refused: something is wrong with its sender, or with the network.
template <class M>
struct Plausible {
  const Received<M>& received;
};

/// Do I heed this now, before even its term teaches me something? What is not heeded is ignored:
/// its sender is honest, and had better not be listened to.
template <class M>
struct Heed {
  const Received<M>& received;
};
// [plausible]-end

// [sound]
/// Could this server have saved that? Asked before it is restored.
struct Sound {
  const Saved& saved;
};
// [sound]-end

// [sending]
/// May this message leave now? A part that objects holds it back.
template <class M>
struct Sending {
  ServerId to;
  const M& message;
};
// [sending]-end

// [election-questions]
/// May I stand for election?
struct Candidacy {};

/// May I vote for this candidate?
struct Vote {
  ServerId candidate;
  const RequestVote& request;
};

/// Are these servers enough to decide, for an election or for a commit?
struct Decision {
  ServerSet in_favour;
};
// [election-questions]-end

// [proposal]
/// May I, the leader, take commands into my log? A part that objects says why in `why`.
struct Proposal {
  Refusal& why;
};
// [proposal]-end

// [commit-question]
/// May I, the leader, commit the entry at this index, now that these servers hold it?
struct Commit {
  LogIndex index;
  ServerSet holders;
};
// [commit-question]-end

// [change-question]
/// May I, the leader, change the members now? A part that objects says why in `why`.
struct MembershipChange {
  Refusal& why;
};
// [change-question]-end

}  // namespace raft
