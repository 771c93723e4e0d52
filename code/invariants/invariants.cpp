#include "invariants/invariants.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "invariants/invariant.h"
#include "membership/configuration.h"
#include "text/readable.h"

namespace raft {
namespace {

// A command as text that fits a line.
std::string as_quoted(std::string_view bytes) { return '"' + shortened(readable(bytes), 40) + '"'; }

std::string described(const Configuration& members) {
  std::string text = "the members " + to_string(members.voters);
  if (members.joint()) text += " jointly with " + to_string(members.outgoing);
  return text;
}

std::string described(const Entry& entry) {
  if (entry.kind == EntryKind::no_op) return "a no-op";
  if (entry.kind == EntryKind::command) return as_quoted(entry.command.bytes());
  const auto members = decode_configuration(entry.command);
  return members ? described(*members) : "an unreadable configuration";
}

// Chapter 1's servers know no terms: nothing is said of term 0.
std::string in_term(Term term) { return term == Term{} ? "" : " in term " + to_string(term); }
std::string of_term(Term term) { return term == Term{} ? "" : " of term " + to_string(term); }

}  // namespace

Invariants::Verdict Invariants::broken(Invariant invariant, ServerId server,
                                       std::vector<std::string> facts) const {
  if (!watched_.contains(invariant)) return std::nullopt;
  return raft::broken(invariant, server, std::move(facts));
}

// ---- what the stage calls

std::optional<Violation> Invariants::check(const View& now, std::span<const Occurrence> happened) {
  Server& server = remembered(now.server);
  for (const Occurrence& occurrence : happened) {
    auto verdict = std::visit([&](const auto& what) { return hear(server, what); }, occurrence);
    if (verdict) return verdict;
  }
  return look(server, now);
}

std::optional<Violation> Invariants::check_restart(const View& now) {
  Server& server = remembered(now.server);
  server.role = RoleName::follower;
  server.term_and_vote = {now.term_and_vote.current_term, std::nullopt};
  server.commit_index = {};
  server.last_applied = {};
  server.log.clear();
  return look(server, now);
}

Invariants::Server& Invariants::remembered(ServerId id) {
  while (servers_.size() <= id.value) {
    servers_.push_back({.id = {static_cast<std::uint8_t>(servers_.size())}});
  }
  return servers_[id.value];
}

// ---- what happened, in order

Invariants::Verdict Invariants::hear(Server&, const trace::TimedOut&) const { return {}; }
Invariants::Verdict Invariants::hear(Server&, const trace::ChangeAbandoned&) const { return {}; }

Invariants::Verdict Invariants::hear(Server& server, const trace::RoleChanged& changed) {
  return take_role(server, changed.role, changed.term);
}

Invariants::Verdict Invariants::hear(Server& server, const trace::Voted& voted) {
  return vote(server, voted.term, voted.candidate);
}

Invariants::Verdict Invariants::hear(Server& server, const trace::Appended& appended) {
  if (appended.first > server.last_index().next()) return {};  // the look at the log will tell
  if (auto verdict = truncate(server, appended.first)) return verdict;
  return append(server, appended.entries);
}

Invariants::Verdict Invariants::hear(Server& server, const trace::Truncated& truncated) {
  return truncate(server, truncated.first);
}

Invariants::Verdict Invariants::hear(Server& server, const trace::Committed& committed) {
  return commit(server, committed.index);
}

// ---- the state after the step

// A node that keeps silent about what it does is judged by its state. Where nothing changed, or all
// that changed was told, this is a handful of comparisons.
Invariants::Verdict Invariants::look(Server& server, const View& now) {
  const Term term = now.term_and_vote.current_term;
  if (now.role != server.role || term != server.term_and_vote.current_term) {
    if (auto verdict = take_role(server, now.role, term)) return verdict;
  }
  if (now.term_and_vote.voted_for != server.term_and_vote.voted_for) {
    if (auto verdict = look_at_vote(server, now)) return verdict;
  }
  const LogIndex last = now.log->last_index();
  if (last != server.last_index() ||
      now.log->term_at(last) != known_[server.last_entry()].entry.term) {
    if (auto verdict = look_at_log(server, *now.log)) return verdict;
  }
  if (now.commit_index != server.commit_index) {
    if (auto verdict = commit(server, now.commit_index)) return verdict;
  }
  return now.last_applied == server.last_applied ? std::nullopt : look_at_applied(server, now);
}

Invariants::Verdict Invariants::look_at_vote(Server& server, const View& now) {
  const Term term = now.term_and_vote.current_term;
  if (now.term_and_vote.voted_for) return vote(server, term, *now.term_and_vote.voted_for);
  const std::string name = to_string(server.id);
  auto verdict = broken(
      Invariant::vote_stability, server.id,
      {name + " voted for " + to_string(*server.term_and_vote.voted_for) + in_term(term) + ".",
       name + " has no vote any more, and the term is still " + to_string(term) + "."});
  server.term_and_vote.voted_for.reset();
  return verdict;
}

Invariants::Verdict Invariants::look_at_log(Server& server, const Log& log) {
  LogIndex same = std::min(server.last_index(), log.last_index());
  while (same.value > 0 && log.term_at(same) != known_[server.log[same.value - 1]].entry.term) {
    same = same.previous();
  }
  if (auto verdict = truncate(server, same.next())) return verdict;
  return append(server, log.from(same.next()));
}

Invariants::Verdict Invariants::look_at_applied(Server& server, const View& now) {
  const std::string name = to_string(server.id);
  Verdict verdict;
  if (now.last_applied < server.last_applied) {
    verdict =
        broken(Invariant::apply_order, server.id,
               {name + " had applied its log up to index " + to_string(server.last_applied) + ".",
                name + " says that it has applied only up to index " + to_string(now.last_applied) +
                    " now, and it did not restart."});
  } else if (now.last_applied > now.commit_index) {
    verdict =
        broken(Invariant::apply_order, server.id,
               {name + "'s commit index is " + to_string(now.commit_index) + ".",
                name + " has applied its log up to index " + to_string(now.last_applied) + "."});
  }
  server.last_applied = now.last_applied;
  return verdict;
}

// ---- terms, votes and leaders

Invariants::Verdict Invariants::take_role(Server& server, RoleName role, Term term) {
  const Term before = server.term_and_vote.current_term;
  if (term < before) {
    const std::string name = to_string(server.id);
    auto verdict =
        broken(Invariant::term_monotonicity, server.id,
               {name + " was in term " + to_string(before) + ".",
                name + " is in term " + to_string(term) + " now, and it did not restart."});
    if (verdict) return verdict;
  }
  const bool wins = role == RoleName::leader && (server.role != role || term > before);
  if (term != before) server.term_and_vote = {term, std::nullopt};
  server.role = role;
  return wins ? elected(server) : std::nullopt;
}

// Election Safety, with every leader of the past; then Leader Completeness. Whoever leads in term 0
// was not elected, and neither has anything to say of it.
Invariants::Verdict Invariants::elected(const Server& server) {
  const Term term = server.term_and_vote.current_term;
  if (term == Term{}) return {};
  const auto place = std::lower_bound(reigns_.begin(), reigns_.end(), term,
                                      [](const Reign& reign, Term t) { return reign.term < t; });
  if (place == reigns_.end() || place->term != term) {
    reigns_.insert(place, {term, server.id, server.last_index(), server.last_entry()});
  } else if (place->leader != server.id) {
    const std::string became = " became leader of term " + to_string(term);
    auto verdict =
        broken(Invariant::election_safety, server.id,
               {to_string(place->leader) + became + ".", to_string(server.id) + became + ", too."});
    if (verdict) return verdict;
  }
  return completeness_of_new_leader(server);
}

// All votes count, also those that the server has forgotten in a crash: the candidate has not.
Invariants::Verdict Invariants::vote(Server& server, Term term, ServerId candidate) {
  auto& votes = server.votes;
  const auto place =
      std::lower_bound(votes.begin(), votes.end(), term,
                       [](const VoteGiven& given, Term t) { return given.term < t; });
  if (place == votes.end() || place->term != term) {
    votes.insert(place, {term, candidate});
  } else if (place->candidate != candidate) {
    const std::string voted_for = to_string(server.id) + " voted for ";
    auto verdict = broken(Invariant::vote_stability, server.id,
                          {voted_for + to_string(place->candidate) + in_term(term) + ".",
                           voted_for + to_string(candidate) + in_term(term) + ", too."});
    if (verdict) return verdict;
  }
  if (term == server.term_and_vote.current_term) server.term_and_vote.voted_for = candidate;
  return {};
}

// ---- logs

Invariants::Verdict Invariants::append(Server& server, std::span<const Entry> entries) {
  for (const Entry& entry : entries) {
    if (auto verdict = append(server, entry)) return verdict;
  }
  return {};
}

// Log Matching. An index and a term mean one content and one entry before it, for all logs of the
// run. That is enough, by induction: if two logs have an entry with the same index and term, it is
// the same entry, so the entry before it is the same too, and so on down to index 1. Each entry is
// compared once, when it is appended.
//
// Entries of term 0, which only servers without terms have, are the same if all of it is the same.
Invariants::Verdict Invariants::append(Server& server, const Entry& entry) {
  const LogIndex index = server.last_index().next();
  const auto other = [&](const Known& known) {
    return known.entry.term != entry.term ||
           (entry.term == Term{} &&
            (known.entry != entry || known.previous != server.last_entry()));
  };
  if (newest_at_.size() <= index.value) newest_at_.resize(index.value + 1);
  EntryNumber number = newest_at_[index.value];
  while (number != 0 && other(known_[number])) number = known_[number].same_index;
  Verdict verdict;
  if (number != 0 && known_[number].entry != entry) {
    verdict =
        broken(Invariant::log_matching, server.id,
               {to_string(known_[number].holder) + "'s log got " + describe(number, index) + ".",
                to_string(server.id) + "'s log got " + described(entry) + ", also as entry " +
                    to_string(index) + " of term " + to_string(entry.term) + "."});
  } else if (number != 0 && known_[number].previous != server.last_entry()) {
    verdict = broken(Invariant::log_matching, server.id,
                     {to_string(known_[number].holder) + "'s log got " + describe(number, index) +
                          " after " + describe_before(known_[number].previous, index) + ".",
                      to_string(server.id) + "'s log got the same entry after " +
                          describe_before(server.last_entry(), index) + "."});
  }
  if (verdict) return verdict;
  server.log.push_back(number_of(entry, number, server));
  return {};
}

// Entries that are not the same have numbers of their own, also where nobody minds.
Invariants::EntryNumber Invariants::number_of(const Entry& entry, EntryNumber found,
                                              const Server& server) {
  const bool same =
      found != 0 && known_[found].entry == entry && known_[found].previous == server.last_entry();
  if (same) return found;
  const LogIndex index = server.last_index().next();
  const auto number = static_cast<EntryNumber>(known_.size());
  known_.push_back({entry, server.last_entry(), newest_at_[index.value], server.id});
  newest_at_[index.value] = number;
  return number;
}

// Leader Append-Only, and what is committed stays.
Invariants::Verdict Invariants::truncate(Server& server, LogIndex first) {
  if (first > server.last_index() || first.value == 0) return {};
  const std::string name = to_string(server.id);
  const auto removes = [&] {
    return name + " removed its log from index " + to_string(first) + " on, where it had " +
           describe(server.log[first.value - 1], first) + ".";
  };
  if (server.role == RoleName::leader) {
    auto verdict = broken(
        Invariant::leader_append_only, server.id,
        {name + " is the leader of term " + to_string(server.term_and_vote.current_term) + ".",
         removes()});
    if (verdict) return verdict;
  }
  if (first <= server.commit_index) {
    auto verdict =
        broken(Invariant::commit_monotonicity, server.id,
               {name + "'s commit index is " + to_string(server.commit_index) + ".", removes()});
    if (verdict) return verdict;
  }
  server.log.resize(first.value - 1);
  return {};
}

// ---- what is committed

// State Machine Safety is judged here: a server applies what its commit index covers, in order, so
// a different entry under the commit index is one that is applied, now or later.
Invariants::Verdict Invariants::commit(Server& server, LogIndex index) {
  const Term term = server.term_and_vote.current_term;
  if (index < server.commit_index) {
    const std::string of = to_string(server.id) + "'s commit index ";
    auto verdict = broken(Invariant::commit_monotonicity, server.id,
                          {of + "was " + to_string(server.commit_index) + ".",
                           of + "is " + to_string(index) + " now, and it did not restart."});
    server.commit_index = index;
    return verdict;
  }
  if (index > server.last_index()) {
    const std::string of = to_string(server.id) + "'s ";
    return broken(Invariant::apply_order, server.id,
                  {of + "log ends at index " + to_string(server.last_index()) + ".",
                   of + "commit index is " + to_string(index) + "."});
  }
  bool news =
      false;  // whether an entry is committed that was not, or in an earlier term than known
  for (LogIndex i = server.commit_index.next(); i <= index; i = i.next()) {
    const Commitment mine{server.log[i.value - 1], term, server.id};
    if (i.value > committed_.size()) {
      committed_.push_back(mine);
      news = true;
      continue;
    }
    Commitment& known = committed_[i.value - 1];
    if (known.entry != mine.entry) {
      auto verdict = broken(Invariant::state_machine_safety, server.id,
                            {to_string(known.server) + " committed " + describe(known.entry, i) +
                                 in_term(known.term) + ".",
                             to_string(server.id) + " committed " + describe(mine.entry, i) +
                                 in_term(term) + ", and applies that."});
      if (verdict) return verdict;
    } else if (mine.term < known.term) {
      known = mine;
      news = true;
    }
  }
  server.commit_index = index;
  return news ? completeness_of_past_leaders(server, index) : std::nullopt;
}

// A new leader must hold all that was committed in earlier terms. The terms in committed_ never
// fall from one index to the next, for who commits an index commits all before it in the same term.
Invariants::Verdict Invariants::completeness_of_new_leader(const Server& leader) const {
  const Term term = leader.term_and_vote.current_term;
  LogIndex index = {1};
  for (const Commitment& commitment : committed_) {
    if (commitment.term >= term) break;
    const EntryNumber held = leader.log.size() < index.value ? 0 : leader.log[index.value - 1];
    if (held != commitment.entry) {
      return broken(
          Invariant::leader_completeness, leader.id,
          {to_string(commitment.server) + " committed " + describe(commitment.entry, index) +
               in_term(commitment.term) + ".",
           to_string(leader.id) + " became leader of term " + to_string(term) +
               " without it: " + describe_instead(held, index, leader.last_index()) + "."});
    }
    index = index.next();
  }
  return {};
}

// A commit may become known when a later term has its leader already, because the old leader heard
// late that a majority holds its entry. The leaders of later terms, also those that lead no more,
// are then judged by the log with which they were elected: what they added since is of their own
// terms. It is enough to look for the last entry committed: who holds it holds all before it, by
// Log Matching.
Invariants::Verdict Invariants::completeness_of_past_leaders(const Server& server,
                                                             LogIndex index) const {
  const Term term = server.term_and_vote.current_term;
  const EntryNumber entry = server.log[index.value - 1];
  for (auto reign = reigns_.rbegin(); reign != reigns_.rend() && reign->term > term; ++reign) {
    const EntryNumber held = entry_of(*reign, index);
    if (held == entry) continue;
    return broken(
        Invariant::leader_completeness, server.id,
        {to_string(server.id) + " committed " + describe(entry, index) + in_term(term) + ".",
         to_string(reign->leader) + " had become leader of term " + to_string(reign->term) +
             " without it: " + describe_instead(held, index, reign->last_index) + "."});
  }
  return {};
}

// What stood at `index` of a leader's log when it was elected; 0 if its log was shorter.
Invariants::EntryNumber Invariants::entry_of(const Reign& reign, LogIndex index) const {
  if (index > reign.last_index) return 0;
  EntryNumber number = reign.last_entry;
  for (LogIndex i = reign.last_index; i > index; i = i.previous()) number = known_[number].previous;
  return number;
}

// ---- words

std::string Invariants::describe(EntryNumber number, LogIndex index) const {
  const Entry& entry = known_[number].entry;
  return described(entry) + " (entry " + to_string(index) + of_term(entry.term) + ")";
}

std::string Invariants::describe_before(EntryNumber number, LogIndex index) const {
  return number == 0 ? "nothing" : describe(number, index.previous());
}

std::string Invariants::describe_instead(EntryNumber number, LogIndex index, LogIndex last) const {
  return number == 0 ? "its log ended at index " + to_string(last)
                     : "it had " + describe(number, index) + " there";
}

}  // namespace raft
