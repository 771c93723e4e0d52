#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <map>
#include <sstream>
#include <string>

#include "rendering/terminal.h"
#include "rendering/transcript.h"
#include "rendering/words.h"
#include "text/readable.h"
#include "trace/sample_trace.h"

namespace raft {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(words, unprintable_bytes_are_shown_as_numbers) {
  EXPECT_EQ(readable("a\xff\n\x7f\xc3\xa9"), "a\\xff\\x0a\\x7fé");
  EXPECT_EQ(shortened("ééééé", 3), "éé…");
  EXPECT_EQ(length_of("é…"), 2u);
}

TEST(words, text_is_wrapped_at_spaces_and_long_words_are_cut) {
  EXPECT_EQ(wrapped("one two three", 7), (std::vector<std::string>{"one two", "three"}));
  EXPECT_EQ(wrapped("abcdefgh", 3), (std::vector<std::string>{"abc", "def", "gh"}));
}

// All of them, to the word, are in tests/golden/every_kind.txt.
TEST(words, every_event_has_a_sentence_of_its_own) {
  const Trace trace = samples::every_kind();
  const trace::Flights flights(trace);
  std::map<std::string, std::uint64_t> told;
  for (const TraceEvent& event : trace.events) {
    const std::string said = sentence(event, flights);
    const auto [first, is_new] = told.emplace(said, event.sequence);
    EXPECT_TRUE(is_new) << event.sequence << " is told like " << first->second << ": " << said;
  }
  EXPECT_EQ(sentence(trace.events[2], flights), "S1 stands for election in term 2");
  EXPECT_EQ(sentence(trace.events[5], flights),
            "S1 -> S2 RequestVote, term 2: its log ends at #4 of term 1");
}

TEST(transcript, reads_like_a_story) {
  const std::string story = transcript(samples::first_election());
  EXPECT_THAT(story, HasSubstr(R"(
S1 is the first to lose patience.

    150.0  S1  has waited too long for a leader
           S1  stands for election in term 1
           S1  votes for itself in term 1
           S1  -> S2 S3 RequestVote, term 1: it names no last entry
    160.0  S2  <- S1 RequestVote, term 1: it names no last entry
           S2  is a follower in term 1, leader unknown
           S2  votes for S1 in term 1
           S2  -> S1 RequestVoteReply, term 1: yes
           S3  never hears S1's RequestVote of term 1: it is lost on the way
)"));
  EXPECT_THAT(story, HasSubstr("           ✓ expected committed x=1\n"));
  EXPECT_THAT(story, HasSubstr("S1  sent heartbeats with nothing new: 3 rounds\n"));
  EXPECT_THAT(story, HasSubstr("BROKEN: Election Safety, at 510.0 ms, by a step of S2\n"
                               "  - S1 leads term 1\n  - S2 leads term 1, too\n"));
}

TEST(transcript, tells_of_disks_and_each_heartbeat_only_when_asked) {
  const Trace trace = samples::first_election();
  EXPECT_THAT(transcript(trace), Not(HasSubstr("saves")));
  const std::string all = transcript(trace, {.heartbeats = true, .saves = true});
  EXPECT_THAT(all, HasSubstr("S1  saves term 1, a vote for S1"));
  EXPECT_THAT(all, HasSubstr("S2  <- S1 AppendEntries, term 1: heartbeat after #1"));
}

TEST(terminal, has_a_column_for_each_server) {
  EXPECT_THAT(terminal(samples::first_election()), HasSubstr(R"(
     ms  S1                     S2                     S3

  S1 is the first to lose patience.

  150.0  ┊ stands, term 1       │                      │
         ┊ → S2 S3 RequestVote  │                      │
  160.0  ┊                      │ ← S1 RequestVote     │ ✗ S1 RequestVote,
         ┊                      │ follower, term 1     │   lost
         ┊                      │ votes for S1         │
         ┊                      │ → S1 vote yes        │
  170.0  ┃ ← S2 vote yes        │                      │
)"));
}

TEST(terminal, no_line_is_wider_than_it_may_be) {
  for (const std::size_t width : std::vector<std::size_t>{40, 60, 80, 120}) {
    for (const Trace& trace : {samples::first_election(), samples::every_kind()}) {
      std::istringstream lines(terminal(trace, {.width = width}));
      for (std::string line; std::getline(lines, line);) {
        EXPECT_LE(length_of(line), width) << line;
      }
    }
  }
}

TEST(terminal, names_no_columns_where_there_are_none) {
  const std::string narrow = terminal(samples::first_election(), {.width = 40});
  EXPECT_THAT(narrow, HasSubstr("     ms  server\n"));
  EXPECT_THAT(narrow, HasSubstr("  150.0  S1  stands, term 1\n"));
  EXPECT_THAT(narrow, Not(HasSubstr("│")));
  EXPECT_THAT(terminal(samples::first_election(), {.width = 60}), HasSubstr("     ms  S1     "));
}

TEST(terminal, colours_only_when_asked) {
  const Trace trace = samples::first_election();
  EXPECT_THAT(terminal(trace), Not(HasSubstr("\x1b")));
  EXPECT_THAT(terminal(trace, {.colour = true}), HasSubstr("\x1b[1;38;5;33m"));
}

TEST(terminal, ends_with_every_log) {
  EXPECT_THAT(terminal(samples::first_election()),
              HasSubstr("S1  leader     term 1   [1:x=1]\n"
                        "S2  follower   term 1   (1:x=1)\n"
                        "S3  follower   term 1   log empty\n"));
}

}  // namespace
}  // namespace raft
