#include "bugs/bugs.h"

#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "bugs/each_bug.h"
#include "campaign/draw.h"
#include "scenario/scenario_run.h"

namespace raft {
namespace {

std::filesystem::path in_tests(const Bug& bug) {
  return std::filesystem::path(RAFT_SOURCE_DIR) / "tests" / "bugs" / (bug.name + ".raft");
}

std::string text_in(const std::filesystem::path& file) {
  std::ostringstream text;
  text << std::ifstream(file).rdbuf();
  return text.str();
}

ScenarioRun run_of(const Bug& bug, const NodeType* node) {
  auto scenario = parse_scenario(text_in(in_tests(bug)), bug.name + ".raft");
  EXPECT_TRUE(scenario) << scenario.error().front().text();
  return run_scenario(*std::move(scenario),
                      {.node = node, .record = false, .go_on = node != nullptr});
}

// The statements that fail and the invariant that is broken, as in exposed.txt.
std::string what_went_wrong(const ScenarioRun& run) {
  std::string text;
  for (const Diagnostic& failure : run.failures()) {
    const auto& violation = run.stage().violation();
    const bool broke =
        violation && failure.message.starts_with(violation->invariant + " is broken");
    text += (text.empty() ? "" : "; ") + (broke ? violation->invariant : failure.source);
  }
  return text.empty() ? "nothing" : text;
}

// What exposed.txt says of the bug.
std::string what_should_go_wrong(const Bug& bug) {
  std::istringstream lines(text_in(in_tests(bug).replace_filename("exposed.txt")));
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with(bug.name + ": ")) return line.substr(bug.name.size() + 2);
  }
  return "exposed.txt does not say";
}

class ABug : public testing::TestWithParam<Bug> {};

TEST_P(ABug, is_not_in_the_right_node) {
  EXPECT_EQ(what_went_wrong(run_of(GetParam(), nullptr)), "nothing");
}

TEST_P(ABug, is_exposed_by_its_scenario_at_the_place_that_it_is_made_for) {
  const ScenarioRun run = run_of(GetParam(), &GetParam().node);
  EXPECT_EQ(what_went_wrong(run), what_should_go_wrong(GetParam()));
  if (!run.stage().violation()) return;
  EXPECT_THAT(GetParam().breaks, testing::Contains(run.stage().violation()->invariant));
}

INSTANTIATE_TEST_SUITE_P(Bugs, ABug, testing::ValuesIn(all_bugs()), called);

// What the book states of all of them.
constexpr unsigned most_seeds = 200;

class ACampaign : public testing::TestWithParam<Bug> {};

// A run depends on its seed alone, so the last of the seeds is enough.
TEST_P(ACampaign, finds_the_bug_within_its_seeds) {
  EXPECT_TRUE(draw_run(GetParam().node, GetParam().seeds).failure);
  EXPECT_LE(GetParam().seeds, most_seeds);
}

INSTANTIATE_TEST_SUITE_P(Bugs, ACampaign, testing::ValuesIn(all_bugs()), called);

TEST(Bugs, each_bug_takes_the_place_of_a_part) {
  for (const Bug& bug : all_bugs()) EXPECT_EQ(bug.replaces.size(), bug.parts.size()) << bug.name;
}

TEST(Bugs, each_bug_is_in_the_header_that_its_card_names) {
  for (const Bug& bug : all_bugs()) {
    const auto header =
        text_in(std::filesystem::path(RAFT_SOURCE_DIR) / "code" / "bugs" / (bug.group + ".h"));
    for (const std::string& part : bug.parts) {
      EXPECT_THAT(header, testing::HasSubstr("struct " + part + " : ")) << bug.name;
    }
  }
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

TEST(Bugs, the_book_says_of_each_bug_what_the_program_says) {
  const auto page = text_in(std::filesystem::path(RAFT_SOURCE_DIR) / "docs" / "bugs.md");
  for (const Bug& bug : all_bugs()) {
    EXPECT_THAT(
        page, testing::HasSubstr("| " + bug.name + " | " + bug.does + " | " + bug.origin + " | " +
                                 joined(bug.breaks) + " | " + std::to_string(bug.seeds) + " |\n"));
  }
}

TEST(Bugs, a_bug_is_found_by_its_name) {
  const auto bug = find_bug("vote-not-saved");
  ASSERT_TRUE(bug);
  EXPECT_EQ((*bug)->node.bug, "vote-not-saved");
  EXPECT_EQ((*bug)->replaces, std::vector<std::string>{"Durability"});
}

TEST(Bugs, a_wrong_name_is_answered_with_the_right_one) {
  const auto bug = find_bug("vote-not-safed");
  ASSERT_FALSE(bug);
  EXPECT_EQ(bug.error(), "there is no bug 'vote-not-safed'; did you mean 'vote-not-saved'?");
}

}  // namespace
}  // namespace raft
