// The narrow face of the stage towards the page: functions that take and give text. There is one
// rehearsal; a page with several stages makes several instances of the module.
//
// A text comes in as a pointer into memory from raft_room() and its length. A text goes out through
// raft_answer(), and every function returns its length. A function that performs something answers
// with the state of the lines, or with mistakes if nothing has happened.

#include <nlohmann/json.hpp>
#include <string>

#include "bugs/bugs.h"
#include "playground/catalogue_state.h"
#include "playground/stage_state.h"
#include "rendering/annotated.h"
#include "rendering/transcript.h"
#include "scenario/completion.h"
#include "trace/json_lines.h"

// These are the names by which the page calls them.
#define RAFT_FACE(name) extern "C" __attribute__((export_name(#name))) std::size_t name

namespace {

using raft::Rehearsal;

std::string room;
std::string answer;
Rehearsal rehearsal = *Rehearsal::open("");

std::size_t say(std::string text) {
  answer = std::move(text);
  return answer.size();
}

std::string_view said(std::size_t begin, std::size_t length) {
  return std::string_view(room).substr(begin, length);
}

// Opens a scenario for this node, whatever it says itself. What was written for another node may be
// refused; the run goes on then and tells it, as in the program.
std::size_t open_for(const raft::NodeType& node, std::string_view text) {
  auto opened = Rehearsal::open(text, {.node = &node, .go_on = true});
  if (!opened) return say(raft::mistakes_state(opened.error()));
  rehearsal = *std::move(opened);
  return say(raft::lines_state(rehearsal));
}

std::size_t say_lines(const std::expected<void, raft::Diagnostic>& done) {
  return done ? say(raft::lines_state(rehearsal)) : say(raft::mistakes_state({done.error()}));
}

}  // namespace

// Makes room for `length` bytes; what is written there is what the next call hears.
extern "C" __attribute__((export_name("raft_room"))) char* raft_room(std::size_t length) {
  room.resize(length);
  return room.data();
}

extern "C" __attribute__((export_name("raft_answer"))) const char* raft_answer() {
  return answer.data();
}

RAFT_FACE(raft_catalogue)() { return say(raft::catalogue_state()); }

// Opens a scenario. The room holds the text.
RAFT_FACE(raft_open)() {
  auto opened = Rehearsal::open(room);
  if (!opened) return say(raft::mistakes_state(opened.error()));
  rehearsal = *std::move(opened);
  return say(raft::lines_state(rehearsal));
}

// The same for another node than the text's own, as `raft run --node NAME --without RULE`. The room
// holds the node's name, the rule's name and the text, of these lengths.
RAFT_FACE(raft_open_for)(std::size_t node, std::size_t rule) {
  const auto type = raft::find_node_type(said(0, node), said(node, rule));
  if (!type) return say(raft::mistakes_state({{.message = type.error()}}));
  return open_for(**type, said(node + rule, std::string::npos));
}

// The same for the whole node with a bug, as `raft run --bug NAME`. The room holds the bug's name,
// of this length, and the text.
RAFT_FACE(raft_open_with_bug)(std::size_t name) {
  const auto bug = raft::find_bug(said(0, name));
  if (!bug) return say(raft::mistakes_state({{.message = bug.error()}}));
  return open_for((*bug)->node, said(name, std::string::npos));
}

// The bugs that can be let loose, with their stories.
RAFT_FACE(raft_bugs)() { return say(raft::bugs_state()); }

// Adds and performs the line in the room.
RAFT_FACE(raft_act)() { return say_lines(rehearsal.act(room)); }

// Lets so many microseconds pass.
RAFT_FACE(raft_advance)(std::uint32_t microseconds) {
  return say_lines(rehearsal.advance(raft::VirtualTime(microseconds)));
}

// Lets time pass until something happens, at most so many microseconds.
RAFT_FACE(raft_advance_to_event)(std::uint32_t limit) {
  const auto came = rehearsal.advance_to_event(raft::VirtualTime(limit));
  if (!came) return say(raft::mistakes_state({came.error()}));
  return say(raft::lines_state(rehearsal));
}

RAFT_FACE(raft_rewind)(std::size_t events) {
  rehearsal.rewind(events);
  return say(raft::lines_state(rehearsal));
}

RAFT_FACE(raft_stage)() { return say(raft::stage_state(rehearsal.stage())); }

// The stage as it was at a moment of the past.
RAFT_FACE(raft_stage_at)(std::size_t events) {
  Rehearsal past = rehearsal;
  past.rewind(events);
  return say(raft::stage_state(past.stage()));
}

RAFT_FACE(raft_text)() { return say(rehearsal.text()); }

// The trace as the drawings read it, from the event with this number on; 0: with its header.
RAFT_FACE(raft_told)(std::size_t from) {
  return say(raft::annotated(rehearsal.stage().trace(), {.from = from}));
}

// The trace and the transcript, as `raft run --trace` writes them.
RAFT_FACE(raft_trace)() { return say(raft::to_json_lines(rehearsal.stage().trace())); }
RAFT_FACE(raft_transcript)() { return say(raft::transcript(rehearsal.stage().trace())); }

// What could stand in place of the last word of the half-typed line in the room, a line each.
RAFT_FACE(raft_complete)() {
  std::string words;
  for (const std::string& word : raft::complete_scenario_line(room, rehearsal.stage().servers())) {
    words += word + "\n";
  }
  return say(words);
}
