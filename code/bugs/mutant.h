#pragma once
/// @file
/// How a bug gets into a node: in the list of the whole node's parts, the mutant part stands where
/// the part stood from which it derives.

#include <concepts>
#include <string>
#include <utility>
#include <vector>

#include "bugs/bugs.h"
#include "membership/raft.h"
#include "simulation/host.h"

namespace raft {

/// The bugs of each group.
std::vector<Bug> bugs_of_votes();
std::vector<Bug> bugs_of_terms();
std::vector<Bug> bugs_of_log_matching();
std::vector<Bug> bugs_of_commit();
std::vector<Bug> bugs_of_durability();
std::vector<Bug> bugs_of_membership();

namespace bugs_detail {

// The first of the mutant parts that derives from Part; Part itself, if none does.
template <class Part, class... Mutants>
struct StandIn {
  using type = Part;
};
template <class Part, class First, class... Rest>
struct StandIn<Part, First, Rest...> {
  using type = std::conditional_t<std::derived_from<First, Part>, First,
                                  typename StandIn<Part, Rest...>::type>;
};

template <class Whole>
struct Mutate;
template <class... Parts>
struct Mutate<Node<Parts...>> {
  template <class Mutants>
  static constexpr bool is_of_node = (std::derived_from<Mutants, Parts> || ...);

  template <class... Mutants>
  static Bug with(Bug bug) {
    static_assert((is_of_node<Mutants> && ...), "it derives from one of the node's parts");
    bug.node = **find_node_type("raft");
    const auto names = bug.node.parts.begin();
    std::size_t place = 0;
    const auto look = [&](bool mutant) {
      if (mutant) bug.replaces.push_back(names[static_cast<std::ptrdiff_t>(place)]);
      ++place;
    };
    (look(!std::same_as<Parts, typename StandIn<Parts, Mutants...>::type>), ...);
    bug.node.bug = bug.name;
    bug.node.make = make_host<typename StandIn<Parts, Mutants...>::type...>;
    return bug;
  }
};

}  // namespace bugs_detail

/// Completes `bug` with the node that has it: the whole of Raft with these parts in the place of
/// those from which they derive.
template <class... Mutants>
Bug mutant(Bug bug) {
  return bugs_detail::Mutate<Raft>::with<Mutants...>(std::move(bug));
}

}  // namespace raft
