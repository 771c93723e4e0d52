#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <regex>
#include <sstream>

#include "rendering/perfetto.h"
#include "rendering/shiviz.h"
#include "rendering/svg.h"
#include "rendering/svg_layout.h"
#include "trace/sample_trace.h"

namespace raft {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

// The first tag that is not closed in its place; empty if the text is well-formed in that respect.
std::string unbalanced(const std::string& xml) {
  std::vector<std::string> open;
  const std::regex tag("<(/?)([a-zA-Z]+)[^<>]*?(/?)>");
  for (std::sregex_iterator found(xml.begin(), xml.end(), tag), end; found != end; ++found) {
    if ((*found)[3].length() > 0) continue;
    if ((*found)[1].length() == 0) {
      open.push_back((*found)[2]);
    } else if (open.empty() || open.back() != (*found)[2]) {
      return (*found)[0];
    } else {
      open.pop_back();
    }
  }
  return open.empty() ? "" : open.back();
}

std::vector<Box> words_of(const Picture& picture) {
  std::vector<Box> boxes;
  for (const auto& arrow : picture.arrows) {
    if (arrow.label_box) boxes.push_back(*arrow.label_box);
  }
  for (const auto& pill : picture.pills) boxes.push_back(pill.box);
  for (const auto& cell : picture.cells) boxes.push_back(cell.box);
  for (const auto& banner : picture.banners) boxes.push_back(banner.box);
  return boxes;
}

TEST(svg, is_well_formed_whatever_the_texts_contain) {
  for (const Trace& trace : {samples::first_election(), samples::every_kind(), Trace{}}) {
    const std::string drawn = svg(trace);
    EXPECT_EQ(unbalanced(drawn), "");
    EXPECT_EQ(drawn.substr(0, 5), "<svg ");
  }
  EXPECT_THAT(svg(samples::every_kind()), HasSubstr("one &lt;fact&gt;"));
}

// How a run looks, to the last line, is in tests/golden: NAME.svg beside the transcript.
TEST(svg, two_of_one_run_differ_by_their_id_only) {
  const Trace trace = samples::first_election();
  const std::string one = svg(trace, {.id = "raft-one"}), other = svg(trace, {.id = "raft-two"});
  EXPECT_NE(one, other);
  EXPECT_EQ(std::regex_replace(one, std::regex("raft-one"), "raft-two"), other);
  EXPECT_THAT(one, HasSubstr("id=\"raft-one-hatch1\""));
}

TEST(svg, another_run_is_another_picture) {
  Trace trace = samples::first_election();
  const std::string whole = svg(trace, {.id = "raft"});
  trace.events.pop_back();
  EXPECT_NE(svg(trace, {.id = "raft"}), whole);
}

TEST(svg, no_words_cover_other_words) {
  for (const int width : {480, 720, 1000}) {
    const auto boxes = words_of(lay_out(samples::first_election(), {.width = width}));
    for (std::size_t i = 0; i < boxes.size(); ++i) {
      for (std::size_t j = 0; j < i; ++j)
        EXPECT_FALSE(boxes[i].overlaps(boxes[j])) << i << ' ' << j;
    }
  }
}

TEST(svg, every_label_finds_a_place_in_a_small_run) {
  for (const auto& arrow : lay_out(samples::first_election()).arrows) {
    EXPECT_TRUE(arrow.label.empty() || arrow.label_box) << arrow.label;
  }
}

TEST(svg, every_message_goes_down_and_a_lost_one_does_not_arrive) {
  int lost = 0;
  for (const auto& arrow : lay_out(samples::first_election()).arrows) {
    EXPECT_GT(arrow.y2, arrow.y1);
    lost += arrow.end == Picture::End::lost ? 1 : 0;
  }
  EXPECT_EQ(lost, 2);
}

TEST(svg, a_long_silence_is_cut_and_quiet_heartbeats_are_counted) {
  const Picture picture = lay_out(samples::first_election());
  EXPECT_LT(picture.height, 1100);
  ASSERT_FALSE(picture.breaks.empty());
  EXPECT_EQ(picture.breaks[0].text, "+150");
  EXPECT_THAT(svg(samples::first_election()), HasSubstr("heartbeats × 3"));
}

TEST(svg, a_partition_stands_between_its_groups) {
  const Picture picture = lay_out(samples::first_election());
  ASSERT_EQ(picture.walls.size(), 1u);
  EXPECT_GT(picture.walls[0].x, picture.heads[0].box.right());
  EXPECT_LT(picture.walls[0].x, picture.heads[1].box.x);
}

Trace only(std::initializer_list<trace::LinkCut> cuts) {
  Trace run = samples::first_election();
  run.events.clear();
  for (const trace::LinkCut& cut : cuts) run.events.push_back({.what = cut});
  return run;
}

TEST(svg, a_server_that_is_cut_off_is_one_line_across) {
  const ServerId s1{1}, s2{2}, s3{3};
  const Picture picture = lay_out(only({{s1, s2}, {s2, s1}, {s1, s3}, {s3, s1}}));
  ASSERT_EQ(picture.banners.size(), 1u);
  EXPECT_THAT(picture.banners[0].lines,
              ElementsAre("messages between S1 and S2 S3 are lost from now on"));
}

TEST(svg, a_server_that_is_heard_again_is_one_line_across) {
  const ServerId s1{1}, s2{2}, s3{3};
  Trace run = only({});
  for (const ServerId other : {s2, s3}) {
    run.events.push_back({.what = trace::LinkMended{s1, other}});
    run.events.push_back({.what = trace::LinkMended{other, s1}});
  }
  const Picture picture = lay_out(run);
  ASSERT_EQ(picture.banners.size(), 1u);
  EXPECT_THAT(picture.banners[0].lines, ElementsAre("messages between S1 and S2 S3 arrive again"));
}

TEST(svg, what_a_client_asks_and_hears_is_not_drawn_like_a_fault) {
  Trace run = only({});
  run.events.push_back({.what = trace::Invoked{.client = 1, .command = "x=1"}});
  run.events.push_back({.what = trace::Returned{.client = 1, .result = "ok"}});
  const std::string drawn = svg(run);
  EXPECT_THAT(drawn, HasSubstr("<g class=\"raft-asked\">"));
  EXPECT_THAT(drawn, Not(HasSubstr("<g class=\"raft-world\">")));
}

TEST(svg, cuts_that_no_sentence_joins_are_told_one_by_one) {
  const ServerId s1{1}, s2{2}, s3{3};
  EXPECT_EQ(lay_out(only({{s1, s2}, {s3, s1}})).banners.size(), 2u);
}

TEST(svg, the_end_shows_every_log) {
  const Picture picture = lay_out(samples::first_election());
  int at_the_end = 0;
  for (const auto& cell : picture.cells) at_the_end += cell.box.y > picture.height - 60 ? 1 : 0;
  EXPECT_EQ(at_the_end, 3);
}

TEST(shiviz, each_event_matches_the_expression_and_steps_its_own_clock) {
  const std::string log = shiviz(samples::every_kind());
  std::istringstream lines(log);
  std::string first, clock_line, sentence;
  std::getline(lines, first);
  EXPECT_EQ(first, R"(^(?<host>S\d+) (?<clock>\{.*\})\n(?<event>.*)$)");
  std::getline(lines, first);
  std::map<std::string, std::uint64_t> last;
  while (std::getline(lines, clock_line) && std::getline(lines, sentence)) {
    const std::string host = clock_line.substr(0, clock_line.find(' '));
    const auto clock = nlohmann::json::parse(clock_line.substr(host.size()), nullptr, false);
    ASSERT_TRUE(clock.is_object()) << clock_line;
    EXPECT_EQ(clock[host], ++last[host]);
    EXPECT_FALSE(sentence.empty());
  }
}

TEST(perfetto, is_one_json_object_with_slices_arrows_and_counters) {
  for (const Trace& trace : {samples::first_election(), samples::every_kind(), Trace{}}) {
    const auto file = nlohmann::json::parse(perfetto(trace), nullptr, false);
    ASSERT_TRUE(file.is_object());
    for (const auto& event : file["traceEvents"]) EXPECT_TRUE(event.contains("ph"));
  }
  const std::string file = perfetto(samples::first_election());
  EXPECT_THAT(file,
              HasSubstr(R"({"ph":"X","name":"leader, term 1","pid":1,"tid":1,"ts":170000,"dur":)"));
  EXPECT_THAT(file, HasSubstr(R"("name":"commit index of S1")"));
  EXPECT_THAT(file, HasSubstr(R"("ph":"s","name":"RequestVote")"));
  EXPECT_THAT(file, HasSubstr(R"("ph":"f","name":"RequestVote")"));
}

}  // namespace
}  // namespace raft
