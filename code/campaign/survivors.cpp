#include "campaign/survivors.h"

#include <fmt/format.h>

#include <variant>
#include <vector>

#include "core/majority.h"
#include "membership/configuration.h"
#include "node/messages.h"

namespace raft {
namespace {

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

}  // namespace

// They are brought back as they are chosen: what a paused server had not heard it hears then.
ServerSet draw_survivors(Scene& s) {
  give_up_changes(s);
  ServerSet chosen;
  while (!s.script.over()) {
    ServerSet more = chosen;
    for (const Configuration& members : configurations(s)) more = with_majority(s, more, members);
    if (more == chosen) break;
    for (const ServerId server : more - chosen) bring_to_work(s, server);
    chosen = more;
  }
  for (const ServerId server : chosen) mend(s, server);
  return chosen;
}

void leave_alone(Scene& s, ServerSet others, bool return_later) {
  const ServerSet acting = others & s.acting();
  for (const ServerId server : acting) {
    if (knows_it_is_out(s, server)) continue;
    const bool member = s.script.committed_members().everyone().contains(server);
    const auto fate = s.dice.number(0, return_later ? 2 : 1);
    const char* verb = !member || fate == 0 ? "crash " : fate == 1 ? "pause " : "isolate ";
    s.script.attempt(verb + to_string(server));
  }
}

void bring_members_back(Scene& s) {
  s.script.say("heal");
  const ServerSet members = s.script.committed_members().everyone();
  for (const ServerId server : s.everyone()) {
    if (members.contains(server)) {
      s.bring_back(server);
      mend(s, server);
    } else if (s.acting().contains(server) && !knows_it_is_out(s, server)) {
      s.script.attempt("crash " + to_string(server));
    }
  }
}

void mend(Scene& s, ServerId server) {
  const std::string name = to_string(server);
  s.script.say(fmt::format("disk {} well", name));
  s.script.say(fmt::format("clock {} x1", name));
}

bool knows_it_is_out(const Scene& s, ServerId server) {
  const View view = s.stage().view(server);
  return !view.members.everyone().contains(server) && view.members_since <= view.commit_index &&
         !s.script.committed_members().everyone().contains(server);
}

}  // namespace raft
