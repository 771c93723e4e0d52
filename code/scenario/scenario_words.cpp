#include "scenario/scenario_words.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "scenario/forged.h"
#include "text/lines.h"

namespace raft {
namespace {

// Which messages there are, and their fields, is said in node/messages.h.
const std::string forge_synopsis = forge_forms();

const auto verbs = std::to_array<ScenarioWord>({
    {"servers", "The beginning", "servers COUNT",
     "There are this many servers, S1, S2 and so on; 3, if nothing is said, and at most 64.",
     "servers 5"},
    {"node", "The beginning", "node NAME [without RULE]",
     "Every server runs this node, complete or without one of its rules; the whole of Raft, if "
     "nothing is said.",
     "node safety without Durability"},
    {"seed", "The beginning", "seed NUMBER",
     "All chance comes from this number: the same seed gives the same run.", "seed 7"},
    {"title", "The beginning", "title \"TEXT\"", "The pictures of this run bear this title.",
     "title \"A split vote\""},
    {"invariants", "The beginning", "invariants on|off|\"INVARIANT\" ...",
     "Off, nothing ends the run when an invariant breaks: only expectations count. With names, "
     "only these invariants end it.",
     "invariants off"},
    {"timing", "The beginning", "timing [election TIME..TIME] [heartbeat TIME]",
     "An election timeout is drawn from this range, and a leader is heard this often.",
     "timing election 150..300ms heartbeat 50ms"},
    {"batch", "The beginning", "batch COUNT",
     "One AppendEntries carries at most this many entries; 1024, if nothing is said.", "batch 1"},
    {"network", "The world",
     "network [delay TIME..TIME] [loss PERCENT] [duplicate PERCENT] [for [FROM->TO] [MESSAGE]]",
     "Messages take this long, and some are lost or doubled: all, or only those that fit. What is "
     "not said stays as it is.",
     "network delay 5..15ms loss 1% duplicate 0.5%"},
    {"disk", "The world", "disk [SERVER] [well] [delay TIME..TIME] [stuck] [lies] [tears]",
     "A sync of this server's disk (or of every disk) takes this long, never returns, syncs "
     "nothing, or is torn by a crash; `well` ends all troubles.",
     "disk S2 delay 5..20ms"},
    {"timeout", "By hand", "timeout SERVER", "The server's election timer runs out now.",
     "timeout S1"},
    {"heartbeat", "By hand", "heartbeat SERVER", "The leader sends its heartbeats now.",
     "heartbeat S1"},
    {"propose", "By hand", "propose SERVER COMMAND",
     "A client asks the server to put the command into the log.", "propose S1 x=1"},
    {"deliver", "By hand",
     "deliver [1st|2nd|...|last] [FROM->TO] [MESSAGE]\ndeliver all [among SERVERS]",
     "The messages on their way that fit arrive now, or only one of them; held ones only if link "
     "or "
     "kind are said. `all` goes on until nothing moves, or nothing among these servers.",
     "deliver 2nd S1->S2 AppendEntries"},
    {"drop", "By hand", "drop [1st|2nd|...|last] [FROM->TO] [MESSAGE]",
     "The messages on their way that fit are lost, or only one of them.", "drop ->S3"},
    {"duplicate", "By hand", "duplicate [1st|2nd|...|last] [FROM->TO] [MESSAGE]",
     "Each message on its way that fits gets a second copy, or only one of them.",
     "duplicate S1->S2"},
    {"hold", "By hand", "hold [1st|2nd|...|last] [FROM->TO] [MESSAGE]",
     "From now on messages that fit wait on their way, or only one that is on its way now.",
     "hold S1->S3"},
    {"release", "By hand", "release [1st|2nd|...|last] [FROM->TO] [MESSAGE]",
     "Takes back the `hold` of the same words, of one message, or every hold.", "release S1->S3"},
    {"forge", "By hand", forge_synopsis,
     "Puts a message on its way that its sender never sent, which no honest network does.",
     "forge S3->S1 RequestVoteReply granted term 2"},
    {"run", "By time", "run TIME\nrun until CONDITION [within TIME]",
     "Clocks tick and messages arrive for this long, or until something holds, for 10s at most if "
     "nothing is said.",
     "run until leader within 2s"},
    {"agree", "By time", "agree COMMAND [on COUNT] [within TIME]",
     "A client offers the command to whoever leads, and again if it got lost, until so many "
     "servers "
     "(or every running member) have applied it.",
     "agree x=1 on 3 within 2s"},
    {"crash", "Faults", "crash SERVERS",
     "The servers stop and forget all that their disks have not synced.", "crash S2 S3"},
    {"restart", "Faults", "restart SERVERS",
     "Stopped servers start again from what their disks hold.", "restart S2 S3"},
    {"pause", "Faults", "pause SERVERS",
     "The servers stand still and notice nothing of it; what arrives waits.", "pause S3"},
    {"resume", "Faults", "resume SERVERS", "Paused servers go on.", "resume S3"},
    {"clock", "Faults", "clock SERVER xRATE",
     "The server's clock runs this many times too fast, from x0.1 to x10.", "clock S2 x0.1"},
    {"cut", "Faults", "cut FROM->TO\ncut SERVER SERVER",
     "Messages on this link are lost from now on, one way or both ways.", "cut S1->S2"},
    {"partition", "Faults", "partition SERVERS | SERVERS [| SERVERS]",
     "Only servers of the same group reach each other; a server of no group reaches nobody.",
     "partition S1 S2 | S3 S4 S5"},
    {"isolate", "Faults", "isolate SERVERS", "Every link of each of the servers is cut, both ways.",
     "isolate S1"},
    {"heal", "Faults", "heal\nheal SERVER\nheal FROM->TO\nheal SERVER SERVER",
     "Every link works again; or every link of this server; or this link, one way or both ways.",
     "heal S1"},
    {"join", "Members", "join SERVER",
     "A new server starts, with an empty log and of no cluster, and waits to be added.", "join S6"},
    {"add", "Members", "add SERVER [via SERVER]",
     "Asks the leader, or the server named, to make this server a voter; a new server is started "
     "first.",
     "add S6"},
    {"remove", "Members", "remove SERVER [via SERVER]",
     "Asks the leader, or the server named, to go on without this voter.", "remove S1"},
    {"voters", "Members", "voters SERVERS [via SERVER]",
     "Asks the leader, or the server named, to make exactly these servers the voters.",
     "voters S1 S2 S6"},
    {"clients", "Clients",
     "clients COUNT [reads PERCENT] [cas PERCENT] [add PERCENT] [patience TIME] "
     "[think TIME..TIME] [keys COUNT]",
     "This many clients work while time runs; what neither reads, compares and sets, nor adds, is "
     "a "
     "put.",
     "clients 3 reads 40% cas 20% patience 400ms"},
    {"stop", "Clients", "stop clients", "The clients finish what they have begun, and leave.",
     "stop clients"},
    {"try", "What may fail", "try STATEMENT",
     "Performs the statement if that is possible now; if not, or if the server refuses, the run "
     "goes "
     "on and has not failed.",
     "try propose S1 x=1"},
    {"sometimes", "What may fail", "sometimes PERCENT STATEMENT",
     "So often the statement is performed, and otherwise passed over; the seed decides.",
     "sometimes 20% try crash any"},
    {"repeat", "Again and again", "repeat COUNT [as COUNTER]",
     "The lines down to `end` are performed so many times; in them $COUNTER is the number of the "
     "round.",
     "repeat 20 as round"},
    {"end", "Again and again", "end", "Ends what `repeat` repeats.", "end"},
    {"call", "The telling", "call NAME SERVER",
     "From now on the name means the server that is meant now: the leader of today, for example.",
     "call A leader"},
    {"note", "The telling", "note \"TEXT\"", "Tells the reader what to look at.",
     "note \"S1 has not heard of term 3 yet\""},
    {"expect", "The telling", "expect [not] CONDITION",
     "Demands that something holds now; a run with an unmet expectation has failed.",
     "expect leader S3"},
});

constexpr auto expectations = std::to_array<ScenarioWord>({
    {"leader", "The cluster", "leader [SERVER]\nleader among SERVERS\nno leader",
     "A running server leads: this one, one of these, or any; of two leaders the one of the later "
     "term counts.",
     "expect leader S3"},
    {"committed", "The cluster", "committed COMMAND [on COUNT]",
     "Some running server, or so many at least, know that the command is committed.",
     "expect committed x=1 on 3"},
    {"applied", "The cluster", "applied\napplied SERVER = INDEX",
     "Every running member has applied all that is known to be committed; or: this server has "
     "applied up to this index (<= at most, >= at least).",
     "expect applied"},
    {"value", "The cluster", "value KEY = VALUE\nSERVER value KEY = VALUE",
     "The key has this value (or `nothing`) on every member that has applied all that is known to "
     "be committed; or: on this server.",
     "expect value x = 1"},
    {"same", "The cluster", "same stores\nsame logs\nsame terms",
     "The state machines, the logs or the terms of all running members are equal.",
     "expect same stores"},
    {"quiet", "The cluster", "quiet", "Nothing is on its way but held messages.", "expect quiet"},
    {"messages", "The cluster", "messages [FROM->TO] [MESSAGE] = COUNT",
     "So many messages that fit are on their way, held ones included; or <= at most, >= at least.",
     "expect messages S1->S2 = 3"},
    {"sent", "The cluster",
     "sent [FROM->TO] [MESSAGE] [= COUNT] [since \"NOTE\"]\n"
     "sent bytes [FROM->TO] [MESSAGE] = COUNT [since \"NOTE\"]",
     "Servers have sent so many messages that fit since the note of this text, or since the "
     "beginning; or messages that carry so many bytes. Or <= at most, >= at least; without a "
     "number "
     "at least one.",
     "expect sent S1->S2 AppendEntries <= 3"},
    {"term", "One server", "term SERVER = TERM",
     "The server is in this term; or <= at most, >= at least.", "expect term S1 = 3"},
    {"role", "One server", "role SERVER = follower|candidate|leader", "The server has this role.",
     "expect role S2 = follower"},
    {"vote", "One server", "vote SERVER = SERVER|nobody",
     "In its term the server has voted for this candidate.", "expect vote S2 = S1"},
    {"log", "One server", "SERVER log = LOG", "The server's log consists of exactly these entries.",
     "expect S1 log = [1:-, 1:x=1]"},
    {"commit", "One server", "commit SERVER = INDEX",
     "The server's commit index is this; or <= at most, >= at least.", "expect commit S1 = 4"},
    {"voters", "One server", "voters SERVER = {SERVERS}",
     "These are the voters by the configuration in force on the server; while it is joint, "
     "{NEW | OLD}.",
     "expect voters S1 = {S1 S2 S3}"},
    {"linearizable", "The run", "linearizable [within NUMBER steps]",
     "What all clients saw so far could have been seen of one server that does one thing at a "
     "time. If the search for an order needs more than 2000000 steps, or as many as you allow, it "
     "is unknown, and a run that fails for nothing else returns 3.",
     "expect linearizable within 10000000 steps"},
    {"safe", "The run", "safe", "No invariant has been broken.", "expect safe"},
    {"violation", "The run", "violation \"INVARIANT\"",
     "The run ends in this broken invariant; what stands behind does not run.",
     "expect violation \"Leader Completeness\""},
    {"refused", "The run",
     "refused [not leader|change in progress|no commit in this term|no voters|not supported]",
     "The last propose, add, remove or voters was refused, for this reason or any; a refusal that "
     "the next line does not expect is a failure.",
     "expect refused not leader"},
    {"accepted", "The run", "accepted", "The last propose, add, remove or voters was not refused.",
     "expect accepted"},
});

std::string upper(std::string_view text) {
  std::string result(text);
  for (char& c : result) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  return result;
}

void add_group(std::string& text, std::span<const ScenarioWord> words) {
  std::string_view group;
  for (const ScenarioWord& word : words) {
    if (word.group != group) {
      group = word.group;
      text += fmt::format("\n{}\n", upper(group));
    }
    for (const std::string_view line : lines_of(word.synopsis)) text += fmt::format("  {}\n", line);
  }
}

}  // namespace

std::span<const ScenarioWord> scenario_verbs() { return verbs; }
std::span<const ScenarioWord> scenario_expectations() { return expectations; }

const ScenarioWord* find_scenario_verb(std::string_view name) {
  const auto found =
      std::ranges::find_if(verbs, [&](const ScenarioWord& verb) { return verb.name == name; });
  return found == verbs.end() ? nullptr : &*found;
}

std::string_view meant_by(std::string_view foreign_verb) {
  static constexpr auto known = std::to_array<std::pair<std::string_view, std::string_view>>({
      {"kill", "you mean 'crash': crash S1"},
      {"shutdown", "you mean 'crash': crash S1"},
      {"start", "you mean 'restart': restart S1; all run at the beginning"},
      {"boot", "you mean 'restart': restart S1; all run at the beginning"},
      {"disconnect", "you mean 'isolate', all links of a server, or 'cut', one link"},
      {"disconnected", "you mean 'isolate', all links of a server, or 'cut', one link"},
      {"connect", "you mean 'heal': heal S1 for all links of a server, or heal for every link"},
      {"reconnect", "you mean 'heal': heal S1 for all links of a server, or heal for every link"},
      {"wait", "you mean 'run': run 200ms, or run until leader"},
      {"sleep", "you mean 'run': run 200ms"},
      {"advance", "you mean 'run': run 200ms"},
      {"stabilize", "you mean 'deliver all', or with time 'run until applied'"},
      {"campaign", "you mean 'timeout': timeout S1, and it stands for election"},
      {"elect", "you mean 'timeout' and 'deliver all', or 'run until leader'"},
      {"submit", "you mean 'propose', one server once, or 'agree', until it is applied"},
      {"send",
       "you mean 'propose' for a command; messages are sent by servers, and 'deliver' "
       "lets them arrive"},
      {"assert", "you mean 'expect'"},
      {"check", "you mean 'expect'"},
      {"print", "you mean 'note'"},
      {"loop", "you mean 'repeat'"},
      {"for", "you mean 'repeat'"},
      {"maybe", "you mean 'sometimes': sometimes 20% try crash any"},
  });
  const auto found =
      std::ranges::find(known, foreign_verb, [](const auto& one) { return one.first; });
  return found == known.end() ? "" : found->second;
}

std::string scenario_help() {
  std::string text = "One statement a line; '#' begins a comment. 'help VERB' says more.\n";
  add_group(text, verbs);
  text += "\nCONDITIONS, for 'expect' and 'run until'\n";
  add_group(text, expectations);
  return text;
}

std::string scenario_help(const ScenarioWord& word) {
  std::string text;
  add_group(text, {&word, 1});
  return fmt::format("{}\n  {}\n  For example: {}\n", text.substr(text.find('\n', 1) + 1),
                     word.help, word.example);
}

}  // namespace raft
