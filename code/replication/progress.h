#pragma once
/// @file
/// What a leader knows about the logs of its followers, each by itself: where to send from
/// (nextIndex) and up to where both logs are known to agree (matchIndex). Figure 2, volatile state
/// on leaders; dissertation section 3.5.

#include <algorithm>
#include <optional>
#include <tuple>
#include <utility>
#include <vector>

#include "core/ensure.h"
#include "core/log.h"
#include "node/messages.h"

namespace raft {

/// The leader's view of one follower. Always match_index < next_index.
///
/// It is either *probing*: the leader does not know where the logs agree, and asks about one place
/// at a time; or *streaming*: it knows, and sends entries without waiting for the answer to those
/// before (pipelining, dissertation section 10.2.2). The first success begins the stream, a refusal
/// ends it.
class Progress {
 public:
  /// A new leader's guess: the follower has all that the leader has (Figure 2: "initialized to
  /// leader last log index + 1").
  Progress(ServerId server, LogIndex last) : server_(server), next_index_(last.next()) {}

  ServerId server() const { return server_; }
  LogIndex next_index() const { return next_index_; }
  LogIndex match_index() const { return match_index_; }
  bool probing() const { return probing_; }

  /// Entries up to `last` have been sent. A streaming leader goes on after them.
  void sent(LogIndex last) {
    if (!probing_) next_index_ = last.next();
  }

  /// The follower holds the leader's log up to `match`. Answers may arrive late or twice, so
  /// neither index ever moves back.
  void succeeded(LogIndex match) {
    match_index_ = std::max(match_index_, match);
    next_index_ = std::max(next_index_, match_index_.next());
    probing_ = false;
  }

  /// The follower's log lacks the place that the leader named. False if that is no reason to ask
  /// again now: it is old news, the answer to a question that the leader has since asked
  /// differently; or there is no earlier place to ask about, because the follower lost what it had
  /// confirmed. Otherwise the next place to try is the last one where `log` and the follower's can
  /// still agree: one round trip a term, not one an entry.
  bool refused(const AppendEntriesReply& reply, const Log& log) {
    const bool old_news = probing_ ? reply.prev_log_index.next() != next_index_
                                   : reply.prev_log_index <= match_index_;
    if (old_news) return false;
    const LogPosition common = log.last_not_after(reply.conflict.term, reply.conflict.index);
    const LogIndex lower = std::min(common.index.next(), reply.prev_log_index);
    const bool asked = std::exchange(probing_, true);
    const LogIndex before = std::exchange(next_index_, std::max(lower, match_index_.next()));
    return !asked || next_index_ < before;
  }

  auto fields() const { return std::tie(server_, next_index_, match_index_, probing_); }
  friend bool operator==(const Progress&, const Progress&) = default;

 private:
  ServerId server_;
  LogIndex next_index_;
  LogIndex match_index_;
  bool probing_ = true;
};

/// A leader's view of all its followers. Exists only while it leads.
class Followers {
 public:
  /// Follows exactly `peers`: keeps what is known of those already followed and guesses for the
  /// rest.
  void track(ServerSet peers, LogIndex last) {
    std::erase_if(all_, [&](const Progress& p) { return !peers.contains(p.server()); });
    for (const ServerId peer : peers) {
      if (!find(peer)) all_.emplace_back(peer, last);
    }
    std::sort(all_.begin(), all_.end(),
              [](const Progress& a, const Progress& b) { return a.server() < b.server(); });
  }

  Progress* find(ServerId server) {
    for (Progress& p : all_) {
      if (p.server() == server) return &p;
    }
    return nullptr;
  }

  /// The view of `server`, which is one of those that are followed.
  Progress& of(ServerId server) {
    Progress* const found = find(server);
    ensure(found != nullptr, "a follower that the leader keeps track of");
    return *found;
  }

  /// The followers whose log is known to agree up to `index`.
  ServerSet holding(LogIndex index) const {
    ServerSet holders;
    for (const Progress& p : all_) {
      if (p.match_index() >= index) holders.add(p.server());
    }
    return holders;
  }

  auto begin() const { return all_.begin(); }
  auto end() const { return all_.end(); }

  auto fields() const { return std::tie(all_); }
  friend bool operator==(const Followers&, const Followers&) = default;

 private:
  std::vector<Progress> all_;
};

}  // namespace raft
