#pragma once
/// @file
/// What a statement needs of the stage to make sense.

#include <optional>
#include <string>

#include "core/server_set.h"
#include "scenario/action.h"

namespace raft {

/// The servers that must be there: all that the action names but for newcomers.
ServerSet servers_needed_by(const Action& action);
/// The text of the caption that must have been told, if it counts since one.
std::optional<std::string> caption_needed_by(const Action& action);

}  // namespace raft
