#include "rendering/words.h"

#include <algorithm>
#include <string>

#include "rendering/message_words.h"
#include "text/in_quotes.h"
#include "text/readable.h"
#include "trace/cases.h"
#include "trace/message_kind.h"

namespace raft {
namespace {

std::string of_term(Term term) { return "term " + to_string(term); }

std::string vote_text(const std::optional<ServerId>& vote) {
  return vote ? "a vote for " + to_string(*vote) : "no vote";
}

}  // namespace

std::string milliseconds(VirtualTime time) {
  const auto tenths = time.count() / 100;
  return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10);
}

std::string place(LogIndex index) { return "#" + to_string(index); }

std::string groups_of(std::span<const ServerSet> groups) {
  std::string text;
  for (const ServerSet group : groups) text += (text.empty() ? "" : " | ") + to_string(group);
  return text;
}

std::string members_of(const Configuration& members) {
  if (!members.joint()) return to_string(members.voters);
  return to_string(members.outgoing) + " and " + to_string(members.voters);
}

std::string content_of(const Entry& entry) {
  if (entry.kind == EntryKind::no_op) return "no-op";
  if (entry.kind == EntryKind::command) return readable(entry.command.bytes());
  const auto members = decode_configuration(entry.command);
  return members ? "members " + members_of(*members) : "members unreadable";
}

std::string command_text(std::string_view command) {
  const bool plain = !command.empty() && command != "-" && command != "nothing" &&
                     command.find_first_of(" \t#\"|[]{},\\\n\r") == std::string_view::npos &&
                     command.find("->") == std::string_view::npos;
  if (plain) return readable(command);
  return readable(quoted_text(command));
}

std::string members_text(const Configuration& members) {
  const auto names = [](ServerSet servers) { return servers.empty() ? "" : to_string(servers); };
  if (!members.joint()) return "{" + names(members.voters) + "}";
  return "{" + names(members.voters) + " | " + names(members.outgoing) + "}";
}

std::string entry_text(const Entry& entry) {
  // Chapter 1's servers know no terms.
  const std::string term = entry.term == Term{} ? "" : to_string(entry.term) + ":";
  if (entry.kind == EntryKind::no_op) return term + "-";
  if (entry.kind == EntryKind::command) return term + command_text(entry.command.bytes());
  const auto members = decode_configuration(entry.command);
  return term + (members ? members_text(*members) : "{unreadable}");
}

std::string entries_text(std::span<const Entry> entries) {
  std::string text;
  for (const Entry& entry : entries) text += (text.empty() ? "" : ", ") + entry_text(entry);
  return "[" + text + "]";
}

std::string_view role_text(RoleName role) {
  switch (role) {
    case RoleName::candidate:
      return "candidate";
    case RoleName::leader:
      return "leader";
    case RoleName::follower:
      break;
  }
  return "follower";
}

std::string role_and_term(RoleName role, Term term) {
  return std::string(role_text(role)) + ", " + of_term(term);
}

namespace {

// Only chapter 1's servers send such: a write, or the news that the primary lives.
bool without_term(const Message& message) {
  return message.term == Term{} && std::holds_alternative<AppendEntries>(message.body);
}

std::string naive_name(const Message& message) {
  return is_heartbeat(message) ? "heartbeat" : "write";
}

std::string naive_contents(const Message& message) {
  if (is_heartbeat(message)) return "";
  return " " + entries_text(std::get<AppendEntries>(message.body).entries.span());
}

}  // namespace

std::string contents_of(const Message& message) {
  if (without_term(message)) return naive_name(message) + naive_contents(message);
  return std::string(name_of(kind_of(message))) + ", " + of_term(message.term) + ": " +
         std::visit([](const auto& body) { return said_by(body); }, message.body);
}

namespace {

// "S1's RequestVote of term 2".
std::string possessive(const trace::Flight* flight) {
  if (!flight) return "an unknown message";
  const Message& message = flight->message();
  if (without_term(message)) return to_string(message.from) + "'s " + naive_name(message);
  return to_string(message.from) + "'s " + std::string(name_of(kind_of(message))) + " of " +
         of_term(message.term);
}

std::string lost_text(const trace::Flight* flight, trace::LossReason why) {
  const std::string text = "never hears " + possessive(flight) + ": ";
  switch (why) {
    case trace::LossReason::cut:
      return text + "the link is cut";
    case trace::LossReason::receiver_down:
      return text + "it is stopped";
    case trace::LossReason::dropped:
      return text + "it was dropped";
    case trace::LossReason::lost:
      break;
  }
  return text + "it is lost on the way";
}

std::string saved_text(const trace::Saved& e) {
  std::string text;
  if (e.term_and_vote) {
    text = of_term(e.term_and_vote->current_term) + ", " + vote_text(e.term_and_vote->voted_for);
  }
  if (e.log_from)
    text += (text.empty() ? "" : ", ") + ("its log from " + place(*e.log_from) + " on");
  return "saves " + (text.empty() ? "nothing" : text);
}

std::string role_changed_text(const trace::RoleChanged& e, bool is_leader) {
  if (e.role == RoleName::candidate) return "stands for election in " + of_term(e.term);
  // Chapter 1's servers know no terms, and there may be many that take writes.
  if (e.role == RoleName::leader)
    return e.term == Term{} ? "takes writes" : "leads " + of_term(e.term);
  if (e.leader && !is_leader) {
    return "follows " + to_string(*e.leader) + (e.term == Term{} ? "" : " in " + of_term(e.term));
  }
  return "is a follower in " + of_term(e.term) + ", leader unknown";
}

std::string returned_text(const trace::Returned& e, bool by_server) {
  const std::string client = "client " + std::to_string(e.client);
  const std::string result = e.result.empty() ? "" : ": " + readable(e.result);
  const std::string which = " (operation " + std::to_string(e.operation) + ")";
  if (e.outcome == trace::Outcome::unknown) {
    return (by_server ? "leaves " + client + " without an answer"
                      : client + " never gets an answer") +
           which + result;
  }
  return (by_server ? "answers " + client : client + " has an answer") + which +
         (result.empty() ? ": done" : result);
}

struct Deed {
  const TraceEvent& event;
  const trace::Flights& flights;

  std::string operator()(const trace::Sent& e) const {
    return "-> " + to_string(e.message.to) + " " + contents_of(e.message) +
           (e.copy_of ? " (a copy made by the network)" : "");
  }
  std::string operator()(const trace::Delivered& e) const {
    const trace::Flight* flight = flights.find(e.id);
    if (!flight) return "hears an unknown message";
    return "<- " + to_string(flight->message().from) + " " + contents_of(flight->message());
  }
  std::string operator()(const trace::Lost& e) const {
    return lost_text(flights.find(e.id), e.reason);
  }
  std::string operator()(const trace::Refused& e) const {
    return "refuses " + possessive(flights.find(e.id)) + ": no honest server sends it";
  }
  std::string operator()(const trace::Joined&) const { return "is in the cluster"; }
  std::string operator()(const trace::TimedOut&) const {
    return "has waited too long for a leader";
  }
  std::string operator()(const trace::RoleChanged& e) const {
    return role_changed_text(e, e.leader == event.server);
  }
  std::string operator()(const trace::Voted& e) const {
    const bool own = event.server == e.candidate;
    return "votes for " + (own ? std::string("itself") : to_string(e.candidate)) + " in " +
           of_term(e.term);
  }
  std::string operator()(const trace::Appended& e) const {
    return "appends " + entries_text(e.entries) + " at " + place(e.first);
  }
  std::string operator()(const trace::Truncated& e) const {
    return "removes its entries from " + place(e.first) + " on";
  }
  std::string operator()(const trace::Committed& e) const {
    return "commits up to " + place(e.index);
  }
  std::string operator()(const trace::Applied& e) const {
    return "executes " + place(e.index) + ": " + readable(e.command) +
           (e.result.empty() ? "" : ", which gives " + readable(e.result));
  }
  std::string operator()(const trace::MembersChanged& e) const {
    return "counts as members " + members_of(e.members) +
           (e.index.value == 0 ? " from the beginning" : ", by the entry at " + place(e.index));
  }
  std::string operator()(const trace::ChangeAbandoned&) const {
    return "gives up on a newcomer that does not catch up";
  }
  std::string operator()(const trace::Saved& e) const { return saved_text(e); }
  std::string operator()(const trace::Crashed&) const {
    return "crashes, and forgets what its disk does not hold";
  }
  std::string operator()(const trace::Restarted& e) const {
    return "restarts with " + of_term(e.term_and_vote.current_term) + ", " +
           vote_text(e.term_and_vote.voted_for) + " and a log up to " + place(e.last_index);
  }
  std::string operator()(const trace::Paused&) const { return "is paused"; }
  std::string operator()(const trace::Resumed&) const { return "goes on after its pause"; }
  std::string operator()(const trace::ClockRate& e) const {
    return "has a clock that runs at " + std::to_string(e.permille / 10) + "." +
           std::to_string(e.permille % 10) + " % of the right speed";
  }
  std::string operator()(const trace::DiskChanged& e) const {
    return "has another disk from now on: " + readable(e.how);
  }
  std::string operator()(const trace::LinkCut& e) const {
    return "messages from " + to_string(e.from) + " to " + to_string(e.to) +
           " are lost from now on";
  }
  std::string operator()(const trace::LinkMended& e) const {
    return "messages from " + to_string(e.from) + " to " + to_string(e.to) + " arrive again";
  }
  std::string operator()(const trace::Partitioned& e) const {
    return "the network splits: " + groups_of(e.groups);
  }
  std::string operator()(const trace::Healed&) const { return "every link works again"; }
  std::string operator()(const trace::Invoked& e) const {
    const std::string client = "client " + std::to_string(e.client);
    const std::string which = " (operation " + std::to_string(e.operation) + ")";
    return (event.server ? "is asked by " + client : client + " asks") + " for " +
           readable(e.command) + which;
  }
  std::string operator()(const trace::Returned& e) const {
    return returned_text(e, event.server.has_value());
  }
  std::string operator()(const trace::Caption& e) const { return readable(e.text); }
  std::string operator()(const trace::Expectation& e) const {
    const std::string text = "expected " + readable(e.text) + ": ";
    return text + (e.met ? "so it is" : "no, but " + readable(e.found));
  }
  std::string operator()(const trace::Violated& e) const {
    std::string text = readable(e.invariant) + " is broken:";
    for (const std::string& fact : e.facts) text += " " + readable(fact);
    return text;
  }
};

bool is_telling(const trace::What& what) {
  return std::holds_alternative<trace::Caption>(what) ||
         std::holds_alternative<trace::Expectation>(what) ||
         std::holds_alternative<trace::Violated>(what) ||
         std::holds_alternative<trace::LinkCut>(what) ||
         std::holds_alternative<trace::LinkMended>(what) ||
         std::holds_alternative<trace::Partitioned>(what) ||
         std::holds_alternative<trace::Healed>(what);
}

}  // namespace

std::string deed(const TraceEvent& event, const trace::Flights& flights) {
  return std::visit(Deed{event, flights}, event.what);
}

std::string sentence(const TraceEvent& event, const trace::Flights& flights) {
  const std::string what = deed(event, flights);
  return event.server && !is_telling(event.what) ? to_string(*event.server) + " " + what : what;
}

std::string_view legend(bool terms) {
  if (!terms) return "#5 is the place with index 5 in a server's list of writes.";
  return "#5 is the place with index 5 in a log; 3:x=1 is the command x=1, received in term 3.";
}

}  // namespace raft
