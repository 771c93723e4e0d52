#pragma once
/// @file
/// Who works again once the troubles are over. What Raft promises of progress holds as soon as a
/// majority of the servers can work and reach each other (paper section 5.6); so that is what is
/// drawn, and no more than that.

#include "campaign/scene.h"

namespace raft {

/// Draws a majority, brings it back and mends it. It is one in the latest committed configuration,
/// and in every later one that a server has heard of or that is on its way to one; what a leader
/// was preparing is given up.
ServerSet draw_survivors(Scene& scene);

/// The others stay as they are, or get worse. One that is no member may work on if it has heard of
/// it; otherwise it is stopped, since it would stand for election for ever: a known limit of this
/// Raft, as it has no pre-vote (dissertation section 4.2.3).
/// @param return_later  whether they will be brought back: only then may one be cut off
void leave_alone(Scene& scene, ServerSet others, bool return_later);

/// All members work again, and all links.
void bring_members_back(Scene& scene);

/// The server's disk and clock are right again.
void mend(Scene& scene, ServerId server);

/// Whether the server is no member and stands for no election, because it knows.
bool knows_it_is_out(const Scene& scene, ServerId server);

}  // namespace raft
