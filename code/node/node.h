#pragma once
/// @file
/// The frame: a node is the sum of its parts.
///
/// A part is a struct with some of Figure 2's state, actions `on(event, node)` and guards
/// `allows(question, node)`. The frame does two things. `tell` hands an event to every part, in the
/// order in which they are listed, which is the order of the chapters. `agreed` asks every part a
/// question and says yes if none objects. A later part adds state, actions and objections; it never
/// changes an earlier one. A rule that is not listed does not exist in the program, which is how
/// the book can run Raft without it.
///
/// A node is a deterministic function of its inputs and a regular value: copy it and you have a
/// second server in the same state. It reads no clock, opens no file, starts no thread and logs
/// nothing.

#include <concepts>
#include <cstddef>
#include <tuple>
#include <type_traits>
#include <variant>

#include "core/digest.h"
#include "node/effects.h"
#include "node/events.h"
#include "node/gate.h"
#include "node/input.h"
#include "node/setup.h"

namespace raft {

// [builds-on]
/// The parts that a part builds on: `using builds_on = After<Election, Replication>;`. A node that
/// lists it without them, or before them, does not compile, and the compiler says so in a sentence.
/// A part derived from another can stand in its place.
template <class... Earlier>
struct After {};

namespace node_detail {

template <class Part, class... Parts>
consteval std::size_t place_of() {
  std::size_t place = 0;
  const bool listed = ((std::derived_from<Parts, Part> || (++place, false)) || ...);
  return listed ? place : sizeof...(Parts);
}

template <class... Parts, class... Earlier>
consteval bool all_before(std::size_t place, After<Earlier...>) {
  return ((place_of<Earlier, Parts...>() < place) && ...);
}

template <class Part, class... Parts>
consteval bool well_placed() {
  if constexpr (requires { typename Part::builds_on; }) {
    return all_before<Parts...>(place_of<Part, Parts...>(), typename Part::builds_on{});
  } else {
    return true;
  }
}

}  // namespace node_detail
// [builds-on]-end

/// A server's protocol state. Not for use from two threads at once.
template <class... Parts>
class Node : public Parts... {
  static_assert((node_detail::well_placed<Parts, Parts...>() && ...),
                "a part is listed without, or before, a part that it builds on");

 public:
  explicit Node(const Setup& setup) : Parts(setup)... {}

  /// The only way in. Handles one input to the end and writes what it asks of the world into
  /// `effects`, whose previous content is cleared.
  void step(const Input& input, Effects& effects);

  /// Begins again with what the disk kept. To be called on a new node, before its first step.
  void restore(const Saved& saved, Effects& effects);

  /// Hands `event` to every part that has an `on` for it, in chapter order.
  template <class Event>
  void tell(const Event& event) {
    (tell_part(static_cast<Parts&>(*this), event), ...);
  }

  /// Whether no part objects to `question`.
  template <class Question>
  bool agreed(const Question& question) const {
    return (part_allows(static_cast<const Parts&>(*this), question) && ...);
  }

  /// Sends `message` at the end of this step, after every part could write its share into it.
  template <class M>
  void send(ServerId to, M message) {
    tell(Departing<M>{to, message});
    effects().messages.emplace_back(this->me, to, this->term_and_vote.current_term,
                                    std::move(message));
  }

  /// The effects of the step under way. Only for parts, and only during a step.
  Effects& effects() { return *outbox_.effects; }

  /// All parts' state, for fingerprints (core/digest.h).
  auto fields() const { return std::tie(static_cast<const Parts&>(*this)...); }
  friend bool operator==(const Node&, const Node&) = default;

 private:
  // Where this step's effects go. Empty between steps, so it is no part of the node's value.
  struct Outbox {
    Effects* effects = nullptr;
    friend bool operator==(Outbox, Outbox) { return true; }
  };

  // [tell]
  template <class Part, class Event>
  void tell_part(Part& part, const Event& event) {
    if constexpr (requires { part.on(event, *this); }) part.on(event, *this);
  }
  template <class Part, class Question>
  bool part_allows(const Part& part, const Question& question) const {
    if constexpr (requires { part.allows(question, *this); }) {
      return part.allows(question, *this);
    } else {
      return true;
    }
  }
  // [tell]-end

  void handle(const Message& message);
  template <class Event>
  void handle(const Event& event) {
    tell(event);
  }
  void begin(Effects& effects);
  void end();

  Outbox outbox_;
};

// [step]
template <class... Parts>
void Node<Parts...>::step(const Input& input, Effects& effects) {
  begin(effects);
  std::visit([&](const auto& event) { handle(event); }, input);
  end();
}

template <class... Parts>
void Node<Parts...>::restore(const Saved& saved, Effects& effects) {
  begin(effects);
  tell(Restored{saved});
  end();
}

template <class... Parts>
void Node<Parts...>::handle(const Message& message) {
  effects().message_refused = !well_formed(message, this->me);
  if (effects().message_refused) return;
  std::visit(
      [&]<class M>(const M& body) {
        const Received<M> received{message.from, message.term, body};
        effects().message_refused = !agreed(Plausible<M>{received});
        if (!effects().message_refused) tell(received);
      },
      message.body);
}

template <class... Parts>
void Node<Parts...>::begin(Effects& effects) {
  effects.clear();
  outbox_.effects = &effects;
}

template <class... Parts>
void Node<Parts...>::end() {
  tell(StepEnding{});
  outbox_.effects = nullptr;
}
// [step]-end

}  // namespace raft
