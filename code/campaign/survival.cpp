#include "campaign/survival.h"

#include <fmt/format.h>

#include <algorithm>
#include <variant>
#include <vector>

#include "background/majority.h"
#include "membership/configuration.h"
#include "node/messages.h"

namespace raft {
namespace {

// ---- who shall work

// Enough of `voters` are among `chosen`.
ServerSet with_majority(Scene& s, ServerSet chosen, ServerSet voters) {
  while (!voters.empty() && !has_majority(chosen, voters)) {
    chosen.add(s.dice.one_of(voters - chosen));
  }
  return chosen;
}

ServerSet with_majority(Scene& s, ServerSet chosen, const Configuration& members) {
  return with_majority(s, with_majority(s, chosen, members.voters), members.outgoing);
}

// What may come to decide: what stands committed, and what a server has heard of or is about to.
std::vector<Configuration> configurations(const Scene& s) {
  std::vector<Configuration> all = {s.script.committed_members()};
  for (const ServerId server : s.everyone()) {
    const View view = s.stage().view(server);
    if (view.members_since > s.script.committed_since()) all.push_back(view.members);
  }
  for (const Flight* flight : s.stage().in_flight()) {
    const auto* request = std::get_if<AppendEntries>(&flight->message.body);
    if (!request) continue;
    for (const Entry& entry : request->entries.span()) {
      if (entry.kind != EntryKind::configuration) continue;
      if (const auto members = decode_configuration(entry.command)) all.push_back(*members);
    }
  }
  return all;
}

// A change that is being prepared takes force with voters that nobody can see yet. It is given up
// with its leader.
void give_up_changes(Scene& s) {
  for (const ServerId server : s.everyone() - s.stopped()) {
    if (s.stage().view(server).newcomers.empty()) continue;
    s.script.attempt("crash " + to_string(server));
  }
}

// What waits for a server that waits for its disk nobody can see, so that is given up, too. A
// paused server that goes on may come to wait for its disk in the middle of what it hears.
void bring_to_work(Scene& s, ServerId server) {
  if (s.paused().contains(server)) s.bring_back(server);
  if (s.stage().running(server) && s.stage().waits_for_disk(server)) {
    s.script.attempt("crash " + to_string(server));
  }
  s.bring_back(server);
}

// They are brought back as they are chosen: what a paused server had not heard it hears then.
ServerSet draw_majority(Scene& s) {
  ServerSet chosen;
  while (!s.script.over()) {
    ServerSet more = chosen;
    for (const Configuration& members : configurations(s)) more = with_majority(s, more, members);
    if (more == chosen) break;
    for (const ServerId server : more - chosen) bring_to_work(s, server);
    chosen = more;
  }
  return chosen;
}

// ---- what happens to them

void mend(Scene& s, ServerId server) {
  const std::string name = to_string(server);
  s.script.say(fmt::format("disk {} well", name));
  s.script.say(fmt::format("clock {} x1", name));
}

// Stopped and paused servers stay so. One that acts is stopped, paused or, if all will return at
// the end, cut off.
void leave_alone(Scene& s, ServerId server, bool member, bool returns) {
  if (!s.acting().contains(server)) return;
  const std::string name = to_string(server);
  const auto fate = s.dice.number(0, returns ? 2 : 1);
  if (!member || fate == 0) {
    s.script.attempt("crash " + name);
  } else {
    s.script.attempt((fate == 1 ? "pause " : "isolate ") + name);
  }
}

// A leader that nobody hears must not be taken for the one that is waited for.
void stop_lonely_leader(Scene& s, ServerSet majority) {
  while (const auto leader = s.stage().leader()) {
    if (majority.contains(*leader) || s.script.over()) return;
    s.script.attempt("crash " + to_string(*leader));
  }
}

// ---- what they must do

bool all_know_the_same_members(const Scene& s) {
  const ServerSet acting = s.acting();
  const auto members = [&](ServerId server) { return s.stage().view(server).members; };
  return std::ranges::all_of(
      acting, [&](ServerId server) { return members(server) == members(*acting.begin()); });
}

// In milliseconds. An election fails when two servers lose patience almost together, and that this
// happens twenty times in a row does not happen. But one who has not heard of the latest members
// asks the wrong ones for their votes, and each time takes a new term that the only one who could
// win does not hear of in time. A pre-vote would end this; without it chance does, and takes
// longer.
std::uint64_t limit(const Scene& s) {
  const std::uint64_t longest = s.stage().setup().timing.election_timeout_max;
  return longest * (all_know_the_same_members(s) ? 20 : 300);
}

void demand(Scene& s, const std::string& condition) {
  s.script.attempt(fmt::format("run until {} within {}ms", condition, limit(s)));
  s.script.say("expect " + condition);
}

// A leader may lose its office again while the last words of the troubles arrive, or remove itself
// when it commits a change that it found in its log. So there is more than one attempt.
void demand_commit(Scene& s) {
  constexpr int most_attempts = 10;
  const auto patience = s.stage().setup().timing.election_timeout_max;
  std::string command;
  for (int attempt = 0; attempt < most_attempts && !s.script.over(); ++attempt) {
    demand(s, "leader");
    const auto leader = s.stage().leader();
    if (!leader) continue;
    command = s.propose(*leader);
    if (s.script.attempt(fmt::format("run until committed {} within {}ms", command, patience))) {
      break;
    }
  }
  s.script.say("expect committed " + command);
}

void bring_members_back(Scene& s, ServerSet members) {
  s.script.say("heal");
  for (const ServerId server : s.everyone()) {
    if (members.contains(server)) {
      s.bring_back(server);
      mend(s, server);
    } else if (s.acting().contains(server)) {
      s.script.attempt("crash " + to_string(server));
    }
  }
}

// A leader that works finishes a change that it has found half done.
void demand_finished_change(Scene& s) {
  const auto leader = s.stage().leader();
  if (!leader || s.script.over()) return;
  const ServerSet voters = s.stage().view(*leader).members.voters;
  demand(s, fmt::format("voters {} = {{{}}}", to_string(*leader), to_string(voters)));
}

void demand_agreement(Scene& s) {
  s.script.say("stop clients");
  s.wait(1000, 1000);
  demand(s, "leader");
  demand(s, "applied");
  demand_finished_change(s);
  s.script.say("expect same stores");
  s.script.say("expect linearizable");
  s.script.say("expect safe");
}

}  // namespace

void demand_survival(Scene& s) {
  s.script.say("heal");
  s.script.say("release");
  s.script.say(fmt::format("network delay 1..{}ms loss 0% duplicate 0%", s.dice.number(2, 15)));
  give_up_changes(s);
  const ServerSet majority = draw_majority(s);
  s.script.say(
      fmt::format("note \"From here on {} can work and reach each other.\"", to_string(majority)));
  for (const ServerId server : majority) mend(s, server);
  const bool all_return = s.dice.chance(50);
  for (const ServerId server : s.everyone() - majority) {
    leave_alone(s, server, s.script.committed_members().everyone().contains(server), all_return);
  }
  stop_lonely_leader(s, majority);
  demand_commit(s);
  if (all_return && !s.script.over()) {
    bring_members_back(s, s.script.committed_members().everyone());
    demand_commit(s);
  }
  demand_agreement(s);
}

}  // namespace raft
