#pragma once
/// @file
/// What a part declares about itself: the parts that it builds on, the events that it hears, the
/// questions that it may object to, and the messages that it speaks. node/part_checks.h holds each
/// declaration against the part's functions.

namespace raft {

// [declarations]
/// The events for which a part has an `on`: `using hears = Events<Tick, Elected>;`.
template <class...>
struct Events {};

/// The questions for which a part has an `allows`: `using objects_to = Questions<Candidacy>;`.
template <class...>
struct Questions {};

/// The messages that a part sends: `using speaks = Messages<RequestVote, RequestVoteReply>;`.
template <class...>
struct Messages {};

/// In a list: this event or question about every message of the node, whichever those are.
template <template <class Message> class>
struct Every {};
/// Both lists: for a part that derives from another and hears more than that.
template <class List, class More>
struct Joined;
template <template <class...> class List, class... Some, class... More>
struct Joined<List<Some...>, List<More...>> {
  using type = List<Some..., More...>;
};
template <class List, class More>
using And = typename Joined<List, More>::type;
// [declarations]-end

// [builds-on]
/// The parts that must stand before a part: `using builds_on = After<Election, Replication>;`. A
/// part derived from another can stand in its place.
template <class...>
struct After {};

/// In such a list: a part that a node may lack, but that stands before if it is there.
template <class Part>
struct IfListed {};
// [builds-on]-end

}  // namespace raft
