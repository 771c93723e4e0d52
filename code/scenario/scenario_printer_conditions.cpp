/// @file
/// The conditions, written.

#include <fmt/format.h>

#include <array>

#include "rendering/words.h"
#include "scenario/scenario_printer.h"
#include "scenario/scenario_text.h"
#include "text/in_quotes.h"

namespace raft {
namespace {

std::string relation_text(condition::Relation relation) {
  static constexpr std::array<std::string_view, 3> signs{" = ", " <= ", " >= "};
  return std::string(signs[static_cast<std::size_t>(relation)]);
}

std::string compared(std::string_view name, ServerId server, condition::Relation relation,
                     std::uint64_t value) {
  return fmt::format("{} {}{}{}", name, to_string(server), relation_text(relation), value);
}

// An unquoted key ends where a comparison begins.
std::string key_text(const std::string& key) {
  return key.find_first_of("<=>") == key.npos ? command_text(key) : quoted_text(key);
}

// A condition, as it is said where it is not denied.
struct WriteCondition {
  std::string operator()(const condition::HasLeader& c) const {
    return c.server ? "leader " + to_string(*c.server) : "leader";
  }
  std::string operator()(const condition::LeaderAmong& c) const {
    return "leader among " + to_string(c.among);
  }
  std::string operator()(const condition::TermIs& c) const {
    return compared("term", c.server, c.relation, c.term.value);
  }
  std::string operator()(const condition::RoleIs& c) const {
    return fmt::format("role {} = {}", to_string(c.server), role_text(c.role));
  }
  std::string operator()(const condition::VoteIs& c) const {
    return fmt::format("vote {} = {}", to_string(c.server),
                       c.candidate ? to_string(*c.candidate) : "nobody");
  }
  std::string operator()(const condition::LogIs& c) const {
    return fmt::format("{} log = {}", to_string(c.server), log_text(c.entries));
  }
  std::string operator()(const condition::CommitIs& c) const {
    return compared("commit", c.server, c.relation, c.index.value);
  }
  std::string operator()(const condition::AppliedIs& c) const {
    return compared("applied", c.server, c.relation, c.index.value);
  }
  std::string operator()(const condition::VotersAre& c) const {
    return fmt::format("voters {} = {}", to_string(c.server), members_text(c.members));
  }
  std::string operator()(const condition::Committed& c) const {
    return "committed " + command_text(c.command) +
           (c.servers == 1 ? "" : fmt::format(" on {}", c.servers));
  }
  std::string operator()(const condition::ValueIs& c) const {
    return fmt::format("{}value {} = {}", c.server ? to_string(*c.server) + " " : "",
                       key_text(c.key), c.value ? command_text(*c.value) : "nothing");
  }
  std::string operator()(const condition::AllApplied&) const { return "applied"; }
  std::string operator()(const condition::Quiet&) const { return "quiet"; }
  std::string operator()(const condition::SameStores&) const { return "same stores"; }
  std::string operator()(const condition::SameLogs&) const { return "same logs"; }
  std::string operator()(const condition::SameTerms&) const { return "same terms"; }
  std::string operator()(const condition::MessagesAre& c) const {
    const std::string which = filter_text(c.filter);
    return fmt::format("messages{}{}{}{}", which.empty() ? "" : " ", which,
                       relation_text(c.relation), c.count);
  }
  std::string operator()(const condition::SentAre& c) const {
    const bool any = !c.bytes && c.count == 1 && c.relation == condition::Relation::at_least;
    const std::string which = filter_text(c.filter);
    return fmt::format("sent{}{}{}{}{}", c.bytes ? " bytes" : "", which.empty() ? "" : " ", which,
                       any ? "" : fmt::format("{}{}", relation_text(c.relation), c.count),
                       c.since ? " since " + quoted_text(*c.since) : "");
  }
  std::string operator()(const condition::Linearizable& c) const {
    return c.steps ? fmt::format("linearizable within {} steps", *c.steps) : "linearizable";
  }
  std::string operator()(const condition::Safe&) const { return "safe"; }
  std::string operator()(const condition::Broken& c) const {
    return "violation " + quoted_text(c.invariant);
  }
  std::string operator()(const condition::WasRefused& c) const {
    return c.why ? "refused " + std::string(refusal_text(*c.why)) : "refused";
  }
  std::string operator()(const condition::WasAccepted&) const { return "accepted"; }
};

}  // namespace

std::string to_text(const Condition& condition) {
  const std::string said = std::visit(WriteCondition{}, condition.of);
  if (!condition.negated) return said;
  return said == "leader" ? "no leader" : "not " + said;
}

}  // namespace raft
