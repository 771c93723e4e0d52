#include "trace/json_lines.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "core/random.h"
#include "trace/json_fields.h"
#include "trace/sample_trace.h"

namespace raft {
namespace {

using testing::HasSubstr;

std::string with_event(const std::string& line) { return to_json(TraceHeader{}) + "\n" + line; }

Diagnostic error_of(const std::string& file) {
  const auto read = from_json_lines(file);
  return read ? Diagnostic{} : read.error();
}

TEST(json_lines, what_was_written_is_read_back_the_same) {
  for (const Trace& trace : {samples::first_election(), samples::every_kind(), Trace{}}) {
    const std::string file = to_json_lines(trace);
    const auto read = from_json_lines(file);
    ASSERT_TRUE(read) << read.error().text();
    EXPECT_EQ(to_json_lines(*read), file);
  }
}

TEST(json_lines, bytes_that_are_no_text_come_back_unharmed) {
  const Trace trace = samples::every_kind();
  const auto read = from_json_lines(to_json_lines(trace));
  ASSERT_TRUE(read);
  for (std::size_t i = 0; i < trace.events.size(); ++i) {
    if (const auto* appended = std::get_if<trace::Appended>(&trace.events[i].what)) {
      EXPECT_EQ(std::get<trace::Appended>(read->events[i].what).entries, appended->entries);
    }
    EXPECT_EQ(read->events[i].clock, trace.events[i].clock);
  }
}

TEST(json_lines, a_message_is_one_flat_line) {
  const TraceEvent event{
      1,
      VirtualTime(153000),
      ServerId{1},
      trace::Sent{
          17,
          {ServerId{1}, ServerId{2}, Term{3},
           AppendEntries{{Term{2}, LogIndex{4}}, Entries({samples::entry(3, "x=1")}), LogIndex{4}}},
          {}},
      {}};
  EXPECT_EQ(to_json(event),
            R"({"seq":1,"t":153000,"server":"S1","kind":"sent","msg":17,"from":"S1","to":"S2",)"
            R"("type":"AppendEntries","term":3,"prev":{"term":2,"index":4},"entries":[)"
            R"({"index":5,"term":3,"kind":"command","command":"x=1"}],"commit":4})");
}

TEST(json_lines, the_checked_in_file_has_every_kind_and_is_what_we_write) {
  std::ifstream in(RAFT_SOURCE_DIR "/tests/trace/every_kind.jsonl");
  std::stringstream file;
  file << in.rdbuf();
  EXPECT_EQ(to_json_lines(samples::every_kind()), file.str());
  for (const std::string_view kind : json::kinds) {
    EXPECT_THAT(file.str(), HasSubstr("\"kind\":\"" + std::string(kind) + "\""));
  }
}

TEST(json_lines, an_unknown_version_is_refused) {
  const Diagnostic error = error_of(R"({"schema":"raft-trace","version":2})");
  EXPECT_EQ(error.line, 1u);
  EXPECT_EQ(error.message, "version 2 is unknown here");
  EXPECT_EQ(error.hint, "right would be version 1");
}

TEST(json_lines, an_error_names_line_column_and_what_would_be_right) {
  const std::string sent = R"({"seq":1,"t":0,"kind":"sentt"})";
  EXPECT_THAT(error_of(with_event(sent)).text(),
              HasSubstr(":2:16: there is no kind 'sentt'\n  right would be one of sent"));
  EXPECT_EQ(error_of(with_event("{\"seq\":1,,}")).column, 10u);
  EXPECT_EQ(error_of(with_event(R"({"seq":1,"t":0,"kind":"voted","term":2})")).message,
            "the field 'candidate' is missing");
  EXPECT_EQ(error_of(with_event(R"({"seq":1,"t":0,"server":"S65","kind":"joined"})")).hint,
            "right would be \"S1\" to \"S64\"");
  EXPECT_EQ(error_of(with_event(R"({"seq":3,"t":0,"kind":"healed"})")).hint, "right would be 1");
  EXPECT_EQ(error_of("").line, 1u);
}

TEST(json_lines, what_is_no_event_is_named) {
  const auto what = [](const std::string& line) { return error_of(with_event(line)).message; };
  const std::string sent = R"({"seq":1,"t":0,"server":"S1","kind":"sent","msg":1,"from":"S1",)"
                           R"("to":"S2","term":1,"type":"AppendEntries",)";
  EXPECT_EQ(what("7"), "the line is not an object");
  EXPECT_THAT(what(sent + R"("prev":4,"entries":[],"commit":0})"), HasSubstr("place in a log"));
  EXPECT_EQ(what(sent + R"("prev":{"term":0,"index":0},"entries":[7],"commit":0})"),
            "an entry is not an object");
  EXPECT_EQ(
      what(R"({"seq":1,"t":0,"kind":"invoked","client":4294967296,"operation":1,"command":""})"),
      "'client' is too large");
  std::string clock = "0";
  for (int server = 2; server <= 65; ++server) clock += ",0";
  EXPECT_EQ(what(R"({"seq":1,"t":0,"server":"S1","kind":"joined","clock":[)" + clock + "]}"),
            "this is no clock of a trace");
}

TEST(json_lines, a_cut_off_file_is_an_error_or_a_shorter_trace_and_never_a_crash) {
  const std::string file = to_json_lines(samples::every_kind());
  for (std::size_t length = 0; length < file.size(); ++length) {
    const auto read = from_json_lines(std::string_view(file).substr(0, length));
    EXPECT_TRUE(read || read.error().line > 0);
  }
}

TEST(json_lines, damaged_bytes_are_an_error_or_another_trace_and_never_a_crash) {
  const std::string file = to_json_lines(samples::every_kind());
  Random random(1);
  for (int round = 0; round < 4000; ++round) {
    std::string damaged = file;
    for (std::uint64_t flips = random.between(1, 3); flips > 0; --flips) {
      damaged[random.between(0, damaged.size() - 1)] = static_cast<char>(random.between(0, 255));
    }
    const auto read = from_json_lines(damaged);
    EXPECT_TRUE(!read || from_json_lines(to_json_lines(*read)));
  }
}

TEST(json_lines, deep_nesting_and_huge_numbers_are_only_errors) {
  EXPECT_FALSE(from_json_lines(std::string(100'000, '[')));
  EXPECT_FALSE(from_json_lines(with_event(R"({"seq":1,"t":1e999,"kind":"healed"})")));
  EXPECT_FALSE(from_json_lines(with_event(R"({"seq":1,"t":-1,"kind":"healed"})")));
}

}  // namespace
}  // namespace raft
