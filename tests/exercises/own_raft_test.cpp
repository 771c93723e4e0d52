// The battery for a reader's own Raft is proved: the book's own scores full marks through the same
// door, a class that only elects scores the elections, and every known bug costs something.

#include "starter/own_raft.h"

#include <gmock/gmock.h>

#include <algorithm>

#include "battery.h"
#include "book_raft.h"
#include "bugs/bugs.h"
#include "bugs/each_bug.h"
#include "election_only.h"
#include "message_counts.h"
#include "own_host.h"
#include "scenario/scenario_run.h"

namespace raft {
namespace {

const std::vector<Level>& levels() {
  static const std::vector<Level> all = [] {
    const std::filesystem::path house = RAFT_SOURCE_DIR;
    auto read = read_levels(house / "exercises/own-raft/levels", house);
    EXPECT_TRUE(read) << read.error();
    return read.value_or(std::vector<Level>{});
  }();
  return all;
}

LevelVerdict verdict_on(const Level& level, const NodeType& node) {
  return judge_level(level, node, [](const BatteryRun&) {});
}

std::vector<unsigned> passed_by(const NodeType& node) {
  std::vector<unsigned> numbers;
  for (const Level& level : levels()) {
    if (verdict_on(level, node).passed()) numbers.push_back(level.number);
  }
  return numbers;
}

// ---- the score

TEST(TheBattery, has_a_hundred_points) {
  unsigned sum = 0;
  for (const Level& level : levels()) sum += level.points;
  EXPECT_EQ(sum, 100u);
}

// That it gives full marks to the book's Raft is looked at where a reader would see it:
// own_raft_tutor_test.py.
TEST(TheBattery, gives_nothing_for_the_empty_class) {
  EXPECT_EQ(score_of(own_node_type(make_own_host<OwnRaft>), levels()), 0u);
}

TEST(TheBattery, gives_a_class_that_only_elects_the_elections) {
  const NodeType node = own_node_type(make_own_host<ElectionOnly>);
  EXPECT_THAT(passed_by(node), testing::ElementsAre(1u, 2u, 3u));
  EXPECT_EQ(score_of(node, levels()), 12u);
}

TEST(TheBattery, takes_a_search_that_ends_at_its_limit_for_no_fault) {
  const NodeType node = own_node_type(make_own_host<BookRaft>);
  Level level{
      .scenarios = {{"a.raft", "clients 3\nrun 800ms\nexpect linearizable within 1 steps\n"}}};
  LevelVerdict verdict = verdict_on(level, node);
  EXPECT_TRUE(verdict.undecided());
  EXPECT_FALSE(verdict.passed());
  level.scenarios.push_back({"b.raft", "run 1s\nexpect no leader\n"});
  verdict = verdict_on(level, node);
  EXPECT_FALSE(verdict.undecided());
  EXPECT_EQ(verdict.failure->run, "b.raft");
  EXPECT_EQ(verdict.runs, 2u);
}

class ABug : public testing::TestWithParam<Bug> {};

// The last level takes longest and is not needed: the others are enough. What is late in the book
// is tried first, as most bugs are caught there.
TEST_P(ABug, loses_some_points) {
  std::vector<Level> by_hand(levels().begin(), levels().end() - 1);
  std::ranges::reverse(by_hand);
  EXPECT_TRUE(std::ranges::any_of(
      by_hand, [](const Level& level) { return !verdict_on(level, GetParam().node).passed(); }));
}

INSTANTIATE_TEST_SUITE_P(Bugs, ABug, testing::ValuesIn(all_bugs()), called);

// ---- what a failure says

// Forgets its vote when it restarts.
class Forgetful : public BookRaft {
 public:
  Forgetful(const Setup& setup, const Saved& saved) : BookRaft(setup, without_vote(saved)) {}
  static Saved without_vote(Saved saved) {
    saved.term_and_vote.voted_for.reset();
    return saved;
  }
};

const Level& level(unsigned number) { return levels().at(number - 1); }

TEST(AFailure, is_a_report_that_names_rule_and_mistake) {
  const auto verdict = verdict_on(level(11), own_node_type(make_own_host<Forgetful>));
  ASSERT_TRUE(verdict.failure);
  EXPECT_THAT(verdict.failure->report, testing::HasSubstr("is broken, by a step of S"));
  EXPECT_THAT(verdict.failure->report, testing::HasSubstr("What to look for:"));
}

TEST(AFailure, is_a_scenario_that_shows_it_again) {
  const NodeType forgetful = own_node_type(make_own_host<Forgetful>);
  const auto verdict = verdict_on(level(11), forgetful);
  ASSERT_TRUE(verdict.failure);
  std::string text;
  for (const std::string& line : verdict.failure->lines) text += line + "\n";
  const auto scenario = parse_scenario(text, "again.raft");
  ASSERT_TRUE(scenario) << scenario.error().front().text();
  EXPECT_FALSE(run_scenario(*scenario, {.node = &forgetful, .go_on = true}).passed());
  EXPECT_TRUE(run_scenario(*scenario, {.go_on = true}).passed());
}

// Sends everything twice.
class Talkative : public BookRaft {
 public:
  using BookRaft::BookRaft;
  Output step(const Input& input) {
    Output output = BookRaft::step(input);
    const auto once = output.messages;
    output.messages.insert(output.messages.end(), once.begin(), once.end());
    return output;
  }
};

TEST(AFailure, of_economy_says_how_much_was_sent_and_how_much_is_allowed) {
  const auto verdict = verdict_on(level(10), own_node_type(make_own_host<Talkative>));
  ASSERT_TRUE(verdict.failure);
  EXPECT_THAT(verdict.failure->report,
              testing::ContainsRegex("messages; the book's Raft sends [0-9]+, and [0-9]+ are"));
}

// ---- what one message may carry

LevelVerdict verdict_on_scenario(unsigned number, std::string_view name, const NodeType& node) {
  Level one = level(number);
  std::erase_if(one.scenarios, [&](const LevelScenario& s) { return !s.file.ends_with(name); });
  EXPECT_EQ(one.scenarios.size(), 1u) << name;
  return verdict_on(one, node);
}

// Whatever it was told, its messages may be long.
class Wordy : public BookRaft {
 public:
  Wordy(Setup setup, const Saved& saved) : BookRaft(with_long_messages(setup), saved) {}
  static Setup with_long_messages(Setup setup) {
    setup.entries_per_message = 1024;
    return setup;
  }
};

TEST(TheBattery, stops_a_message_that_carries_more_entries_than_it_may) {
  EXPECT_DEATH(verdict_on_scenario(9, "06-in-small-batches.raft",
                                   own_node_type(make_own_host<Wordy>)),
               "at most setup.entries_per_message entries");
}

TEST(TheBattery, finds_that_old_entries_are_counted_also_if_a_no_op_follows) {
  const auto counts = std::ranges::find(all_bugs(), "counts-old-terms", &Bug::name);
  ASSERT_NE(counts, all_bugs().end());
  const auto verdict = verdict_on_scenario(12, "03-one-entry-a-message.raft", counts->node);
  ASSERT_TRUE(verdict.failure);
  EXPECT_THAT(verdict.failure->report, testing::HasSubstr("Leader Completeness is broken"));
}

// ---- the host of a stranger

// The same run of the book's node, watched from inside and by its host.
TEST(AStranger, is_told_of_in_the_same_events_as_a_node_of_parts) {
  const auto trace_of = [](const NodeType& node) {
    auto scenario = parse_scenario(level(8).scenarios.front().text, "level");
    return run_scenario(*std::move(scenario), {.node = &node}).stage().trace();
  };
  const Trace inside = trace_of(**find_node_type("raft"));
  const Trace outside = trace_of(own_node_type(make_own_host<BookRaft>));
  const auto kinds = [](const Trace& trace) {
    std::vector<std::pair<std::int64_t, std::size_t>> all;
    for (const TraceEvent& event : trace.events) {
      // In the middle of a step a follower may not know yet whom it follows at its end.
      const auto* role = std::get_if<trace::RoleChanged>(&event.what);
      if (role && role->role == RoleName::follower && !role->leader) continue;
      all.emplace_back(event.at.count(), event.what.index());
    }
    return all;
  };
  EXPECT_EQ(kinds(outside), kinds(inside));
}

TEST(AStranger, that_signs_with_another_name_is_stopped_with_a_sentence) {
  class Forger : public ElectionOnly {
   public:
    using ElectionOnly::ElectionOnly;
    Output step(const Input& input) {
      Output output = ElectionOnly::step(input);
      for (Message& message : output.messages) message.from = message.to;
      return output;
    }
  };
  EXPECT_DEATH(verdict_on(level(1), own_node_type(make_own_host<Forger>)),
               "a message from the server itself");
}

TEST(MessageCounts, leave_out_what_the_network_has_doubled) {
  const auto counts = [](const std::string& network) {
    auto scenario = parse_scenario("servers 3\nnode election\n" + network + "timeout S1\n", "two");
    return counts_of(run_scenario(*std::move(scenario)).stage().trace());
  };
  const MessageCounts asked = counts("");
  EXPECT_EQ(asked.messages, 2u);
  EXPECT_EQ(asked.calls, 2u);
  EXPECT_EQ(asked.bytes, 2u * (2 + 8 + 16));
  EXPECT_EQ(counts("network duplicate 100%\n"), asked);
}

}  // namespace
}  // namespace raft
