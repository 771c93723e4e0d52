#pragma once
/// @file
/// A host: one server's node, whatever its type. The stage, the scenarios and the program are
/// compiled once and run any sum of parts through this interface.

#include <concepts>
#include <cstdint>
#include <memory>

#include "invariants/observer.h"
#include "invariants/relabelled_digest.h"
#include "invariants/view.h"
#include "node/effects.h"
#include "node/node.h"
#include "node/setup.h"
#include "simulation/input.h"

namespace raft {

/// A node behind a type-independent face. Not for use from two threads at once.
class Host {
 public:
  virtual ~Host() = default;

  /// Node::step; what happened inside is added to `occurrences`.
  virtual void step(const Input& input, Effects& effects, Occurrences& occurrences) = 0;
  /// Node::restore, on a host that has not stepped yet.
  [[nodiscard]] virtual bool restore(const Saved& saved, Effects& effects,
                                     Occurrences& occurrences) = 0;
  virtual View view() const = 0;
  virtual std::unique_ptr<Host> clone() const = 0;
  /// The fingerprint of the node's whole state.
  virtual std::uint64_t digest() const = 0;
  /// The fingerprint of all that decides the node's answers to inputs other than ticks, with the
  /// servers called by these names.
  virtual std::uint64_t digest(const Relabelling& names) const = 0;
  /// Whether the node treats all servers alike, whatever their ids.
  virtual bool treats_all_alike() const = 0;
};

/// A host that is copied with its owner.
class HostPointer {
 public:
  HostPointer() = default;
  explicit HostPointer(std::unique_ptr<Host> host) : host_(std::move(host)) {}
  HostPointer(const HostPointer& other) : host_(other.host_ ? other.host_->clone() : nullptr) {}
  HostPointer(HostPointer&&) = default;
  HostPointer& operator=(HostPointer other) {
    host_ = std::move(other.host_);
    return *this;
  }
  Host* operator->() { return host_.get(); }
  const Host* operator->() const { return host_.get(); }
  const Host& operator*() const { return *host_; }

 private:
  std::unique_ptr<Host> host_;
};

/// The host of a node made of `Parts`.
template <class... Parts>
class HostOf final : public Host {
 public:
  explicit HostOf(const Setup& setup) : node_(setup) {}

  void step(const Input& input, Effects& effects, Occurrences& occurrences) override {
    node_.notebook.pages = &occurrences;
    raft::step(node_, input, effects);
    node_.notebook.pages = nullptr;
  }
  bool restore(const Saved& saved, Effects& effects, Occurrences& occurrences) override {
    node_.notebook.pages = &occurrences;
    const bool sound = node_.restore(saved, effects);
    node_.notebook.pages = nullptr;
    return sound;
  }
  View view() const override { return view_of(node_); }
  std::unique_ptr<Host> clone() const override { return std::make_unique<HostOf>(*this); }
  std::uint64_t digest() const override { return digest_of(node_); }
  std::uint64_t digest(const Relabelling& names) const override { return digest_of(node_, names); }
  bool treats_all_alike() const override { return true; }

 private:
  using NodeType = Node<Observer, Parts...>;
  static_assert(std::same_as<typename NodeType::Message, Message>,
                "a node on the stage speaks what the stage can carry");

  NodeType node_;
};

/// Makes a host.
using MakeHost = std::unique_ptr<Host> (*)(const Setup&);

template <class... Parts>
std::unique_ptr<Host> make_host(const Setup& setup) {
  return std::make_unique<HostOf<Parts...>>(setup);
}

}  // namespace raft
