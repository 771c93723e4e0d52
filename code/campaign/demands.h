#pragma once
/// @file
/// What is demanded of a cluster of which a majority can work. Each demand is a line or two of the
/// scenario: time passes until it is met or its limit is reached, and then it is expected.

#include "campaign/scene.h"

namespace raft {

/// A server that hears the others leads, and something new is committed.
void demand_commit(Scene& scene);

/// A change of the members that the leader has found half done is finished.
void demand_finished_change(Scene& scene);

/// Now that nothing disturbs it, the leader stays in office.
void demand_steady_leader(Scene& scene);

/// The clients leave; then all that the leader has in its log is committed, every member has
/// executed it and knows the same members, and what the clients saw is linearizable.
void demand_agreement(Scene& scene);

}  // namespace raft
