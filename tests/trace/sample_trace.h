#pragma once
/// @file
/// Two traces made by hand. `first_election` is a short run that a reader could follow: an
/// election, one entry, a partition, a crash, a broken invariant. `every_kind` has each kind of
/// event at least once, with values that are awkward to write down.

#include <string>
#include <utility>

#include "trace/event.h"

namespace raft::samples {

inline constexpr ServerId S1{1}, S2{2}, S3{3};

/// Writes a trace event by event.
class TraceWriter {
 public:
  explicit TraceWriter(TraceHeader header) { trace_.header = std::move(header); }

  void at(std::int64_t milliseconds) { now_ = std::chrono::milliseconds(milliseconds); }
  void event(std::optional<ServerId> server, trace::What what) {
    VectorClock clock;
    if (server) {
      clocks_[server->value].step(*server);
      clock = clocks_[server->value];
    }
    trace_.events.push_back({trace_.events.size() + 1, now_, server, std::move(what), clock});
  }
  MessageId send(ServerId from, ServerId to, Term term, Message::Body body) {
    event(from, trace::Sent{++last_message_, {from, to, term, std::move(body)}, {}});
    return last_message_;
  }
  void deliver(ServerId to, MessageId id) { event(to, trace::Delivered{id}); }
  Trace take() { return std::move(trace_); }

 private:
  Trace trace_;
  VirtualTime now_{0};
  MessageId last_message_ = 0;
  VectorClock clocks_[ServerId::highest + 1];
};

inline Entry entry(std::uint64_t term, const char* command) {
  return {Term{term}, EntryKind::command, Command(command)};
}

inline Trace first_election() {
  TraceWriter w({.title = "A short life", .node = {"safety"}, .servers = {S1, S2, S3}, .seed = 7});
  for (const ServerId server : {S1, S2, S3}) w.event(server, trace::Joined{});
  w.event({}, trace::Caption{"S1 is the first to lose patience."});
  w.at(150);
  w.event(S1, trace::TimedOut{});
  w.event(S1, trace::RoleChanged{RoleName::candidate, Term{1}, {}});
  w.event(S1, trace::Voted{Term{1}, S1});
  w.event(S1, trace::Saved{TermAndVote{Term{1}, S1}, {}});
  const auto to_s2 = w.send(S1, S2, Term{1}, RequestVote{});
  const auto to_s3 = w.send(S1, S3, Term{1}, RequestVote{});
  w.at(160);
  w.deliver(S2, to_s2);
  w.event(S2, trace::RoleChanged{RoleName::follower, Term{1}, {}});
  w.event(S2, trace::Voted{Term{1}, S1});
  const auto vote = w.send(S2, S1, Term{1}, RequestVoteReply{true});
  w.event(S3, trace::Lost{to_s3, trace::LossReason::lost});
  w.at(170);
  w.deliver(S1, vote);
  w.event(S1, trace::RoleChanged{RoleName::leader, Term{1}, S1});
  w.event(S1, trace::Appended{LogIndex{1}, {entry(1, "x=1")}});
  const AppendEntries append{.entries = Entries({entry(1, "x=1")})};
  const auto append_s2 = w.send(S1, S2, Term{1}, append);
  const auto append_s3 = w.send(S1, S3, Term{1}, append);
  w.at(180);
  w.deliver(S2, append_s2);
  w.event(S2, trace::Appended{LogIndex{1}, {entry(1, "x=1")}});
  const auto ok = w.send(S2, S1, Term{1}, AppendEntriesReply{true, LogIndex{1}, {}, {}});
  w.deliver(S3, append_s3);
  w.event(S3, trace::RoleChanged{RoleName::follower, Term{1}, S1});
  w.event(S3, trace::Appended{LogIndex{1}, {entry(1, "x=1")}});
  w.at(190);
  w.deliver(S1, ok);
  w.event(S1, trace::Committed{LogIndex{1}});
  w.event({}, trace::Expectation{"committed x=1", true, ""});
  for (int round = 0; round < 3; ++round) {
    w.at(240 + 50 * round);
    const AppendEntries heartbeat{{Term{1}, LogIndex{1}}, {}, LogIndex{0}};
    const auto beat = w.send(S1, S2, Term{1}, heartbeat);
    w.at(250 + 50 * round);
    w.deliver(S2, beat);
    const auto yes = w.send(S2, S1, Term{1}, AppendEntriesReply{true, LogIndex{1}, {}, {}});
    w.at(260 + 50 * round);
    w.deliver(S1, yes);
  }
  w.at(400);
  w.event({}, trace::Partitioned{{{S1}, {S2, S3}}});
  const auto cut = w.send(S1, S2, Term{1}, AppendEntries{{Term{1}, LogIndex{1}}, {}, {}});
  w.at(410);
  w.event(S2, trace::Lost{cut, trace::LossReason::cut});
  w.event(S3, trace::Crashed{});
  w.at(500);
  w.event({}, trace::Healed{});
  w.event(S3, trace::Restarted{{Term{1}, {}}, LogIndex{0}});
  w.at(510);
  w.event(S2, trace::Violated{"Election Safety", {"S1 leads term 1", "S2 leads term 1, too"}});
  return w.take();
}

inline Trace every_kind() {
  using namespace std::string_literals;
  TraceWriter w({.title = "Every \"kind\" <of> event & \\ more",
                 .node = {.name = "raft", .without = {"Durability"}},
                 .servers = {S1, S2, S3, ServerId{64}},
                 .seed = ~std::uint64_t{0}});
  const Configuration joint{.voters = {S1, S2}, .outgoing = {S2, S3}};
  const Entry bytes{Term{2}, EntryKind::command, Command("\xff\x00\\ \"é\n"s)};
  const Entry members{Term{2}, EntryKind::configuration, encode(joint)};
  const Entry broken{Term{2}, EntryKind::configuration, Command("?")};
  const std::vector<Entry> entries{{Term{1}, EntryKind::no_op, {}}, bytes, members, broken};
  w.event(S1, trace::Joined{});
  w.event(S1, trace::TimedOut{});
  w.event(S1, trace::RoleChanged{RoleName::candidate, Term{2}, {}});
  w.event(S1, trace::RoleChanged{RoleName::follower, Term{2}, S2});
  w.event(S1, trace::Voted{Term{2}, S1});
  w.send(S1, S2, Term{2}, RequestVote{{Term{1}, LogIndex{4}}});
  w.at(3);
  w.deliver(S2, 1);
  w.send(S2, S1, Term{2}, RequestVoteReply{false});
  w.send(S1, S3, Term{2}, AppendEntries{{Term{1}, LogIndex{1}}, Entries(entries), LogIndex{1}});
  w.event(S1, trace::Sent{4, {S1, S3, Term{2}, AppendEntries{}}, 3});
  w.send(S3, S1, Term{2}, AppendEntriesReply{true, LogIndex{5}, {}, {}});
  w.send(S3, S1, Term{2}, AppendEntriesReply{false, {}, LogIndex{4}, {Term{1}, LogIndex{2}}});
  for (const auto reason : {trace::LossReason::lost, trace::LossReason::cut,
                            trace::LossReason::receiver_down, trace::LossReason::dropped}) {
    w.event(S3, trace::Lost{3, reason});
  }
  w.event(S1, trace::Refused{2});
  w.event(S1, trace::Appended{LogIndex{1}, entries});
  w.event(S1, trace::Truncated{LogIndex{4}});
  w.event(S1, trace::Committed{LogIndex{2}});
  w.event(S1, trace::Applied{LogIndex{2}, "\xff\x00\\ \"é\n"s, "ok"});
  w.event(S1, trace::MembersChanged{LogIndex{3}, joint});
  w.event(S1, trace::ChangeAbandoned{});
  w.event(S1, trace::Saved{TermAndVote{Term{2}, S1}, LogIndex{1}});
  w.event(S1, trace::Saved{TermAndVote{Term{2}, {}}, {}});
  w.event(S1, trace::Saved{{}, LogIndex{2}});
  w.event(S1, trace::Crashed{});
  w.event(S1, trace::Restarted{{Term{2}, S1}, LogIndex{3}});
  w.event(S1, trace::Paused{});
  w.event(S1, trace::Resumed{});
  w.event(S1, trace::ClockRate{1005});
  w.event(S1, trace::DiskChanged{"loses unsynced writes"});
  w.event({}, trace::LinkCut{S1, ServerId{64}});
  w.event({}, trace::LinkMended{S1, ServerId{64}});
  w.event({}, trace::Partitioned{{{S1, S2}, {S3}}});
  w.event({}, trace::Healed{});
  w.event(S1, trace::Invoked{1, 1, "x=1"});
  w.event(S1, trace::Returned{1, 1, trace::Outcome::ok, "1"});
  w.event(S1, trace::Returned{1, 2, trace::Outcome::ok, ""});
  w.event({}, trace::Returned{1, 3, trace::Outcome::unknown, ""});
  w.event({}, trace::Caption{"What to look at."});
  w.event({}, trace::Expectation{"leader S1", true, ""});
  w.event({}, trace::Expectation{"leader S2", false, "leader S1"});
  w.event(S1, trace::Violated{"Log Matching", {"one <fact>", "another & more"}});
  return w.take();
}

}  // namespace raft::samples
