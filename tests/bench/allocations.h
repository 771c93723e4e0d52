#pragma once
/// @file
/// How often this program has asked for memory. Linking allocations.cpp replaces `operator new` by
/// one that counts.

#include <cstdint>

namespace raft::bench {

/// Calls of `operator new` since the program began, by any thread.
std::uint64_t allocations();

/// Tells malloc to keep what is freed instead of giving it back to the system. The first touch of a
/// new page costs more than a hundred entries; a server that has run for a while does not pay it,
/// and it is not what is measured here.
void keep_freed_memory();

}  // namespace raft::bench
