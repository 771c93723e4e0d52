#pragma once
/// @file
/// The frame: a node is the sum of its parts.
///
/// A part is a struct with some of Figure 2's state, actions `on(event, node)` and guards
/// `allows(question, node)`. The frame does two things. `tell` hands an event to every part that
/// hears it, in the order in which they are listed, which is the order of the chapters. `agreed`
/// asks every part that may object to a question and says yes if none does. A later part adds
/// state, actions and objections; it never changes an earlier one. A rule that is not listed does
/// not exist in the program, which is how the book can run Raft without it.
///
/// A node is a deterministic function of its inputs and a regular value: copy it and you have a
/// second server in the same state. It reads no clock, opens no file, starts no thread and logs
/// nothing.

#include <concepts>
#include <tuple>
#include <utility>
#include <variant>

#include "core/digest.h"
#include "core/ensure.h"
#include "node/effects.h"
#include "node/events.h"
#include "node/gate.h"
#include "node/part.h"
#include "node/part_checks.h"
#include "node/setup.h"

namespace raft {

/// A server's protocol state. Not for use from two threads at once.
template <class... Parts>
class Node : public Parts... {
  static_assert((part_checks::well_placed<Parts, Parts...>() && ...),
                "a part is listed without, or before, a part that it builds on");

 public:
  using Spoken = part_checks::Spoken<Parts...>;  ///< all that the parts speak, as Messages<...>
  using Message = typename part_checks::MessageOfAll<Spoken>::type;
  using Effects = EffectsOf<Message>;

  /// Whether some part hears this event: whether it can happen to this node.
  template <class Event>
  static constexpr bool hears = (part_checks::hears<Parts, Event> || ...);

  explicit Node(const Setup& setup) : Parts(setup)... {
    ensure(sound(setup), "a setup that a server can live with (node/setup.h)");
    static_assert((part_checks::checked<Parts, Node>() && ...));
  }

  /// The only way in. Handles one message, or one event that some part hears, to the end and writes
  /// what it asks of the world into `effects`, whose previous content is cleared.
  void step(const Message& message, Effects& effects);
  template <class Event>
  void step(const Event& event, Effects& effects);

  /// Begins again with what the disk kept. To be called on a new node, before its first step. False
  /// if this server cannot have saved that: then the disk is damaged, and the node must not run.
  [[nodiscard]] bool restore(const Saved& saved, Effects& effects);

  /// Hands `event` to every part that hears it, in chapter order. What a part tells in turn is told
  /// to all before the next part hears `event`: so a later part may hear the effect before the
  /// cause, and whoever reacts to an event finds the node as it is after all that came of it so
  /// far.
  template <class Event>
  void tell(const Event& event);

  /// Whether no part objects to `question`.
  template <class Question>
  bool agreed(const Question& question) const {
    return (part_allows<Parts>(question) && ...);
  }

  /// Sends `message` at the end of this step, after every part could write its share into it.
  /// False, and nothing is sent, if a part holds it back.
  template <class M>
  bool send(ServerId to, M message);

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

  template <class Part, class Event>
  void tell_part(const Event& event);
  template <class Part, class Question>
  bool part_allows(const Question& question) const;

  void begin(Effects& effects);
  void end();

  Outbox outbox_;
};

// [tell]
template <class... Parts>
template <class Event>
void Node<Parts...>::tell(const Event& event) {
  (tell_part<Parts>(event), ...);
}

template <class... Parts>
template <class Part, class Event>
void Node<Parts...>::tell_part(const Event& event) {
  if constexpr (!part_checks::hears<Part, Event>) {
    static_assert(!part_checks::Reacts<Part, Event, Node>,
                  "a part has an `on` for an event that it does not declare among what it hears");
  } else if constexpr (std::same_as<Event, Saving>) {
    static_cast<Part&>(*this).on(event, std::as_const(*this));
  } else {
    static_cast<Part&>(*this).on(event, *this);
  }
}

template <class... Parts>
template <class Part, class Question>
bool Node<Parts...>::part_allows(const Question& question) const {
  if constexpr (part_checks::objects_to<Part, Question>) {
    return static_cast<const Part&>(*this).allows(question, *this);
  } else {
    static_assert(!part_checks::Answers<Part, Question, Node>,
                  "a part has an `allows` for a question that it does not declare");
    return true;
  }
}
// [tell]-end

// [send]
template <class... Parts>
template <class M>
bool Node<Parts...>::send(ServerId to, M message) {
  if (!agreed(Sending<M>{to, message})) return false;
  tell(Departing<M>{to, message});
  effects().messages.emplace_back(this->me, to, this->term_and_vote.current_term,
                                  std::move(message));
  return true;
}
// [send]-end

// [step]
template <class... Parts>
template <class Event>
void Node<Parts...>::step(const Event& event, Effects& effects) {
  static_assert(hears<Event>, "no part of this node hears this event");
  begin(effects);
  tell(event);
  end();
}

template <class... Parts>
void Node<Parts...>::begin(Effects& effects) {
  effects.clear();
  outbox_.effects = &effects;
}

template <class... Parts>
void Node<Parts...>::end() {
  tell(Settling{});
  tell(Saving{effects().save});
  outbox_.effects = nullptr;
}
// [step]-end

// [step-message]
template <class... Parts>
void Node<Parts...>::step(const Message& message, Effects& effects) {
  begin(effects);
  const auto receive = [&]<class M>(const M& body) {
    const Received<M> received{message.from, message.term, body};
    effects.message_refused = !agreed(Plausible<M>{received});
    if (effects.message_refused) return;
    effects.message_ignored = !agreed(Heed<M>{received});
    if (!effects.message_ignored) tell(received);
  };
  effects.message_refused = !well_formed(message, this->me);
  if (!effects.message_refused) std::visit(receive, message.body);
  end();
}
// [step-message]-end

// [restore]
template <class... Parts>
bool Node<Parts...>::restore(const Saved& saved, Effects& effects) {
  begin(effects);
  const bool sound = well_formed(saved) && agreed(Sound{saved});
  if (sound) tell(Restored{saved});
  end();
  return sound;
}
// [restore]-end

}  // namespace raft
