#pragma once
/// @file
/// Where everything in a space-time diagram goes. Servers are columns and time goes down. Time is
/// to scale where much happens; where little happens it is cut, and a break says how much. What a
/// server does at one moment is stacked on its line, so a busy moment takes more room than it took
/// time; but what happened later never stands higher, and every message goes down.

#include <string>
#include <vector>

#include "rendering/detail.h"
#include "rendering/picture.h"
#include "trace/replay.h"

namespace raft {

/// How a diagram is laid out.
struct LayoutOptions {
  int width = 720;  ///< pixels; less than 320 is treated as 320
  Detail detail = Detail::everything;
};

/// The height of everything that stands on a server's line.
inline constexpr int pill_height = 19;

/// Where something is put on a server's line: centred on `x`, from `y` down, at most `most` wide.
struct Spot {
  int x = 0;
  int y = 0;
  int most = 0;
};

/// The note as a pill; its text is shortened if it has no room.
Picture::Pill pill_for(const Note& note, Term term, std::string title, Spot spot);

/// The end of the server's log, as many entries as have room. If the first are not shown, a cell
/// without a term says at which place the strip begins.
std::vector<Picture::Cell> strip_of(const Look& look, Spot spot);

/// The diagram of a trace.
Picture lay_out(const Trace& trace, const LayoutOptions& options = {});

/// Finds places for the arrows' labels that cover neither each other nor anything else but arrows.
void place_labels(Picture& picture);

}  // namespace raft
