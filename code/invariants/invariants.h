#pragma once
/// @file
/// The named invariants, checked after every step of every server, on the new state and on the pair
/// of old and new: the five of the paper's Figure 3, and the things that only ever grow.
///
/// Election Safety, Leader Append-Only, Log Matching, Leader Completeness, State Machine Safety;
/// Term Monotonicity, Vote Stability (one vote a term), Commit Monotonicity, Apply Order.
///
/// The checker remembers the whole history of the run (who led which term, which entry stood at
/// which position, what was committed), so each step costs only what the step changed.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "invariants/invariant.h"
#include "invariants/observer.h"
#include "invariants/relabelled_digest.h"
#include "invariants/view.h"
#include "invariants/violation.h"
#include "node/effects.h"

namespace raft {

/// The memory of a run, against which each step is checked. A regular value. Not for use from two
/// threads at once.
class Invariants {
 public:
  /// Judges by these invariants. Where another one is broken, the memory keeps what was first.
  explicit Invariants(InvariantSet watched = InvariantSet::all()) : watched_(watched) {}

  /// After each step of a server: its state now, and what happened inside during the step, in
  /// order. Returns the first watched invariant that is broken; the run ends there, for the memory
  /// is not exact afterwards. Amortised O(entries appended and committed in this step), and
  /// O(length of the log) when a leader is elected.
  ///
  /// If the server's disk is slow, the time to call is when what the step saves is saved. Until
  /// then nobody else can know of the step, and a crash undoes it: a vote that was never told is
  /// not given.
  std::optional<Violation> check(const View& now, std::span<const Occurrence> happened);

  /// After a server has started again: it has lost all but what its disk held, which is no
  /// violation in itself; what it does with it may be one. O(length of the log).
  std::optional<Violation> check_restart(const View& now);

  /// The fingerprint of all that later verdicts may depend on beyond the servers' states: votes,
  /// reigns, commitments, and entries that have been seen; with the servers called by these names.
  /// What can only matter to a server of a past term is left out. O(all that is remembered).
  /// @param earliest  by server, S1 first: the earliest term in which it can be from now on
  std::uint64_t digest(const Relabelling& names, std::span<const Term> earliest) const;

  friend bool operator==(const Invariants&, const Invariants&) = default;

 private:
  // Every entry that ever stood in a log has a number, from 1, in order of appearance; 0 is the
  // place before the first entry. Two servers hold the same entry exactly if they hold the same
  // number.
  using EntryNumber = std::uint32_t;
  struct Known {
    Entry entry = {};
    EntryNumber previous = 0;    // the entry before it
    EntryNumber same_index = 0;  // an entry at the same index and of another term, if there is one
    ServerId holder = {};        // in whose log it was seen first

    friend bool operator==(const Known&, const Known&) = default;
  };

  // What stands committed at one index, and who committed it, in the lowest term known so far.
  struct Commitment {
    EntryNumber entry = 0;
    Term term = {};
    ServerId server = {};

    friend bool operator==(const Commitment&, const Commitment&) = default;
  };

  // Who won a term, and where the winner's log ended when it did. The last entry stands for the
  // whole log, because each entry knows the one before it.
  struct Reign {
    Term term = {};
    ServerId leader = {};
    LogIndex last_index = {};
    EntryNumber last_entry = 0;

    friend bool operator==(const Reign&, const Reign&) = default;
  };

  struct VoteGiven {
    Term term = {};
    ServerId candidate = {};

    friend bool operator==(const VoteGiven&, const VoteGiven&) = default;
  };

  // A server as it was after its last step. Its votes outlive a restart.
  struct Server {
    ServerId id = {};
    RoleName role = RoleName::follower;
    TermAndVote term_and_vote = {};
    LogIndex commit_index = {};
    LogIndex last_applied = {};
    std::vector<EntryNumber> log = {};
    std::vector<VoteGiven> votes = {};  // ascending by term

    LogIndex last_index() const { return {log.size()}; }
    EntryNumber last_entry() const { return log.empty() ? 0 : log.back(); }
    friend bool operator==(const Server&, const Server&) = default;
  };

  using Verdict = std::optional<Violation>;
  // Nothing, if nobody watches for it; then the caller goes on as well as it can.
  Verdict broken(Invariant invariant, ServerId server, std::vector<std::string> facts) const;

  Server& remembered(ServerId id);

  Verdict hear(Server& server, const trace::TimedOut&) const;
  Verdict hear(Server& server, const trace::RoleChanged& changed);
  Verdict hear(Server& server, const trace::Voted& voted);
  Verdict hear(Server& server, const trace::Appended& appended);
  Verdict hear(Server& server, const trace::Truncated& truncated);
  Verdict hear(Server& server, const trace::Committed& committed);
  Verdict hear(Server& server, const trace::ChangeAbandoned&) const;

  Verdict look(Server& server, const View& now);
  Verdict look_at_vote(Server& server, const View& now);
  Verdict look_at_log(Server& server, const Log& log);
  Verdict look_at_applied(Server& server, const View& now);

  Verdict take_role(Server& server, RoleName role, Term term);
  Verdict elected(const Server& server);
  Verdict vote(Server& server, Term term, ServerId candidate);
  Verdict append(Server& server, std::span<const Entry> entries);
  Verdict append(Server& server, const Entry& entry);
  EntryNumber number_of(const Entry& entry, EntryNumber found, const Server& server);
  Verdict truncate(Server& server, LogIndex first);
  Verdict commit(Server& server, LogIndex index);
  Verdict completeness_of_new_leader(const Server& leader) const;
  Verdict completeness_of_past_leaders(const Server& server, LogIndex index) const;

  EntryNumber entry_of(const Reign& reign, LogIndex index) const;
  std::string describe(EntryNumber number, LogIndex index) const;
  std::string describe_before(EntryNumber number, LogIndex index) const;
  std::string describe_instead(EntryNumber number, LogIndex index, LogIndex last) const;
  std::uint64_t digest_of_votes(const Relabelling& names, std::span<const Term> earliest) const;
  std::vector<std::uint64_t> digests_of_known(const Relabelling& names) const;

  InvariantSet watched_;
  std::vector<Server> servers_;           // by id
  std::vector<Known> known_ = {Known{}};  // by number
  std::vector<EntryNumber> newest_at_;    // by index: the newest number there; 0 if none
  std::vector<Commitment> committed_;     // by index, from 1
  std::vector<Reign> reigns_;             // ascending by term
};

}  // namespace raft
