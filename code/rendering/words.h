#pragma once
/// @file
/// The voice of the traces: what happened, in plain English. Every renderer takes its words from
/// here, so that a reader meets one language in the terminal, in a diagram and in a transcript.
///
/// The notation is short. `#5` is the place with index 5 in a log. `3:x=1` is an entry: the command
/// x=1, received by a leader in term 3; entries are written as in the scenario language,
/// `[1:-, 1:x=1, 3:{S1 S2}]`. `S1 -> S2` is a message leaving S1 for S2, `S2 <- S1` is its arrival.

#include <span>
#include <string>
#include <string_view>

#include "trace/flights.h"

namespace raft {

/// "153.2": milliseconds with one decimal, cut off.
std::string milliseconds(VirtualTime time);
/// "#5".
std::string place(LogIndex index);
/// "S1 S2 | S3": the groups of a partition.
std::string groups_of(std::span<const ServerSet> groups);
/// "S1 S2 S3", or "S1 S2 and S3 S4" while joint.
std::string members_of(const Configuration& members);
/// The content of an entry: its command, "no-op", or "members S1 S2 S3".
std::string content_of(const Entry& entry);
/// A command as the scenario language writes it: as it is, or in quotes where it must be.
std::string command_text(std::string_view command);
/// A configuration as the scenario language writes it: "{S1 S2 S3}", "{S1 S2 S4 | S1 S2 S3}" (the
/// new voters, then the old ones).
std::string members_text(const Configuration& members);
/// "3:x=1", "3:-" for a no-op, "3:{S1 S2 S3}" for a configuration; "x=1" if it is of no term.
std::string entry_text(const Entry& entry);
/// "[1:-, 1:x=1, 3:y=2]".
std::string entries_text(std::span<const Entry> entries);
/// "follower", "candidate" or "leader".
std::string_view role_text(RoleName role);
/// "leader, term 3".
std::string role_and_term(RoleName role, Term term);
/// What the message says, without who says it: "AppendEntries, term 3: [3:x=1] at #5, after #4 of
/// term 2, commit #4".
std::string contents_of(const Message& message);

/// What happened, without the subject: "stands for election in term 2". If the event concerns no
/// server, it is a whole sentence.
std::string deed(const TraceEvent& event, const trace::Flights& flights);
/// What happened, as a sentence without a full stop: "S1 stands for election in term 2".
std::string sentence(const TraceEvent& event, const trace::Flights& flights);

/// The notation, explained in one line; of a trace with terms or without.
std::string_view legend(bool terms);

}  // namespace raft
