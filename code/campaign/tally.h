#pragma once
/// @file
/// What happened in a campaign, in numbers. They add up in any order, so that it does not matter
/// how many threads shared the work.

#include <cstdint>
#include <vector>

#include "simulation/stage.h"

namespace raft {

/// The numbers of one run, or of many. Times are in microseconds of virtual time.
struct Tally {
  std::uint64_t runs = 0;
  std::uint64_t lines = 0;
  std::uint64_t virtual_time = 0;
  std::uint64_t steps = 0;
  std::uint64_t messages_sent = 0;
  std::uint64_t messages_delivered = 0;
  std::uint64_t messages_lost = 0;
  std::uint64_t messages_duplicated = 0;
  std::uint64_t elections_begun = 0;
  std::uint64_t elections_won = 0;
  std::uint64_t terms = 0;           ///< the highest of each run
  std::uint64_t commits = 0;         ///< the highest commit index of each run
  std::uint64_t member_changes = 0;  ///< committed configurations, joint ones not counted
  std::uint64_t crashes = 0;
  std::uint64_t operations = 0;              ///< of clients
  std::uint64_t reads = 0;                   ///< of them
  std::uint64_t answered = 0;                ///< of them
  std::uint64_t unknown = 0;                 ///< of them: no answer came
  std::uint64_t undecided = 0;               ///< runs whose history was too entangled to judge
  std::uint64_t client_time = 0;             ///< from the first call of a client to its last answer
  std::uint64_t unavailable_time = 0;        ///< of it: see long_silence
  std::uint64_t longest_silence = 0;         ///< the longest time between two answers
  std::vector<std::uint64_t> troubles = {};  ///< by their place in troubles()
  std::vector<std::uint64_t> background_faults = {};  ///< by their place in background_faults()

  /// Adds the numbers of other runs.
  void add(const Tally& other);
  friend bool operator==(const Tally&, const Tally&) = default;
};

/// A cluster counts as unavailable while no client has been answered for longer than this.
inline constexpr std::uint64_t long_silence = 500'000;

/// The numbers of a run that has ended on this stage. The lines and troubles are not among them.
Tally tally_of(const Stage& stage);

}  // namespace raft
