#pragma once
/// @file
/// Which fields an event has in the file, said once for both directions: a writer and a reader are
/// handed each field by name. Where the file is flatter than the C++, the field's name here is the
/// file's. The order is the order in the file.

#include <array>
#include <concepts>
#include <span>
#include <string_view>
#include <type_traits>
#include <variant>

#include "trace/event.h"

namespace raft::json {

/// `T` to write from or to read into.
template <class E, class T>
concept Like = std::same_as<std::remove_const_t<E>, T>;

/// The names of an enum's values or of a variant's alternatives, in order.
using Names = std::span<const std::string_view>;

/// The names of the kinds, in the order of trace::What.
inline constexpr auto kinds = std::to_array<std::string_view>({"sent",
                                                               "delivered",
                                                               "lost",
                                                               "refused",
                                                               "joined",
                                                               "timed_out",
                                                               "role_changed",
                                                               "voted",
                                                               "appended",
                                                               "truncated",
                                                               "committed",
                                                               "applied",
                                                               "members_changed",
                                                               "change_abandoned",
                                                               "saved",
                                                               "crashed",
                                                               "restarted",
                                                               "paused",
                                                               "resumed",
                                                               "clock_rate",
                                                               "disk_changed",
                                                               "link_cut",
                                                               "link_mended",
                                                               "partitioned",
                                                               "healed",
                                                               "invoked",
                                                               "returned",
                                                               "caption",
                                                               "expectation",
                                                               "violated"});
static_assert(kinds.size() == std::variant_size_v<trace::What>);

inline constexpr auto role_names =
    std::to_array<std::string_view>({"follower", "candidate", "leader"});
inline constexpr auto entry_kinds =
    std::to_array<std::string_view>({"command", "no_op", "configuration"});
inline constexpr auto loss_reasons =
    std::to_array<std::string_view>({"lost", "cut", "receiver_down", "dropped"});
inline constexpr auto outcomes = std::to_array<std::string_view>({"ok", "unknown"});

// ---- messages

/// Where the entries of a message begin: each is written with its index.
inline LogIndex first_of(const AppendEntries& m) { return m.prev_log.index.next(); }

void fields(auto& file, Like<trace::Sent> auto& e) {
  file("msg", e.id);
  file("from", e.message.from);
  file("to", e.message.to);
  file.type(e.message.body);
  file("term", e.message.term);
  std::visit([&](auto& body) { file.fields_of(body); }, e.message.body);
  file("copy_of", e.copy_of);
}
void fields(auto& file, Like<trace::Delivered> auto& e) { file("msg", e.id); }
void fields(auto& file, Like<trace::Lost> auto& e) {
  file("msg", e.id);
  file.name("reason", e.reason, loss_reasons);
}
void fields(auto& file, Like<trace::Refused> auto& e) { file("msg", e.id); }

// ---- the protocol

void fields(auto&, Like<trace::Joined> auto&) {}
void fields(auto&, Like<trace::TimedOut> auto&) {}
void fields(auto& file, Like<trace::RoleChanged> auto& e) {
  file.name("role", e.role, role_names);
  file("term", e.term);
  file("leader", e.leader);
}
void fields(auto& file, Like<trace::Voted> auto& e) {
  file("term", e.term);
  file("candidate", e.candidate);
}
void fields(auto& file, Like<trace::Appended> auto& e) {
  file("first", e.first);
  file.entries(e.first, e.entries);
}
void fields(auto& file, Like<trace::Truncated> auto& e) { file("first", e.first); }
void fields(auto& file, Like<trace::Committed> auto& e) { file("index", e.index); }
void fields(auto& file, Like<trace::Applied> auto& e) {
  file("index", e.index);
  file("command", e.command);
  file("result", e.result);
}
void fields(auto& file, Like<trace::MembersChanged> auto& e) {
  file("index", e.index);
  file("voters", e.members.voters);
  file("outgoing", e.members.outgoing);
}
void fields(auto&, Like<trace::ChangeAbandoned> auto&) {}
void fields(auto& file, Like<trace::Saved> auto& e) {
  file.term_and_vote(e.term_and_vote);
  file("log_from", e.log_from);
}

// ---- faults and the world

void fields(auto&, Like<trace::Crashed> auto&) {}
void fields(auto& file, Like<trace::Restarted> auto& e) {
  file("term", e.term_and_vote.current_term);
  file("voted_for", e.term_and_vote.voted_for);
  file("last_index", e.last_index);
}
void fields(auto&, Like<trace::Paused> auto&) {}
void fields(auto&, Like<trace::Resumed> auto&) {}
void fields(auto& file, Like<trace::ClockRate> auto& e) { file("permille", e.permille); }
void fields(auto& file, Like<trace::DiskChanged> auto& e) { file("how", e.how); }
void fields(auto& file, Like<trace::LinkCut> auto& e) {
  file("from", e.from);
  file("to", e.to);
}
void fields(auto& file, Like<trace::LinkMended> auto& e) {
  file("from", e.from);
  file("to", e.to);
}
void fields(auto& file, Like<trace::Partitioned> auto& e) { file("groups", e.groups); }
void fields(auto&, Like<trace::Healed> auto&) {}

// ---- clients and the telling

void fields(auto& file, Like<trace::Invoked> auto& e) {
  file("client", e.client);
  file("operation", e.operation);
  file("command", e.command);
}
void fields(auto& file, Like<trace::Returned> auto& e) {
  file("client", e.client);
  file("operation", e.operation);
  file.name("outcome", e.outcome, outcomes);
  file("result", e.result);
}
void fields(auto& file, Like<trace::Caption> auto& e) { file("text", e.text); }
void fields(auto& file, Like<trace::Expectation> auto& e) {
  file("text", e.text);
  file("met", e.met);
  file("found", e.found);
}
void fields(auto& file, Like<trace::Violated> auto& e) {
  file("invariant", e.invariant);
  file("facts", e.facts);
}

}  // namespace raft::json
