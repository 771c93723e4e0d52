#pragma once
/// @file
/// The small things of which the statements of a scenario are made: servers, numbers, times,
/// percentages, commands, places in a log, whole logs. Each function takes one off the front of a
/// line, or notes the mistake and returns nothing.

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/log.h"
#include "core/server_set.h"
#include "invariants/invariant.h"
#include "membership/configuration.h"
#include "scenario/scenario_line.h"
#include "simulation/message_filter.h"

namespace raft {

/// Whether a server may be named that is not there yet.
enum class Newcomer : std::uint8_t { refused, welcome };

/// A time that is drawn, from `min` to `max`, both included.
struct TimeRange {
  VirtualTime min{0};
  VirtualTime max{0};
};

/// S1
std::optional<ServerId> take_server(ScenarioLine& line, Newcomer newcomer = Newcomer::refused);
/// S1 S2 S3: one or more, each named once; `leader` may be one of those that are named.
std::optional<ServerSet> take_servers(ScenarioLine& line, Newcomer newcomer = Newcomer::refused);
/// Any whole number.
std::optional<std::uint64_t> take_number(ScenarioLine& line, std::string_view what);
std::optional<std::uint64_t> take_number(ScenarioLine& line, std::string_view what,
                                         std::uint64_t least, std::uint64_t most);
/// 200ms
std::optional<VirtualTime> take_time(ScenarioLine& line, VirtualTime least = VirtualTime{1});
/// 5..15ms, or one time for both ends.
std::optional<TimeRange> take_time_range(ScenarioLine& line);
/// 0.5%, in millionths.
std::optional<std::uint32_t> take_percent(ScenarioLine& line);
/// x=1 or "get x"
std::optional<std::string> take_command(ScenarioLine& line);
/// A text in quotes; `hint` says what for.
std::optional<std::string> take_text(ScenarioLine& line, const std::string& hint);
/// "Election Safety"
std::optional<Invariant> take_invariant(ScenarioLine& line);
/// One of `words`; returns which. `what` is the noun for them.
std::optional<std::size_t> take_one_of(ScenarioLine& line, std::span<const std::string_view> words,
                                       std::string_view what);

/// [FROM]->[TO] [MESSAGE], all of it optional.
std::optional<MessageFilter> take_filter(ScenarioLine& line);
/// 1st, 2nd, ... or last, if one comes next; nothing without a mistake if none does.
std::optional<Ordinal> take_ordinal(ScenarioLine& line);
/// FROM->TO, FROM-> or ->TO; the kind stays open.
std::optional<MessageFilter> take_link(ScenarioLine& line);
/// Whether these are two servers; if not, the mistake is at `place`.
bool differ(ScenarioLine& line, ServerId from, ServerId to, std::size_t place);

/// An index and a term with an @ between them, e.g. 3\@2.
std::optional<LogPosition> take_position(ScenarioLine& line);
/// {S1 S2 S3} or {NEW | OLD}
std::optional<Configuration> take_members(ScenarioLine& line);
/// [TERM:COMMAND, TERM:-, TERM:{SERVERS}]
std::optional<std::vector<Entry>> take_entries(ScenarioLine& line);

}  // namespace raft
