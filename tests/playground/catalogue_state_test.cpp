/// @file
/// What the page is told that there is to choose from, as JSON.

#include "playground/catalogue_state.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "bugs/bugs.h"
#include "simulation/catalogue.h"

namespace raft {
namespace {

using Json = nlohmann::json;
using testing::HasSubstr;

TEST(CatalogueState, ListsAllThatCanBeChosenAndSaid) {
  const Json catalogue = Json::parse(catalogue_state());
  ASSERT_EQ(catalogue["nodes"].size(), node_names().size());
  for (const Json& node : catalogue["nodes"]) EXPECT_FALSE(node["parts"].empty()) << node["name"];
  EXPECT_THAT(catalogue["nodes"].back()["rules"].dump(), HasSubstr("\"JointConsensus\""));
  EXPECT_THAT(catalogue["invariants"].dump(), HasSubstr("\"Election Safety\""));
  for (const Json& verb : catalogue["verbs"]) EXPECT_NE(verb["help"], "") << verb["name"];
  EXPECT_FALSE(catalogue["expectations"].empty());
}

TEST(BugsState, TellsAllOfEveryBug) {
  const Json bugs = Json::parse(bugs_state());
  ASSERT_EQ(bugs.size(), all_bugs().size());
  for (std::size_t i = 0; i < bugs.size(); ++i) {
    const Bug& bug = all_bugs()[i];
    EXPECT_EQ(bugs[i]["name"], bug.name);
    EXPECT_EQ(bugs[i]["group"], bug.group);
    EXPECT_EQ(bugs[i]["parts"], Json(bug.parts));
    EXPECT_EQ(bugs[i]["replaces"], Json(bug.replaces));
    EXPECT_EQ(bugs[i]["does"], bug.does);
    EXPECT_EQ(bugs[i]["origin"], bug.origin);
    EXPECT_EQ(bugs[i]["breaks"], Json(bug.breaks));
  }
}

}  // namespace
}  // namespace raft
