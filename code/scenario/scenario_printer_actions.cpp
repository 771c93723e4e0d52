/// @file
/// The statements, written.

#include <fmt/format.h>

#include <algorithm>

#include "rendering/words.h"
#include "scenario/scenario_printer.h"
#include "scenario/scenario_text.h"
#include "text/in_quotes.h"

namespace raft {
namespace {

std::string with_blank(const std::string& text) { return text.empty() ? "" : " " + text; }

std::string via_text(std::optional<ServerId> via) { return via ? " via " + to_string(*via) : ""; }

// What names messages on their way, behind a verb.
std::string of_messages(std::string_view verb, const auto& a) {
  return std::string(verb) + (a.which ? " " + ordinal_text(*a.which) : "") +
         with_blank(filter_text(a.filter));
}

std::string ticks_text(std::uint32_t ticks) { return time_text(std::chrono::milliseconds(ticks)); }

// A rate of a clock: "x0.5".
std::string rate_text(std::uint32_t permille) {
  std::string text = fmt::format("x{}.{:03}", permille / 1000, permille % 1000);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  return text;
}

// An action, as it is said.
struct WriteAction {
  // ---- the beginning

  std::string operator()(const action::Servers& a) const {
    return fmt::format("servers {}", a.count);
  }
  std::string operator()(const action::UseNode& a) const {
    const NodeName right{a.node->name, a.node->without};
    return "node " + to_string(right) +
           (a.node->bug.empty() ? "" : "  # with the bug " + a.node->bug);
  }
  std::string operator()(const action::Seed& a) const { return fmt::format("seed {}", a.seed); }
  std::string operator()(const action::Title& a) const { return "title " + quoted_text(a.text); }
  std::string operator()(const action::CheckInvariants& a) const {
    if (!a.invariants) return "invariants off";
    if (a.watched == InvariantSet::all()) return "invariants on";
    std::string text = "invariants";
    for (std::size_t i = 0; i < invariant_names().size(); ++i) {
      if (!a.watched.contains(static_cast<Invariant>(i))) continue;
      text += " " + quoted_text(invariant_names()[i]);
    }
    return text;
  }
  std::string operator()(const action::SetTiming& a) const {
    std::string text = "timing";
    if (a.election_min && a.election_max) {
      text += " election " + time_range_text(std::chrono::milliseconds(*a.election_min),
                                             std::chrono::milliseconds(*a.election_max));
    }
    if (a.heartbeat) text += " heartbeat " + ticks_text(*a.heartbeat);
    return text;
  }
  std::string operator()(const action::SetBatch& a) const {
    return fmt::format("batch {}", a.entries);
  }

  // ---- the world

  std::string operator()(const action::ChangeNetwork& a) const {
    const TreatmentChange& how = a.change;
    std::string text = "network";
    if (how.delay_min && how.delay_max) {
      text += " delay " + time_range_text(*how.delay_min, *how.delay_max);
    }
    if (how.loss) text += " loss " + percent_text(*how.loss);
    if (how.duplication) text += " duplicate " + percent_text(*how.duplication);
    const std::string which = filter_text(a.of);
    return which.empty() ? text : text + " for " + which;
  }
  std::string operator()(const action::ChangeDisk& a) const {
    return "disk " + (a.server ? to_string(*a.server) + " " : "") + disk_text(a);
  }

  // ---- by hand

  std::string operator()(const action::TimeOut& a) const {
    return "timeout " + to_string(a.server);
  }
  std::string operator()(const action::Heartbeat& a) const {
    return "heartbeat " + to_string(a.server);
  }
  std::string operator()(const action::ProposeCommand& a) const {
    return fmt::format("propose {} {}", to_string(a.server), command_text(a.command));
  }
  std::string operator()(const action::Deliver& a) const { return of_messages("deliver", a); }
  std::string operator()(const action::DeliverAll& a) const {
    return a.among ? "deliver all among " + to_string(*a.among) : "deliver all";
  }
  std::string operator()(const action::Drop& a) const { return of_messages("drop", a); }
  std::string operator()(const action::Duplicate& a) const { return of_messages("duplicate", a); }
  std::string operator()(const action::Hold& a) const { return of_messages("hold", a); }
  std::string operator()(const action::Release& a) const { return of_messages("release", a); }
  std::string operator()(const action::Forge& a) const {
    const auto kind = static_cast<MessageKind>(a.said.index());
    std::string text = "forge " + filter_text({.from = a.from, .to = a.to, .kind = kind});
    if (a.term) text += " term " + to_string(*a.term);
    return text + with_blank(text_of(a.said));
  }

  // ---- by time

  static std::string within_text(VirtualTime within, VirtualTime usual) {
    return within == usual ? "" : " within " + time_text(within);
  }
  std::string operator()(const action::RunFor& a) const { return "run " + time_text(a.time); }
  std::string operator()(const action::RunUntil& a) const {
    return "run until " + to_text(a.condition) + within_text(a.within, action::RunUntil{}.within);
  }
  std::string operator()(const action::Agree& a) const {
    return fmt::format("agree {}{}{}", command_text(a.command),
                       a.servers ? fmt::format(" on {}", *a.servers) : "",
                       within_text(a.within, action::Agree{}.within));
  }

  // ---- faults

  std::string operator()(const action::Crash& a) const { return "crash " + to_string(a.servers); }
  std::string operator()(const action::Restart& a) const {
    return "restart " + to_string(a.servers);
  }
  std::string operator()(const action::Pause& a) const { return "pause " + to_string(a.servers); }
  std::string operator()(const action::Resume& a) const { return "resume " + to_string(a.servers); }
  std::string operator()(const action::SetClock& a) const {
    return fmt::format("clock {} {}", to_string(a.server), rate_text(a.permille));
  }
  static std::string link_text(std::string_view verb, const auto& a) {
    return fmt::format("{} {}{}{}", verb, to_string(a.from), a.both_ways ? " " : "->",
                       to_string(a.to));
  }
  std::string operator()(const action::Cut& a) const { return link_text("cut", a); }
  std::string operator()(const action::Partition& a) const {
    return "partition " + groups_of(a.groups);
  }
  std::string operator()(const action::Isolate& a) const {
    return "isolate " + to_string(a.servers);
  }
  std::string operator()(const action::Heal& a) const {
    return a.server ? "heal " + to_string(*a.server) : "heal";
  }
  std::string operator()(const action::HealLink& a) const { return link_text("heal", a); }

  // ---- members and clients

  std::string operator()(const action::Join& a) const { return "join " + to_string(a.server); }
  std::string operator()(const action::Add& a) const {
    return "add " + to_string(a.server) + via_text(a.via);
  }
  std::string operator()(const action::Remove& a) const {
    return "remove " + to_string(a.server) + via_text(a.via);
  }
  std::string operator()(const action::SetVoters& a) const {
    return "voters " + to_string(a.voters) + via_text(a.via);
  }
  std::string operator()(const action::Clients& a) const {
    const Workload& work = a.workload;
    const Workload usual;
    std::string text = fmt::format("clients {}", a.count);
    if (work.reads != usual.reads) text += " reads " + percent_text(work.reads);
    if (work.compare_and_sets != usual.compare_and_sets) {
      text += " cas " + percent_text(work.compare_and_sets);
    }
    if (work.additions != usual.additions) text += " add " + percent_text(work.additions);
    if (work.patience != usual.patience) text += " patience " + time_text(work.patience);
    if (work.think_min != usual.think_min || work.think_max != usual.think_max) {
      text += " think " + time_range_text(work.think_min, work.think_max);
    }
    if (work.keys != usual.keys) text += fmt::format(" keys {}", work.keys);
    return text;
  }
  std::string operator()(const action::StopClients&) const { return "stop clients"; }

  // ---- names, blocks and the telling

  std::string operator()(const action::Call& a) const {
    return fmt::format("call {} {}", a.name, to_string(a.server));
  }
  std::string operator()(const action::Repeat& a) const {
    return fmt::format("repeat {}{}", a.times, a.counter.empty() ? "" : " as " + a.counter);
  }
  std::string operator()(const action::End&) const { return "end"; }
  std::string operator()(const action::Note& a) const { return "note " + quoted_text(a.text); }
  std::string operator()(const action::Expect& a) const { return "expect " + to_text(a.condition); }
};

}  // namespace

std::string to_text(const Action& action) { return std::visit(WriteAction{}, action); }

std::string to_text(const Statement& statement) {
  if (statement.must_be_cast) return statement.text;
  const bool always = statement.chance == Statement::always;
  return (always ? "" : "sometimes " + percent_text(statement.chance) + " ") +
         (statement.tolerant ? "try " : "") + to_text(statement.action);
}

std::string disk_text(const action::ChangeDisk& change) {
  std::string text;
  if (change.well) text += " well";
  if (change.sync_min && change.sync_max) {
    text += " delay " + time_range_text(*change.sync_min, *change.sync_max);
  }
  if (change.stuck) text += " stuck";
  if (change.lies) text += " lies";
  if (change.tears) text += " tears";
  return text.substr(std::min<std::size_t>(1, text.size()));
}

}  // namespace raft
