#pragma once
/// @file
/// What a trouble needs to be made: the script, the dice, and words for what is often wanted of
/// them.

#include <cstdint>
#include <optional>
#include <string>

#include "campaign/dice.h"
#include "campaign/script.h"

namespace raft {

/// So many servers are ever on the stage of one run.
inline constexpr unsigned most_servers = 9;

/// One run in the making. Whoever writes to it may be told that the run is over at any moment;
/// then whatever is written is ignored.
struct Scene {
  Script script;
  Dice dice;
  std::string network = {};  ///< the line that says how the network is when nothing troubles it
  ServerSet deaf = {};       ///< they hear nobody, so their leading does not count
  bool hasty = false;        ///< the clock of a server is known to be too fast

  const Stage& stage() const { return script.stage(); }

  // ---- who is there

  ServerSet everyone() const { return stage().servers(); }
  ServerSet stopped() const;
  ServerSet paused() const;
  /// Those that run and are not paused.
  ServerSet acting() const { return everyone() - stopped() - paused(); }
  /// Whether the node that runs here can change its members.
  bool members_can_change() const;
  /// The leader of the latest term, if it acts.
  std::optional<ServerId> leader() const;
  /// The leader, if there is one; otherwise any acting server, of which there must be one.
  ServerId leader_or_any();

  /// The voters, as this server knows them.
  ServerSet voters_of(ServerId server) const { return stage().view(server).members.voters; }

  // ---- what is often done

  /// Lets from `low` to `high` milliseconds pass.
  void wait(std::uint64_t low, std::uint64_t high);
  /// Lets so much time pass that a message arrives, and one in answer, and so on.
  void wait_for_messages(unsigned count);
  /// How long a message takes at most, in whole milliseconds, at least 1.
  std::uint64_t delay() const;
  /// Proposes a new command; returns it.
  std::string propose(ServerId server);
  /// All links and servers work. What is broken would only keep a story from happening.
  void clear();
  /// The server stops, and starts again at once.
  void crash_and_restart(ServerId server);
  /// Makes the server act again, if it does not.
  void bring_back(ServerId server);
  /// Lets the server stand for election, twice if need be, and waits for its victory for a while.
  void elect(ServerId server);
  /// What the server has to say as a leader waits on its way to these.
  void hold_words(ServerId leader, ServerSet listeners);
  /// What was held back is lost, or else arrives late.
  void let_go_of_words(ServerId leader, ServerSet listeners, bool lose);
};

}  // namespace raft
