#pragma once
/// @file
/// The host of a reader's Raft. A node of parts is watched from inside, by an observer among its
/// parts (invariants/observer.h). A stranger's class has no place for one, so its host compares the
/// state before a step with the state after it, and tells the stage what must have happened.

#include <memory>
#include <utility>

#include "own_node.h"
#include "simulation/host.h"

namespace raft {

/// A reader's class behind a face of its own, so that all but the class is compiled beforehand.
class Stranger {
 public:
  virtual ~Stranger() = default;
  virtual Output step(const Input& input) = 0;
  virtual const Figure2& state() const = 0;
  virtual std::unique_ptr<Stranger> clone() const = 0;
};

/// Makes a stranger from its setup and from what its disk holds.
using MakeStranger = std::unique_ptr<Stranger> (*)(const Setup&, const Saved&);

/// The stage's face of a stranger. Ends the program with a sentence if the stranger's output is one
/// that no driver could perform, e.g. a message that is not signed by its sender.
std::unique_ptr<Host> host_of(MakeStranger make, const Setup& setup);

template <OwnNode T>
class StrangerOf final : public Stranger {
 public:
  StrangerOf(const Setup& setup, const Saved& saved) : node_(setup, saved) {}
  Output step(const Input& input) override { return node_.step(input); }
  const Figure2& state() const override { return node_.state(); }
  std::unique_ptr<Stranger> clone() const override { return std::make_unique<StrangerOf>(*this); }

 private:
  T node_;
};

template <OwnNode T>
std::unique_ptr<Stranger> make_stranger(const Setup& setup, const Saved& saved) {
  return std::make_unique<StrangerOf<T>>(setup, saved);
}

/// What the stage makes its servers with (simulation/catalogue.h).
template <OwnNode T>
std::unique_ptr<Host> make_own_host(const Setup& setup) {
  return host_of(make_stranger<T>, setup);
}

}  // namespace raft
