#pragma once
/// @file
/// Holds what a part declares (node/part.h) against the functions that it has, while the node is
/// compiled. A rule must not vanish by a slip of the pen: an `allows` that is not const, a
/// misspelt event, an `on` that was left out of the list, a part in the wrong place end the
/// compilation with a sentence. Nothing of this is left in the program.

#include <concepts>
#include <cstddef>
#include <type_traits>

#include "node/messages.h"
#include "node/part.h"

namespace raft::part_checks {

// ---- what is declared; a part that declares nothing has empty lists

// [declared]
template <class Part>
consteval auto events_of() {
  if constexpr (requires { typename Part::hears; })
    return typename Part::hears{};
  else
    return Events<>{};
}
template <class Part>
consteval auto questions_of() {
  if constexpr (requires { typename Part::objects_to; })
    return typename Part::objects_to{};
  else
    return Questions<>{};
}
template <class Part>
consteval auto messages_of() {
  if constexpr (requires { typename Part::speaks; })
    return typename Part::speaks{};
  else
    return Messages<>{};
}
template <class Part>
consteval auto earlier_of() {
  if constexpr (requires { typename Part::builds_on; })
    return typename Part::builds_on{};
  else
    return After<>{};
}
// [declared]-end

// ---- the messages of a node: those of all its parts, each once

// [spoken]
template <class M, class... Ms>
inline constexpr bool one_of = (std::same_as<M, Ms> || ...);

template <class... Ms, class M>
consteval auto operator+(Messages<Ms...>, std::type_identity<M>) {
  if constexpr (one_of<M, Ms...>)
    return Messages<Ms...>{};
  else
    return Messages<Ms..., M>{};
}
template <class... Ms, class... More>
consteval auto operator+(Messages<Ms...> all, Messages<More...>) {
  return (all + ... + std::type_identity<More>{});
}

template <class... Parts>
using Spoken = decltype((Messages<>{} + ... + messages_of<Parts>()));

template <class Spoken>
struct MessageOfAll;
template <class... Ms>
struct MessageOfAll<Messages<Ms...>> {
  using type = MessageOf<Ms...>;
};
// [spoken]-end

// ---- whether an event or a question is in a part's list

// [listed]
template <class Event, class Listed>
inline constexpr bool means = std::same_as<Event, Listed>;
template <template <class> class About, class M>
inline constexpr bool means<About<M>, Every<About>> = true;

template <class Event, template <class...> class List, class... Listed>
consteval bool among(List<Listed...>) {
  return (means<Event, Listed> || ...);
}
template <class Part, class Event>
inline constexpr bool hears = among<Event>(events_of<Part>());
template <class Part, class Question>
inline constexpr bool objects_to = among<Question>(questions_of<Part>());
// [listed]-end

// ---- whether the function is there

// [functions]
template <class Part, class Event, class Node>
concept Reacts = requires(Part part, const Event& event, Node& node) {
  part.on(event, node);
};
template <class Part, class Question, class Node>
concept Answers = requires(const Part& part, const Question& question, const Node& node) {
  { part.allows(question, node) } -> std::same_as<bool>;
};

template <class Part, class Event, class Node>
constexpr bool check_event() {
  static_assert(Reacts<Part, Event, Node>,
                "a part declares that it hears an event, and lacks a public "
                "`void on(const Event&, auto& node)` for it");
  return true;
}
template <class Part, class Question, class Node>
constexpr bool check_question() {
  static_assert(Answers<Part, Question, Node>,
                "a part declares that it may object to a question, and lacks a public "
                "`bool allows(const Question&, const auto& node) const` for it");
  return true;
}
// [functions]-end

// ---- all of it, for one part of a node

// [check]
// What stands in a list: itself, or the same about every message.
template <class Listed>
struct Meant {
  template <class Check, class... Ms>
  static constexpr bool each(Check check, Messages<Ms...>) {
    return check.template operator()<Listed>();
  }
};
template <template <class> class About>
struct Meant<Every<About>> {
  template <class Check, class... Ms>
  static constexpr bool each(Check check, Messages<Ms...>) {
    return (check.template operator()<About<Ms>>() && ...);
  }
};

template <class Part, class Node, class... Es, class... Qs>
constexpr bool checked(Events<Es...>, Questions<Qs...>) {
  [[maybe_unused]] const auto event = []<class Event>() {
    return check_event<Part, Event, Node>();
  };
  [[maybe_unused]] const auto question = []<class Question>() {
    return check_question<Part, Question, Node>();
  };
  return (Meant<Es>::each(event, typename Node::Spoken{}) && ...) &&
         (Meant<Qs>::each(question, typename Node::Spoken{}) && ...);
}

/// True; ends the compilation with a sentence if `Part` declares what it does not have.
template <class Part, class Node>
constexpr bool checked() {
  return checked<Part, Node>(events_of<Part>(), questions_of<Part>());
}
// [check]-end

// ---- the order of the parts

// [order]
template <class Part, class... Parts>
consteval std::size_t place_of() {
  std::size_t place = 0;
  const bool listed = ((std::derived_from<Parts, Part> || (++place, false)) || ...);
  return listed ? place : sizeof...(Parts);
}

template <class... Parts, class Earlier>
consteval bool before(std::size_t here, std::type_identity<Earlier>) {
  return place_of<Earlier, Parts...>() < here;
}
template <class... Parts, class Earlier>
consteval bool before(std::size_t here, std::type_identity<IfListed<Earlier>>) {
  const std::size_t place = place_of<Earlier, Parts...>();
  return place < here || place == sizeof...(Parts);
}

template <class... Parts, class... Earlier>
consteval bool all_before([[maybe_unused]] std::size_t here, After<Earlier...>) {
  return (before<Parts...>(here, std::type_identity<Earlier>{}) && ...);
}

/// Whether `Part` stands in the list `Parts` after all that it builds on.
template <class Part, class... Parts>
consteval bool well_placed() {
  return all_before<Parts...>(place_of<Part, Parts...>(), earlier_of<Part>());
}
// [order]-end

}  // namespace raft::part_checks
