#pragma once
/// @file
/// The small things of which the statements of a scenario are made, as the language writes them:
/// times, percentages, messages, places in a log. Entries, commands, roles and configurations are
/// written by rendering/words.h, whole statements by scenario/scenario_printer.h.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "core/log.h"
#include "node/effects.h"
#include "simulation/message_filter.h"
#include "simulation/stage.h"
#include "trace/event.h"

namespace raft {

/// Virtual time as the language writes it: "250ms", "1.5ms", "20us", "2s".
std::string time_text(VirtualTime time);
/// A refusal as the language writes it, e.g. "not leader".
std::string_view refusal_text(Refusal refusal);
/// A filter as the language writes it: "S1->S2 AppendEntries"; "" for all messages.
std::string filter_text(const MessageFilter& filter);
/// An ordinal as the language writes it: "1st", "2nd", "12th", "last".
std::string ordinal_text(Ordinal which);
/// What names exactly one message on its way behind `deliver`, `drop`, `duplicate` or `hold`.
struct NamedFlight {
  MessageFilter filter = {};          ///< its link and kind
  std::optional<Ordinal> which = {};  ///< if these fit several
};
NamedFlight name_of(const Stage& stage, const Flight& flight);
/// The same as the language writes it: "S1->S2 AppendEntries", "2nd S1->S2 AppendEntries".
std::string flight_text(const Stage& stage, const Flight& flight);

/// "20ms" if both are the same, "5..15ms", "500us..2ms".
std::string time_range_text(VirtualTime min, VirtualTime max);
/// Millionths as a percentage: "0.5%".
std::string percent_text(std::uint32_t millionths);
/// An entry's place: "3@2" is the one at index 3, of term 2.
std::string position_text(const LogPosition& position);
/// A whole log, also one of servers that know no terms.
std::string log_text(std::span<const Entry> entries);

}  // namespace raft
