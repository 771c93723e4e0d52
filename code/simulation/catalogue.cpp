#include "simulation/catalogue.h"

#include <algorithm>

#include "election/election_node.h"
#include "membership/raft.h"
#include "replication/replicating_node.h"
#include "safety/safe_node.h"
#include "simulation/naive_host.h"
#include "text/nearest_word.h"

namespace raft {
namespace {

template <class... Parts>
struct List {};

// A list of parts without one of them.
template <class Part, class Kept, class Rest>
struct Less;
template <class Part, class... Kept>
struct Less<Part, List<Kept...>, List<>> {
  using type = List<Kept...>;
};
template <class Part, class... Kept, class First, class... Rest>
struct Less<Part, List<Kept...>, List<First, Rest...>> {
  using type = typename Less<
      Part, std::conditional_t<std::is_same_v<Part, First>, List<Kept...>, List<Kept..., First>>,
      List<Rest...>>::type;
};

template <class Part>
constexpr const char* name_of = nullptr;
template <>
constexpr const char* name_of<Election> = "Election";
template <>
constexpr const char* name_of<Replication> = "Replication";
template <>
constexpr const char* name_of<ElectionRestriction> = "ElectionRestriction";
template <>
constexpr const char* name_of<CommitCurrentTermOnly> = "CommitCurrentTermOnly";
template <>
constexpr const char* name_of<Durability> = "Durability";
template <>
constexpr const char* name_of<Membership> = "Membership";
template <>
constexpr const char* name_of<OneChangeAtATime> = "OneChangeAtATime";
template <>
constexpr const char* name_of<JointConsensus> = "JointConsensus";
template <>
constexpr const char* name_of<CommitBeforeChange> = "CommitBeforeChange";

template <class... Parts>
NodeType type_of(std::string name, std::vector<std::string> without, List<Parts...>) {
  return {{std::move(name), std::move(without)},
          {name_of<Parts>...},
          make_host<Parts...>,
          true,
          (std::is_same_v<Parts, Replication> || ...),
          (std::is_same_v<Parts, Membership> || ...)};
}

// A part that only guards, and can be left out.
template <class Part>
constexpr bool is_rule = !std::is_same_v<Part, Election> && !std::is_same_v<Part, Replication> &&
                         !std::is_same_v<Part, Membership>;

template <class Whole>
struct Variants;
template <class... Parts>
struct Variants<Node<Parts...>> {
  // The complete node, then the node without each of its rules.
  static void add(std::vector<NodeType>& types, const std::string& name) {
    types.push_back(type_of(name, {}, List<Parts...>{}));
    (add_without<Parts>(types, name), ...);
  }

 private:
  template <class Part>
  static void add_without(std::vector<NodeType>& types, const std::string& name) {
    if constexpr (is_rule<Part>) {
      using Rest = typename Less<Part, List<>, List<Parts...>>::type;
      types.push_back(type_of(name, {name_of<Part>}, Rest{}));
    }
  }
};

std::vector<NodeType> all_types() {
  std::vector<NodeType> types;
  types.push_back({{"naive-copy"}, {"NaiveReplica"}, make_naive_copy_host, false});
  types.push_back({{"naive-primary"}, {"NaiveReplica"}, make_naive_primary_host, false});
  Variants<ElectionNode>::add(types, "election");
  Variants<ReplicatingNode>::add(types, "replication");
  Variants<SafeNode>::add(types, "safety");
  Variants<Raft>::add(types, "membership");
  Variants<Raft>::add(types, "raft");
  return types;
}

const std::vector<NodeType>& types() {
  static const std::vector<NodeType> types = all_types();
  return types;
}

}  // namespace

std::vector<std::string> node_names() {
  std::vector<std::string> names;
  for (const NodeType& type : types()) {
    if (type.without.empty()) names.push_back(type.name);
  }
  return names;
}

std::vector<std::string> rules_of(std::string_view name) {
  std::vector<std::string> rules;
  for (const NodeType& type : types()) {
    if (type.name == name && !type.without.empty()) rules.push_back(type.without.front());
  }
  return rules;
}

std::expected<const NodeType*, std::string> find_node_type(std::string_view name,
                                                           std::string_view without) {
  const auto names = node_names();
  if (std::find(names.begin(), names.end(), name) == names.end()) {
    return std::unexpected("there is no node '" + std::string(name) + "'; " + advice(name, names));
  }
  for (const NodeType& type : types()) {
    const std::string left_out = type.without.empty() ? "" : type.without.front();
    if (type.name == name && left_out == without) return &type;
  }
  const auto rules = rules_of(name);
  return std::unexpected("node '" + std::string(name) + "' has no rule '" + std::string(without) +
                         "' to leave out; " +
                         (rules.empty() ? "it has none" : advice(without, rules)));
}

}  // namespace raft
