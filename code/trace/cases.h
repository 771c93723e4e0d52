#pragma once
/// @file
/// One function out of several, chosen by the type of its argument: how the renderers say what they
/// do for each kind of event.

namespace raft {

/// `std::visit(Cases{[](const A&) {...}, [](const auto&) {...}}, variant)`.
template <class... Functions>
struct Cases : Functions... {
  using Functions::operator()...;
};
template <class... Functions>
Cases(Functions...) -> Cases<Functions...>;

}  // namespace raft
