#include "scenario/scenario_words.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <sstream>

#include "scenario/completion.h"
#include "scenario/scenario.h"
#include "scenario/scenario_text.h"
#include "scenario/scenario_tokens.h"

namespace raft::scenario_words_test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

constexpr ServerId S1{1}, S2{2};

TEST(ScenarioWords, CompleteAHalfTypedLine) {
  const ServerSet servers{S1, S2};
  EXPECT_THAT(complete_scenario_line("del", servers), ElementsAre("deliver"));
  EXPECT_THAT(complete_scenario_line("crash ", servers),
              ElementsAre("S1", "S2", "any", "follower", "leader"));
  EXPECT_THAT(complete_scenario_line("deliver S1->S", servers), ElementsAre("S1", "S2"));
  EXPECT_THAT(complete_scenario_line("drop S1->S2 App", servers),
              ElementsAre("AppendEntries", "AppendEntriesReply"));
  EXPECT_THAT(complete_scenario_line("expect lea", servers), ElementsAre("leader"));
  EXPECT_THAT(complete_scenario_line("run until qu", servers), ElementsAre("quiet"));
  EXPECT_THAT(complete_scenario_line("try del", servers), ElementsAre("deliver"));
  EXPECT_THAT(complete_scenario_line("try crash S", servers), ElementsAre("S1", "S2"));
  EXPECT_THAT(complete_scenario_line("sometimes 5% try del", servers), ElementsAre("deliver"));
  EXPECT_THAT(complete_scenario_line("crash O", servers, std::vector<std::string>{"Old"}),
              ElementsAre("Old"));
  EXPECT_THAT(complete_scenario_line("drop l", servers), ElementsAre("last", "leader"));
  EXPECT_THAT(complete_scenario_line("nonsense ", servers), ElementsAre());
  EXPECT_THAT(complete_scenario_line("heal S", servers), ElementsAre("S1", "S2"));
  EXPECT_THAT(complete_scenario_line("deliver all am", servers), ElementsAre("among"));
  EXPECT_THAT(complete_scenario_line("network loss 5% f", servers), ElementsAre("follower", "for"));
  EXPECT_THAT(complete_scenario_line("expect sen", servers), ElementsAre("sent"));
  EXPECT_THAT(complete_scenario_line("expect sent S1->S2 = 3 sin", servers), ElementsAre("since"));
  EXPECT_THAT(complete_scenario_line("expect same te", servers), ElementsAre("term", "terms"));
  EXPECT_EQ(complete_scenario_line("", servers).size(), scenario_verbs().size());
}

TEST(ScenarioWords, WriteATimeForPeopleAndReadItAgain) {
  for (const auto& [us, text] : std::map<int, std::string>{{0, "0ms"},
                                                           {20, "20us"},
                                                           {1'500, "1.5ms"},
                                                           {250'000, "250ms"},
                                                           {369'022, "369.022ms"},
                                                           {1'500'000, "1500ms"},
                                                           {2'000'000, "2s"}}) {
    EXPECT_EQ(time_text(VirtualTime(us)), text);
    EXPECT_EQ(read_time(text, ""), VirtualTime(us)) << text;
  }
}

TEST(ScenarioWords, HelpSpeaksOfEveryVerb) {
  for (const ScenarioWord& verb : scenario_verbs()) {
    EXPECT_THAT(scenario_help(), HasSubstr("\n  " + std::string(verb.name)));
    EXPECT_THAT(scenario_help(verb), HasSubstr(std::string(verb.help)));
  }
}

std::string content_of(const std::string& path) {
  std::ifstream file(RAFT_SOURCE_DIR "/" + path);
  std::stringstream content;
  content << file.rdbuf();
  return content.str();
}

TEST(ScenarioWords, EachHasItsPlaceOnTheReferencePage) {
  const std::string page = content_of("docs/scenario-language.md");
  for (const ScenarioWord& verb : scenario_verbs()) {
    EXPECT_THAT(page, HasSubstr("\n### " + std::string(verb.name) + "\n"));
  }
  for (const ScenarioWord& word : scenario_expectations()) {
    const std::string name(word.name);
    EXPECT_TRUE(page.find("\n| `" + name) != page.npos || page.find("`S1 " + name) != page.npos)
        << name;
  }
}

TEST(ScenarioWords, TheFuzzerKnowsThem) {
  const std::string dictionary = content_of("tests/fuzz/scenario.dict");
  for (const ScenarioWord& verb : scenario_verbs()) {
    EXPECT_THAT(dictionary, HasSubstr("\n\"" + std::string(verb.name) + "\"\n"));
  }
}

}  // namespace
}  // namespace raft::scenario_words_test
