#pragma once
// Your own Raft: one server of it. The stage makes several, carries their messages, keeps their
// disks, and calls step() whenever something happens to one of them. Nothing else ever calls you:
// there is no clock, no thread, no socket and no file in here.
//
// As it stands this compiles, hears everything and does nothing. Divide it as you like: into
// functions, classes, more files beside this one. Only the names OwnRaft, step and state, and the
// two arguments of the constructor, have to stay.
//
// The words are the paper's. Those that you will need:
//
//   Term, LogIndex, ServerId, LogPosition   core/vocabulary.h
//   ServerSet: with, without, size, for     core/server_set.h
//   Log: last, holds, append, from, ...     core/log.h
//   RequestVote, AppendEntries, ...         node/messages.h
//   Save, Apply, Accepted, Refused, ...     node/effects.h
//   Output, Figure2                         exercises/own-raft/battery/own_node.h

#include <variant>

#include "core/log.h"
#include "core/majority.h"  // has_majority(in_favour, voters)
#include "core/random.h"    // the only chance there is: Random(setup.seed)
#include "core/server_set.h"
#include "membership/configuration.h"  // encode() and decode_configuration(), for level 15
#include "own_node.h"

namespace raft {

class OwnRaft {
 public:
  // A server starts, for the first time or again after a crash.
  //
  // setup.me      who it is
  // setup.voters  who decides, itself included (empty for a server that will be added later)
  // setup.timing  how patient it is, in ticks: election_timeout_min .. election_timeout_max, and
  //               heartbeat_interval
  // setup.entries_per_message  the most that one AppendEntries may carry
  // setup.seed    of its chance; each server has another one
  // saved         what its disk holds: all that your Outputs have asked to save, and no more
  OwnRaft(const Setup& setup, const Saved& saved) : setup_(setup) {
    // What must outlive a crash is taken from `saved` here.
    (void)saved;
  }

  // Something has happened. Handle it to the end, and return all that shall follow from it.
  Output step(const Input& input) {
    Output output;
    std::visit([&](const auto& what) { on(what, output); }, input);
    return output;
  }

  // The stage looks at this after each step: keep it true. It is also the place of your state.
  const Figure2& state() const { return state_; }

 private:
  // One tick of this server's clock, a millisecond if it runs right. Count them: when a follower or
  // candidate has heard nothing for too long, it is an ElectionTimeout; when a leader has been
  // silent for heartbeat_interval, it is a HeartbeatTimeout.
  void on(const Tick&, Output&) {}

  // Stand for election now. (A scenario can cause this; so should your ticks.) A leader ignores it.
  void on(const ElectionTimeout&, Output&) {}

  // Be heard now, if you lead: send AppendEntries to everyone else.
  void on(const HeartbeatTimeout&, Output&) {}

  // Clients want propose.commands in the log. Only a leader takes them:
  //   output.answer = Accepted{first_index, last_index};
  // anyone else says who leads, if it knows:
  //   output.answer = Refused{Refusal::not_leader, state_.leader};
  void on(const Propose&, Output&) {}

  // An administrator wants reconfigure.voters to be the voters (level 15):
  //   output.answer = ChangeBegun{};   or   Refused{Refusal::...};
  void on(const Reconfigure&, Output& output) {
    output.answer = Refused{Refusal::not_supported, state_.leader};
  }

  // Somebody has sent this. message.from and message.term are on the envelope. What no honest
  // server sends is turned away before it comes here.
  void on(const Message& message, Output& output) {
    std::visit([&](const auto& body) { on(message, body, output); }, message.body);
  }

  void on(const Message&, const RequestVote&, Output&) {}
  void on(const Message&, const RequestVoteReply&, Output&) {}
  void on(const Message&, const AppendEntries&, Output&) {}
  void on(const Message&, const AppendEntriesReply&, Output&) {}

  // How to send:
  //   output.messages.push_back({.from = setup_.me, .to = server,
  //                              .term = state_.term_and_vote.current_term,
  //                              .body = RequestVote{.last_log = state_.log.last()}});
  // How to save, before the messages of this step leave:
  //   output.save.term_and_vote = state_.term_and_vote;
  //   output.save.log_from = first_index_that_changed;
  // How to execute what is committed:
  //   output.apply = {.after = state_.last_applied, .up_to = state_.commit_index};
  //   state_.last_applied = state_.commit_index;

  Setup setup_;
  Figure2 state_;
};

}  // namespace raft
