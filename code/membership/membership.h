#pragma once
/// @file
/// Chapter 5: the cluster changes its members while it runs. Paper section 6; dissertation
/// chapter 4.
///
/// The part keeps the configurations that stand in the log, the latest of which is in force from
/// the moment it is appended, committed or not, and leads a change through its phases. It does not
/// by itself make a change safe: OneChangeAtATime, JointConsensus and CommitBeforeChange do, each
/// in a file of its own, so that each can be left out and missed.

#include <algorithm>
#include <optional>
#include <span>
#include <tuple>
#include <utility>
#include <vector>

#include "core/ensure.h"
#include "core/log.h"
#include "election/election.h"
#include "membership/catch_up.h"
#include "membership/configuration.h"
#include "node/events.h"
#include "node/input.h"
#include "node/part.h"
#include "node/setup.h"
#include "replication/replication.h"
#include "safety/durability.h"

namespace raft {

/// A change that a leader has begun and whose entry is not yet in its log.
struct Change {
  ServerSet voters;                ///< the voters when it is done
  std::vector<CatchUp> newcomers;  ///< those that have to catch up

  auto fields() const { return std::tie(voters, newcomers); }
  friend bool operator==(const Change&, const Change&) = default;
};

/// A configuration and the entry that brought it; index 0 is the one the cluster began with.
struct InForce {
  LogIndex since;
  Configuration members;

  auto fields() const { return std::tie(since, members); }
  friend bool operator==(const InForce&, const InForce&) = default;
};

/// The part of chapter 5.
struct Membership {
  using builds_on = After<Election, Replication, IfListed<Durability>>;
  using hears = Events<Appended, Truncated, Restored, Reconfigure, Current<AppendEntriesReply>,
                       Tick, Committed, SteppedDown>;
  using objects_to = Questions<Candidacy, Sound, Plausible<AppendEntries>>;

  explicit Membership(const Setup& setup)
      : configurations{{LogIndex{}, Configuration{setup.voters, {}}}} {}

  std::vector<InForce> configurations;  ///< ascending; the last is in force
  std::optional<Change> change;         ///< of a leader

  const Configuration& members() const { return configurations.back().members; }
  bool members_committed(const auto& node) const {
    return configurations.back().since <= node.commit_index;
  }

  // [in-force]
  void on(const Appended& appended, auto& node) {
    bool changed = false;
    LogIndex index = appended.first;
    for (const Entry& entry : node.log.from(appended.first)) {
      if (entry.kind == EntryKind::configuration) {
        const auto members = decode_configuration(entry.command);
        ensure(members.has_value(), "a configuration that the gate has let in");
        configurations.push_back({index, *members});
        changed = true;
      }
      index = index.next();
    }
    if (changed) adopt(node);
  }

  void on(const Truncated& truncated, auto& node) {
    while (configurations.back().since >= truncated.first) configurations.pop_back();
    adopt(node);
  }

  void on(const Restored&, auto& node) { on(Appended{node.log.first_index()}, node); }

  void adopt(auto& node) {
    node.voters = members().voters;
    ServerSet others = members().everyone();
    // Who has been removed is still spoken to, until the next change: it must hear that it is out,
    // or it would stand for election again and again.
    if (configurations.size() > 1) others = others | configurations.end()[-2].members.everyone();
    if (change) others = others | change->voters;
    node.peers = others.without(node.me);
    if (node.followers) node.followers->track(node.peers, node.log.last_index());
  }
  // [in-force]-end

  // [stand]
  bool allows(const Candidacy&, const auto& node) const {
    if (members().everyone().contains(node.me)) return true;
    return !members_committed(node) &&
           configurations.end()[-2].members.everyone().contains(node.me);
  }
  // [stand]-end

  // [change]
  void on(const Reconfigure& wanted, auto& node) {
    const auto answer = [&](const Answer& said) {
      node.effects().answers.push_back({wanted.ticket, said});
    };
    const auto refuse = [&](Refusal why) { answer(Refused{why, node.known_leader()}); };
    if (!node.leads()) return refuse(Refusal::not_leader);
    if (wanted.voters.empty()) return refuse(Refusal::no_voters);
    Refusal why{};
    if (!node.agreed(MembershipChange{why})) return refuse(why);
    begin(wanted.voters, node);
    answer(ChangeBegun{});
  }

  void begin(ServerSet voters, auto& node) {
    change = Change{voters, {}};
    for (const ServerId newcomer : (voters - members().everyone()).without(node.me)) {
      change->newcomers.push_back({.server = newcomer, .target = node.log.last_index()});
    }
    adopt(node);
    for (const CatchUp& newcomer : change->newcomers) node.send(newcomer.server, AppendEntries{});
    append_when_ready(node);
  }

  void append_when_ready(auto& node) {
    const auto ready = [&](const CatchUp& c) { return c.ready(node.election_timer.shortest()); };
    if (!std::all_of(change->newcomers.begin(), change->newcomers.end(), ready)) return;
    const Configuration next = first_step(members().voters, change->voters);
    change.reset();
    append_configuration(next, node);
  }

  void append_configuration(const Configuration& next, auto& node) {
    const Command command = encode(next);
    node.append({&command, 1}, EntryKind::configuration, node);
  }
  // [change]-end

  // [catch-up]
  void on(const Current<AppendEntriesReply>& reply, auto& node) {
    if (!change || !reply.message.success) return;
    const auto newcomer = std::find_if(change->newcomers.begin(), change->newcomers.end(),
                                       [&](const CatchUp& c) { return c.server == reply.from; });
    if (newcomer == change->newcomers.end()) return;
    if (!newcomer->round_finished(node.followers->of(reply.from).match_index())) return;
    newcomer->begin_next_round(node.log.last_index(), node.election_timer.shortest());
    append_when_ready(node);
  }

  void on(const Tick&, auto& node) {
    if (!change) return;
    bool hopeless = false;
    for (CatchUp& newcomer : change->newcomers) {
      ++newcomer.ticks;
      hopeless |= newcomer.hopeless(node.election_timer.shortest());
    }
    if (!hopeless) return;
    change.reset();
    adopt(node);
    node.tell(ChangeAbandoned{});
  }
  // [catch-up]-end

  // [finish]
  void on(const Committed&, auto& node) {
    if (!node.leads() || !members_committed(node)) return;
    if (members().joint()) {
      append_configuration({.voters = members().voters}, node);
    } else if (!members().voters.contains(node.me)) {
      node.follow(std::nullopt, node);
    }
  }

  void on(const SteppedDown&, auto& node) {
    if (!std::exchange(change, std::nullopt)) return;
    adopt(node);
  }
  // [finish]-end

  // [readable]
  bool allows(const Plausible<AppendEntries>& request, const auto&) const {
    return all_readable(request.received.message.entries.span());
  }

  bool allows(const Sound& disk, const auto&) const {
    return all_readable(disk.saved.log.entries());
  }

  static bool all_readable(std::span<const Entry> entries) {
    return std::all_of(entries.begin(), entries.end(), [](const Entry& entry) {
      return entry.kind != EntryKind::configuration ||
             decode_configuration(entry.command).has_value();
    });
  }
  // [readable]-end

  auto fields() const { return std::tie(configurations, change); }
  friend bool operator==(const Membership&, const Membership&) = default;
};

}  // namespace raft
