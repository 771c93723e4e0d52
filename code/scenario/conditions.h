#pragma once
/// @file
/// Looking at a stage: whether a condition of a scenario holds, and what there is instead where it
/// does not.

#include <cstdint>
#include <optional>
#include <string>

#include "node/effects.h"
#include "scenario/scenario.h"
#include "simulation/stage.h"

namespace raft {

/// What is known of a condition.
enum class Truth : std::uint8_t {
  yes,
  no,
  unknown,  ///< the search that would tell was ended at its limit
};

/// Whether the condition holds now. Every server that it names must be on the stage. `last_answer`
/// is what the last server that was asked for something has answered.
Truth truth(const Stage& stage, const Condition& condition,
            const std::optional<Answer>& last_answer);
/// Whether it is known to hold.
inline bool holds(const Stage& stage, const Condition& condition,
                  const std::optional<Answer>& last_answer) {
  return truth(stage, condition, last_answer) == Truth::yes;
}

/// The servers that run, are not paused and belong to the cluster: by the leader's configuration,
/// or, without a leader, by their own.
ServerSet running_members(const Stage& stage);

/// What there is, where the condition does not hold; a phrase for people.
std::string found(const Stage& stage, const Condition& condition,
                  const std::optional<Answer>& last_answer);

/// "S1 is leader of term 3", "S1 is a follower in term 0"
std::string state_text(const Stage& stage, ServerId server);
/// The messages on their way, the first six by name.
std::string in_flight_text(const Stage& stage);

}  // namespace raft
