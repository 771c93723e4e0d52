#include "own_host.h"

#include <algorithm>
#include <iterator>
#include <variant>

#include "core/digest.h"
#include "core/ensure.h"
#include "membership/configuration.h"
#include "node/gate.h"

namespace raft {
namespace {

Ticket ticket_of(const Input& input) {
  if (const auto* propose = std::get_if<Propose>(&input)) return propose->ticket;
  if (const auto* reconfigure = std::get_if<Reconfigure>(&input)) return reconfigure->ticket;
  return {};
}

// A stranger and what its host has seen of it.
class OwnHost final : public Host {
 public:
  OwnHost(MakeStranger make, const Setup& setup)
      : make_(make), setup_(setup), stranger_(make(setup, {})) {
    look_again();
  }
  OwnHost(const OwnHost& other)
      : make_(other.make_),
        setup_(other.setup_),
        stranger_(other.stranger_->clone()),
        seen_(other.seen_),
        members_(other.members_),
        members_since_(other.members_since_) {}

  void step(const Input& input, Effects& effects, Occurrences& occurrences) override;
  bool restore(const Saved& saved, Effects& effects, Occurrences&) override {
    effects.clear();
    stranger_ = make_(setup_, saved);
    look_again();
    return true;
  }
  View view() const override;
  std::unique_ptr<Host> clone() const override { return std::make_unique<OwnHost>(*this); }
  std::uint64_t digest() const override;
  // Nobody knows what a stranger makes of the servers' names.
  std::uint64_t digest(const Relabelling&) const override { return digest(); }
  bool treats_all_alike() const override { return false; }

 private:
  // The state at the end of the last step.
  void look_again() {
    seen_ = stranger_->state();
    find_members();
  }
  void check(const Output& output) const;
  void tell_role(const Figure2& now, Occurrences& told);
  void tell_log(const Figure2& now, bool all_of_it, Occurrences& told);
  void find_members();

  MakeStranger make_;
  Setup setup_;
  std::unique_ptr<Stranger> stranger_;
  Figure2 seen_;
  Configuration members_;
  LogIndex members_since_;
};

void OwnHost::step(const Input& input, Effects& effects, Occurrences& occurrences) {
  effects.clear();
  const auto* message = std::get_if<Message>(&input);
  if (message && !well_formed(*message, setup_.me)) {
    effects.message_refused = true;
    return;
  }
  Output output = stranger_->step(input);
  check(output);
  effects.save = output.save;
  effects.messages.insert(effects.messages.end(), std::move_iterator(output.messages.begin()),
                          std::move_iterator(output.messages.end()));
  effects.apply = output.apply;
  if (!std::holds_alternative<std::monostate>(output.answer)) {
    effects.answers.push_back({ticket_of(input), std::move(output.answer)});
  }

  const Figure2& now = stranger_->state();
  tell_role(now, occurrences);
  tell_log(now, message != nullptr, occurrences);
  if (now.commit_index != seen_.commit_index) {
    occurrences.emplace_back(trace::Committed{now.commit_index});
    seen_.commit_index = now.commit_index;
  }
  seen_.last_applied = now.last_applied;
  seen_.votes = now.votes;
  seen_.catching_up = now.catching_up;
}

void OwnHost::check(const Output& output) const {
  for (const Message& message : output.messages) {
    ensure(message.from == setup_.me, "a message from the server itself (Message::from)");
    ensure(message.to.value >= 1 && message.to.value <= ServerId::highest,
           "a message to a server (Message::to is S1 to S64)");
    ensure(message.to != setup_.me, "a message to another server (Message::to is the sender)");
    const auto* append = std::get_if<AppendEntries>(&message.body);
    ensure(!append || append->entries.size() <= setup_.entries_per_message,
           "at most setup.entries_per_message entries in an AppendEntries");
  }
  ensure(!output.save.log_from || output.save.log_from->value >= 1,
         "a log that is saved from index 1 on, or later (Save::log_from)");
}

// The order is the one in which a node of parts tells it: the term and the role, then the vote.
void OwnHost::tell_role(const Figure2& now, Occurrences& told) {
  const Term term = now.term_and_vote.current_term;
  const bool later = term != seen_.term_and_vote.current_term;
  const bool stands = later && now.role != RoleName::follower;
  if (stands) {
    told.emplace_back(trace::TimedOut{});
    told.emplace_back(trace::RoleChanged{RoleName::candidate, term, std::nullopt});
  } else if (later || now.role != seen_.role || now.leader != seen_.leader) {
    told.emplace_back(trace::RoleChanged{now.role, term, now.leader});
  }
  const auto before = later ? std::nullopt : seen_.term_and_vote.voted_for;
  if (now.term_and_vote.voted_for && now.term_and_vote.voted_for != before) {
    told.emplace_back(trace::Voted{term, *now.term_and_vote.voted_for});
  }
  if (stands && now.role == RoleName::leader) {
    told.emplace_back(trace::RoleChanged{RoleName::leader, term, now.leader});
  }
  seen_.term_and_vote = now.term_and_vote;
  seen_.role = now.role;
  seen_.leader = now.leader;
}

// Only a message can make a server replace what it has. For other inputs the ends are compared.
void OwnHost::tell_log(const Figure2& now, bool all_of_it, Occurrences& told) {
  const auto old_log = seen_.log.from(LogIndex{1});
  const auto new_log = now.log.from(LogIndex{1});
  const bool same_end = now.log.last() == seen_.log.last();
  if (!all_of_it && same_end) return;
  std::size_t same = std::min(old_log.size(), new_log.size());
  if (all_of_it || old_log.size() > new_log.size()) {
    const auto apart = std::ranges::mismatch(old_log, new_log);
    same = static_cast<std::size_t>(apart.in1 - old_log.begin());
  }
  if (same == old_log.size() && same == new_log.size()) return;
  const LogIndex first{same + 1};
  if (same < old_log.size()) {
    told.emplace_back(trace::Truncated{first});
    seen_.log.truncate_from(first);
  }
  const auto fresh = new_log.subspan(same);
  if (!fresh.empty()) {
    told.emplace_back(trace::Appended{first, {fresh.begin(), fresh.end()}});
    seen_.log.append(fresh);
  }
  find_members();
}

// The latest configuration in the log is in force, committed or not (paper section 6).
void OwnHost::find_members() {
  members_ = {setup_.voters, {}};
  members_since_ = {};
  for (LogIndex at = seen_.log.last_index(); at.value > 0; at = at.previous()) {
    const Entry& entry = seen_.log[at];
    if (entry.kind != EntryKind::configuration) continue;
    const auto members = decode_configuration(entry.command);
    if (!members) continue;
    members_ = *members;
    members_since_ = at;
    return;
  }
}

View OwnHost::view() const {
  const Figure2& now = stranger_->state();
  return {.server = setup_.me,
          .role = now.role,
          .term_and_vote = now.term_and_vote,
          .leader = now.leader,
          .votes_granted = now.role == RoleName::candidate ? now.votes : ServerSet{},
          .log = &now.log,
          .commit_index = now.commit_index,
          .last_applied = now.last_applied,
          .members = members_,
          .members_since = members_since_,
          .newcomers = now.role == RoleName::leader ? now.catching_up : ServerSet{}};
}

std::uint64_t OwnHost::digest() const {
  const Figure2& now = stranger_->state();
  Digest digest;
  digest.add(now.term_and_vote);
  digest.add(now.log);
  digest.add(now.commit_index);
  digest.add(now.last_applied);
  return digest.value();
}

}  // namespace

std::unique_ptr<Host> host_of(MakeStranger make, const Setup& setup) {
  return std::make_unique<OwnHost>(make, setup);
}

}  // namespace raft
