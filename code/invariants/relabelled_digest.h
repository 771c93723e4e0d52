#pragma once
/// @file
/// The fingerprint of a value in which the servers are called by other names. Raft treats all
/// servers alike, so a cluster in which S1 and S2 have changed places has the same future, with
/// S1 and S2 exchanged. Who looks at all states of a cluster need look at one of them.
///
/// What depends on time alone is left out: the timers, and how long a newcomer has been catching
/// up. Without a clock they decide nothing but what an input decides anyway.

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <tuple>
#include <variant>
#include <vector>

#include "core/digest.h"
#include "core/log.h"
#include "core/random.h"
#include "election/election.h"
#include "election/election_timer.h"
#include "membership/catch_up.h"
#include "membership/configuration.h"
#include "membership/membership.h"
#include "node/entries.h"
#include "replication/progress.h"

namespace raft {

/// Other names for the servers; at first everyone's own.
class Relabelling {
 public:
  Relabelling() {
    for (std::uint8_t i = 0; i < names_.size(); ++i) names_[i] = i;
  }
  /// No names at all: there is `me`, and there are others.
  static Relabelling seen_by(ServerId me) {
    Relabelling names;
    names.me_ = me;
    return names;
  }

  /// From now on `server` is called `name`. No two servers may be called the same.
  void call(ServerId server, ServerId name) { names_[server.value] = name.value; }

  std::uint64_t of(ServerId server) const {
    if (me_) return server == *me_ ? 1 : 2;
    return names_[server.value];
  }
  /// The servers of a set under their names; without names, how many they are and whether I am one.
  std::uint64_t of(ServerSet servers) const {
    if (me_) return servers.size() * 2u + (servers.contains(*me_) ? 1u : 0u);
    ServerSet renamed;
    for (const ServerId server : servers) renamed.add({names_[server.value]});
    return renamed.bits();
  }

  friend bool operator==(const Relabelling&, const Relabelling&) = default;

 private:
  std::array<std::uint8_t, ServerId::highest + 1> names_{};
  std::optional<ServerId> me_;
};

/// Digest, in other names.
class RelabelledDigest {
 public:
  /// `names` must outlive it.
  explicit RelabelledDigest(const Relabelling& names) : names_(names) {}

  std::uint64_t value() const { return stirred(digest_.value()); }

  // ---- what names a server

  void add(ServerId server) { digest_.add(names_.of(server)); }
  void add(ServerSet servers) { digest_.add(names_.of(servers)); }
  void add(const Entry& entry) {
    add(entry.term), add(static_cast<int>(entry.kind));
    const bool names_servers = entry.kind == EntryKind::configuration;
    const auto members = names_servers ? decode_configuration(entry.command) : std::nullopt;
    members ? add(*members) : add(entry.command.bytes());
  }
  // In the order of the ids, which the names may not have.
  void add(const Followers& followers) { add_in_any_order(followers); }
  void add(const Change& change) { add(change.voters), add_in_any_order(change.newcomers); }

  // ---- what depends on time

  void add(const ElectionTimer&) {}
  void add(const HeartbeatTimer&) {}
  void add(const CatchUp& newcomer) {
    add(newcomer.server), add(newcomer.target), add(newcomer.slow_rounds), add(newcomer.quick);
  }

  // ---- what decides nothing

  /// A candidate remembers who refused, for those who watch.
  void add(const Candidate& candidate) { add(candidate.granted); }

  // ---- all else

  void add(std::integral auto number) { digest_.add(number); }
  void add(std::string_view text) { digest_.add(text); }
  void add(Term term) { digest_.add(term); }
  void add(LogIndex index) { digest_.add(index); }
  void add(LogPosition position) { digest_.add(position); }
  void add(const Entries& entries) {
    add(entries.size());
    for (const Entry& entry : entries) add(entry);
  }

  template <class T>
  requires requires(const T& value) { value.fields(); }
  void add(const T& value) {
    std::apply([&](const auto&... field) { (add(field), ...); }, value.fields());
  }
  template <class T>
  void add(const std::optional<T>& value) {
    add(value.has_value());
    if (value) add(*value);
  }
  template <class T>
  void add(const std::vector<T>& values) {
    add(values.size());
    for (const T& value : values) add(value);
  }
  template <class... Ts>
  void add(const std::variant<Ts...>& value) {
    add(value.index());
    std::visit([&](const auto& held) { add(held); }, value);
  }

 private:
  void add_in_any_order(const auto& values) {
    std::uint64_t sum = 0;
    for (const auto& value : values) {
      RelabelledDigest one(names_);
      one.add(value);
      sum += one.value();
    }
    digest_.add(sum);
  }

  const Relabelling& names_;
  Digest digest_;
};

/// The fingerprint of one value, in these names.
template <class T>
std::uint64_t digest_of(const T& value, const Relabelling& names) {
  RelabelledDigest digest(names);
  digest.add(value);
  return digest.value();
}

}  // namespace raft
