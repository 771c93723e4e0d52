#pragma once
/// @file
/// The HTML player: one file that plays a recorded run, from the file system, with nothing remote.
/// The page itself (code/player/, code/drawing/) is bundled into this program when it is built; a
/// trace is put into it here. Without JavaScript the file shows the sentences of the run.

#include <expected>
#include <string>
#include <string_view>

#include "trace/event.h"

namespace raft {

/// The page without a trace: HTML with the places {{title}}, {{meta}}, {{sentences}} and {{trace}}.
/// Empty if the program was built without it, because esbuild was missing.
std::string_view player_template();

/// The page that plays `trace`. The error is a sentence that says how to get the player.
std::expected<std::string, std::string> player_page(const Trace& trace);

}  // namespace raft
