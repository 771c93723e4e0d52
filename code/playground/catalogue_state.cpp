#include "playground/catalogue_state.h"

#include <nlohmann/json.hpp>

#include "bugs/bugs.h"
#include "invariants/invariant.h"
#include "scenario/scenario_words.h"
#include "simulation/catalogue.h"

namespace raft {
namespace {

using Json = nlohmann::ordered_json;

Json words_of(std::span<const ScenarioWord> words) {
  Json list = Json::array();
  for (const ScenarioWord& word : words) {
    list.push_back({{"name", word.name},
                    {"group", word.group},
                    {"synopsis", word.synopsis},
                    {"help", word.help},
                    {"example", word.example}});
  }
  return list;
}

}  // namespace

std::string catalogue_state() {
  Json state{{"nodes", Json::array()}};
  for (const std::string& name : node_names()) {
    state["nodes"].push_back(
        {{"name", name}, {"parts", (*find_node_type(name))->parts}, {"rules", rules_of(name)}});
  }
  state["invariants"] = Json::array();
  for (const char* name : invariant_names()) state["invariants"].push_back(name);
  state["verbs"] = words_of(scenario_verbs());
  state["expectations"] = words_of(scenario_expectations());
  return state.dump();
}

std::string bugs_state() {
  Json bugs = Json::array();
  for (const Bug& bug : all_bugs()) {
    bugs.push_back({{"name", bug.name},
                    {"group", bug.group},
                    {"parts", bug.parts},
                    {"replaces", bug.replaces},
                    {"does", bug.does},
                    {"origin", bug.origin},
                    {"breaks", bug.breaks}});
  }
  return bugs.dump();
}

}  // namespace raft
