#include "campaign/demands.h"

#include <fmt/format.h>

#include <algorithm>

#include "campaign/survivors.h"

namespace raft {
namespace {

std::uint64_t longest_timeout(const Scene& s) {
  return s.stage().setup().timing.election_timeout_max;
}

// A server that knows that it is out stands for no election.
ServerSet possible_candidates(const Scene& s) {
  ServerSet candidates;
  for (const ServerId server : s.acting()) {
    if (!knows_it_is_out(s, server)) candidates.add(server);
  }
  return candidates;
}

bool all_know_the_same_members(const Scene& s) {
  const ServerSet candidates = possible_candidates(s);
  const auto members = [&](ServerId server) { return s.stage().view(server).members; };
  return std::ranges::all_of(
      candidates, [&](ServerId server) { return members(server) == members(*candidates.begin()); });
}

// In milliseconds. An election fails when two servers lose patience almost together, and that this
// happens twenty times in a row does not happen. But one who has not heard of the latest members
// asks the wrong ones for their votes, and each time takes a new term that the only one who could
// win does not hear of in time; and so does one whose clock runs too fast. A pre-vote would end
// this; without it chance does, and takes longer.
std::uint64_t limit(const Scene& s) {
  return longest_timeout(s) * (all_know_the_same_members(s) && !s.hasty ? 20 : 300);
}

void demand(Scene& s, const std::string& condition) {
  s.script.attempt(fmt::format("run until {} within {}ms", condition, limit(s)));
  s.script.say("expect " + condition);
}

// A leader that hears nobody must not be taken for the one that is waited for: one that is paused,
// say, and was deposed meanwhile.
std::optional<ServerId> demand_leader(Scene& s) {
  const auto hears_nobody = [&](ServerId server) { return (s.deaf | s.paused()).contains(server); };
  auto leader = s.stage().leader();
  while (leader && hears_nobody(*leader) && !s.script.over()) {
    demand(s, "not leader " + to_string(*leader));
    leader = s.stage().leader();
  }
  demand(s, "leader");
  return s.script.over() ? std::nullopt : s.stage().leader();
}

std::string voters_are(ServerId server, const Configuration& members) {
  const std::string outgoing = members.joint() ? " | " + to_string(members.outgoing) : "";
  return fmt::format("voters {} = {{{}{}}}", to_string(server), to_string(members.voters),
                     outgoing);
}

// What an earlier leader has left in the log must be committed without a client's help, by the
// no-op with which a term begins. (Paper section 8.)
void demand_everything_committed(Scene& s) {
  const auto leader = s.stage().leader();
  if (!leader || s.script.over()) return;
  const LogIndex last = s.stage().view(*leader).log->last_index();
  demand(s, fmt::format("commit {} = {}", to_string(*leader), to_string(last)));
}

void demand_same_members(Scene& s) {
  const auto leader = s.stage().leader();
  if (!leader || s.script.over()) return;
  const Configuration members = s.stage().view(*leader).members;
  for (const ServerId server : members.everyone() & s.acting())
    demand(s, voters_are(server, members));
}

// The leader stops in the middle of its last command. Nobody else will write.
void last_words(Scene& s) {
  const auto leader = s.stage().leader();
  if (!leader || s.script.over()) return;
  s.propose(*leader);
  s.wait(1, s.delay());
  s.crash_and_restart(*leader);
}

}  // namespace

// A leader may lose its office again while the last words of the troubles arrive, or remove itself
// when it commits a change that it found in its log. So there is more than one attempt.
void demand_commit(Scene& s) {
  constexpr int most_attempts = 10;
  std::string command;
  for (int attempt = 0; attempt < most_attempts && !s.script.over(); ++attempt) {
    const auto leader = demand_leader(s);
    if (!leader) continue;
    command = s.propose(*leader);
    const auto patience = longest_timeout(s);
    if (s.script.attempt(fmt::format("run until committed {} within {}ms", command, patience))) {
      break;
    }
  }
  s.script.say("expect committed " + command);
}

void demand_finished_change(Scene& s) {
  const auto leader = s.stage().leader();
  if (!leader || s.script.over()) return;
  demand(s, voters_are(*leader, {.voters = s.stage().view(*leader).members.voters}));
}

// First the last words of all that was before arrive.
void demand_steady_leader(Scene& s) {
  s.wait(longest_timeout(s), longest_timeout(s));
  const auto leader = s.stage().leader();
  if (s.script.over() || !leader || !all_know_the_same_members(s)) return;
  const std::string name = to_string(*leader);
  const Term term = s.stage().view(*leader).term_and_vote.current_term;
  s.wait(2 * longest_timeout(s), 4 * longest_timeout(s));
  s.script.say(fmt::format("expect term {} = {}", name, to_string(term)));
  s.script.say("expect leader " + name);
}

void demand_agreement(Scene& s) {
  s.script.say("stop clients");
  s.wait(1000, 1000);
  if (s.dice.chance(50)) last_words(s);
  demand_leader(s);
  demand_finished_change(s);
  demand_leader(s);
  demand_everything_committed(s);
  demand(s, "applied");
  demand_same_members(s);
  s.script.say("expect same stores");
  s.script.say("expect linearizable");
  s.script.say("expect safe");
}

}  // namespace raft
