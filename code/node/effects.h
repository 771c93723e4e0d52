#pragma once
/// @file
/// Everything that a node asks of the world, as data. A driver performs the effects of a step in
/// this order and finishes each before the next: **save**, then **send**, then **apply**. A promise
/// that is sent before it is saved can be forgotten in a crash (paper section 5.1 and Figure 2,
/// "updated on stable storage before responding to RPCs").

#include <cstdint>
#include <optional>
#include <tuple>
#include <variant>
#include <vector>

#include "core/log.h"
#include "core/vocabulary.h"
#include "node/entries.h"
#include "node/input.h"
#include "node/messages.h"

namespace raft {

/// The first two of Figure 2's three persistent variables.
struct TermAndVote {
  Term current_term = {};
  std::optional<ServerId> voted_for = {};  ///< whom this server voted for in current_term

  auto fields() const { return std::tie(current_term, voted_for); }
  friend bool operator==(const TermAndVote&, const TermAndVote&) = default;
};

/// What must reach the disk before the messages of this step may leave.
struct Save {
  std::optional<TermAndVote> term_and_vote = {};  ///< the new values, if they changed
  /// If set: the disk's log from here on is void; the node's log from here on takes its place.
  std::optional<LogIndex> log_from = {};

  bool needed() const { return term_and_vote || log_from; }
  friend bool operator==(const Save&, const Save&) = default;
};

/// What a disk holds, and what a restarted server begins with.
struct Saved {
  TermAndVote term_and_vote = {};
  Log log = {};

  /// Keeps what `save` asks for. `node_log` is the log of the node that asks.
  void perform(const Save& save, const Log& node_log) {
    if (save.term_and_vote) term_and_vote = *save.term_and_vote;
    if (!save.log_from) return;
    log.truncate_from(*save.log_from);
    log.append(node_log.from(*save.log_from));
  }

  friend bool operator==(const Saved&, const Saved&) = default;
};

/// Committed entries to execute now: those after `after`, up to and including `up_to`.
struct Apply {
  LogIndex after = {};
  LogIndex up_to = {};

  bool needed() const { return after < up_to; }
  friend bool operator==(const Apply&, const Apply&) = default;
};

/// The proposed commands stand in the leader's log from `first` to `last`. They are not committed
/// yet, and may never be.
struct Accepted {
  LogIndex first;
  LogIndex last;
  friend bool operator==(const Accepted&, const Accepted&) = default;
};

/// Why a proposal or a reconfiguration was turned away. Nothing of it is in the log.
enum class Refusal : std::uint8_t {
  not_leader,              ///< ask the leader
  change_in_progress,      ///< one membership change at a time
  no_commit_in_this_term,  ///< the leader has not yet committed an entry of its own term
  no_voters,               ///< a cluster of nobody
  not_supported,           ///< this node has no such part
};

/// A refusal, and who is believed to lead.
struct Refused {
  Refusal why;
  std::optional<ServerId> leader;
  friend bool operator==(const Refused&, const Refused&) = default;
};

/// The membership change that was asked for has begun; its entries follow when the new servers have
/// caught up.
struct ChangeBegun {
  friend bool operator==(const ChangeBegun&, const ChangeBegun&) = default;
};

// [answer]
/// What became of a Propose or Reconfigure; empty where nobody has answered.
using Answer = std::variant<std::monostate, Accepted, ChangeBegun, Refused>;

/// An answer, and the ticket of what it answers.
struct Answered {
  Ticket ticket;
  Answer answer;
  friend bool operator==(const Answered&, const Answered&) = default;
};
// [answer]-end

// [effects]
/// The effects of one step. The caller owns it and hands the same object to every step of a server,
/// so that its buffers are allocated once.
template <class Message>
class EffectsOf {
 public:
  Save save;
  std::vector<Message> messages;  ///< in the order in which the node spoke
  Apply apply;
  std::vector<Answered> answers;  ///< to questions of this step or of earlier ones
  bool message_refused = false;   ///< the input was a message that no honest server sends
  bool message_ignored = false;   ///< the input was a message that this server does not heed now

  /// The answer with this ticket; empty if this step has none.
  Answer answer_to(Ticket ticket) const {
    for (const Answered& one : answers) {
      if (one.ticket == ticket) return one.answer;
    }
    return {};
  }

  EntriesPool& entries() { return entries_; }

  /// Ready for the next step.
  void clear() {
    save = {};
    messages.clear();
    apply = {};
    answers.clear();
    message_refused = false;
    message_ignored = false;
    entries_.step_ended();
  }

 private:
  EntriesPool entries_;
};

/// The effects of the nodes of chapters 2 to 5.
using Effects = EffectsOf<Message>;
// [effects]-end

}  // namespace raft
