#pragma once
/// @file
/// A trace as a file: JSON Lines, one object a line, the header first. The format is described by
/// docs/trace.schema.json and has a version; a reader refuses versions that it does not know. Equal
/// traces give equal bytes, and reading what was written gives the same trace.
///
/// Texts are UTF-8. Where they can hold any bytes, as commands can, a byte that is not part of
/// UTF-8 is written `\xNN` (two hexadecimal digits), and a backslash is written twice. In the file
/// JSON's own escape comes on top: the byte 255 stands there as "\\xff".

#include <cstddef>
#include <expected>
#include <string>
#include <string_view>

#include "text/diagnostic.h"
#include "trace/event.h"

namespace raft {

/// The name of an event's kind in the file, e.g. "role_changed".
std::string_view kind_name(const trace::What& what);

/// The lines of one event and of the header, without the newline.
std::string to_json(const TraceHeader& header);
std::string to_json(const TraceEvent& event);
/// The whole file; every line ends with a newline.
std::string to_json_lines(const Trace& trace);

/// The trace that `file` holds. Whatever the bytes are, the answer is a trace or an error, of
/// which only the file's name is left to the caller. Fields
/// that it does not know are ignored, and so are empty lines.
std::expected<Trace, Diagnostic> from_json_lines(std::string_view file);

}  // namespace raft
