#pragma once
/// @file
/// The gate: what no honest server would send is turned away before any part sees it. This does not
/// make Raft safe from liars, who can lie plausibly (chapter 1's generals). It keeps a damaged
/// message or a broken peer from stopping a healthy server.

#include "node/effects.h"
#include "node/messages.h"

namespace raft {

// [gate]
/// Whether this message could have come from an honest server at all: its ids, terms and indices
/// are in range and its entries form a piece of a log. O(number of entries).
bool well_formed(const Message& message, ServerId me);
// [gate]-end

// [disk]
/// Whether a server could have saved this: a vote for a server there is, terms that never decrease
/// along the log, and none later than the current one. O(length of the log).
bool well_formed(const Saved& saved);
// [disk]-end

}  // namespace raft
