#pragma once
/// @file
/// One of several, chosen by type or by number: one function of those that the renderers have for
/// each kind of event, and one alternative of a variant.

#include <cstddef>
#include <utility>
#include <variant>

namespace raft {

/// `std::visit(Cases{[](const A&) {...}, [](const auto&) {...}}, variant)`.
template <class... Functions>
struct Cases : Functions... {
  using Functions::operator()...;
};
template <class... Functions>
Cases(Functions...) -> Cases<Functions...>;

/// The alternative with this index, with its initial value; the first if there is none.
template <class Variant>
Variant alternative(std::size_t index) {
  Variant chosen;
  [&]<std::size_t... i>(std::index_sequence<i...>) {
    ((i == index ? void(chosen.template emplace<i>()) : void()), ...);
  }
  (std::make_index_sequence<std::variant_size_v<Variant>>());
  return chosen;
}

}  // namespace raft
