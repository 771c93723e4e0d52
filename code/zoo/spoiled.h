#pragma once
/// @file
/// How a bug gets into a node: in the list of the whole node's parts, the spoiled part stands where
/// the part stood from which it derives.

#include <concepts>
#include <string>
#include <utility>
#include <vector>

#include "membership/raft.h"
#include "simulation/host.h"
#include "zoo/zoo.h"

namespace raft {

/// The bugs of each group.
std::vector<Bug> bugs_of_votes();
std::vector<Bug> bugs_of_terms();
std::vector<Bug> bugs_of_log_matching();
std::vector<Bug> bugs_of_commit();
std::vector<Bug> bugs_of_durability();
std::vector<Bug> bugs_of_membership();

namespace zoo_detail {

// The first of the spoiled parts that derives from Part; Part itself, if none does.
template <class Part, class... Spoiled>
struct StandIn {
  using type = Part;
};
template <class Part, class First, class... Rest>
struct StandIn<Part, First, Rest...> {
  using type = std::conditional_t<std::derived_from<First, Part>, First,
                                  typename StandIn<Part, Rest...>::type>;
};

template <class Whole>
struct Spoil;
template <class... Parts>
struct Spoil<Node<Parts...>> {
  template <class Spoiled>
  static constexpr bool is_of_node = (std::derived_from<Spoiled, Parts> || ...);

  template <class... Spoiled>
  static Bug with(Bug bug) {
    static_assert((is_of_node<Spoiled> && ...), "it derives from one of the node's parts");
    bug.node = **find_node_type("raft");
    const auto names = bug.node.parts.begin();
    std::size_t place = 0;
    const auto look = [&](bool spoiled) {
      if (spoiled) bug.spoils.push_back(names[static_cast<std::ptrdiff_t>(place)]);
      ++place;
    };
    (look(!std::same_as<Parts, typename StandIn<Parts, Spoiled...>::type>), ...);
    bug.node.bug = bug.name;
    bug.node.make = make_host<typename StandIn<Parts, Spoiled...>::type...>;
    return bug;
  }
};

}  // namespace zoo_detail

/// Completes `bug` with the node that has it: the whole of Raft with these parts in the place of
/// those from which they derive.
template <class... Spoiled>
Bug spoiled(Bug bug) {
  return zoo_detail::Spoil<Raft>::with<Spoiled...>(std::move(bug));
}

}  // namespace raft
