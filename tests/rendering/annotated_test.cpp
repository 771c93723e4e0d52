#include "rendering/annotated.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "rendering/words.h"
#include "trace/json_lines.h"
#include "trace/sample_trace.h"

namespace raft {
namespace {

using testing::EndsWith;
using testing::StartsWith;

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    lines.emplace_back(text.substr(0, end));
    text.remove_prefix(end + 1);
  }
  return lines;
}

nlohmann::json told_event(const Trace& trace, std::size_t number) {
  return nlohmann::json::parse(lines_of(annotated(trace))[number]);
}

TEST(told, is_a_trace_that_every_reader_can_read) {
  for (const Trace& trace : {samples::first_election(), samples::every_kind()}) {
    const auto read = from_json_lines(annotated(trace));
    ASSERT_TRUE(read) << read.error().text();
    EXPECT_EQ(to_json_lines(*read), to_json_lines(trace));
  }
}

TEST(told, each_event_carries_its_sentence) {
  const Trace trace = samples::every_kind();
  const trace::Flights flights(trace);
  for (std::size_t i = 0; i < trace.events.size(); ++i) {
    EXPECT_EQ(told_event(trace, i + 1)["words"], sentence(trace.events[i], flights));
  }
}

TEST(told, a_message_carries_its_label_and_a_role_its_note) {
  const Trace trace = samples::first_election();
  std::vector<std::string> briefs, notes;
  for (std::size_t i = 1; i <= trace.events.size(); ++i) {
    const auto event = told_event(trace, i);
    if (event.contains("brief")) briefs.push_back(event["brief"]);
    if (event.contains("note") && event["look"] == "role") notes.push_back(event["note"]);
  }
  EXPECT_THAT(briefs, testing::IsSupersetOf({"RequestVote", "vote yes", "heartbeat"}));
  EXPECT_THAT(notes, testing::Contains("stands, term 1"));
}

TEST(told, heartbeats_without_news_are_marked_quiet) {
  const std::string text = annotated(samples::first_election());
  const auto lines = lines_of(text);
  const auto quiet = std::count_if(lines.begin(), lines.end(), [](const std::string& line) {
    return line.find("\"quiet\":true") != std::string::npos;
  });
  EXPECT_GE(quiet, 3);
}

TEST(told, a_later_part_is_the_end_of_the_whole) {
  const Trace trace = samples::first_election();
  const std::string part = annotated(trace, {.from = 5});
  EXPECT_THAT(annotated(trace), EndsWith(part));
  EXPECT_EQ(lines_of(part).size(), trace.events.size() - 5);
  EXPECT_EQ(annotated(trace, {.from = trace.events.size()}), "");
}

TEST(told, the_sentences_stand_alone_after_their_times) {
  const Trace trace = samples::first_election();
  const auto lines = lines_of(sentences(trace));
  ASSERT_EQ(lines.size(), trace.events.size());
  const trace::Flights flights(trace);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    EXPECT_EQ(lines[i].substr(11), sentence(trace.events[i], flights));
    EXPECT_THAT(lines[i].substr(9), StartsWith("  "));
  }
}

}  // namespace
}  // namespace raft
