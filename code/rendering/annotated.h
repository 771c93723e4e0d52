#pragma once
/// @file
/// An annotated trace, for those who draw it in another language than C++ (code/drawing/).
/// It is JSON Lines as in trace/json_lines.h, and every reader of those can read it; but each
/// event also carries what our renderers would say of it, so that no sentence is written twice:
///
///     words   the sentence (rendering/words.h)
///     brief   on a message that leaves: its label beside an arrow
///     note    what stands on the server's line (rendering/short_words.h); `look` is its kind
///     quiet   the event need not be shown (Steps::quiet)
///     opens   the event is the first of its step
///
/// What is absent is empty or false.

#include <cstddef>
#include <string>

#include "trace/event.h"

namespace raft {

/// How a trace is annotated.
struct AnnotatedOptions {
  std::size_t from =
      0;              ///< the first event that is wanted, counted from 0; from 0 on, the header too
  bool words = true;  ///< whether the sentences stand in it
};

/// The lines, each ended by a newline. O(events of the trace), wherever it begins.
std::string annotated(const Trace& trace, const AnnotatedOptions& options = {});

/// The sentences alone, a line for each event: its time in milliseconds, right-aligned in nine
/// columns, two spaces, the sentence.
std::string sentences(const Trace& trace);

}  // namespace raft
