#pragma once
/// @file
/// The fields of a message with their names, for whoever writes or reads all of them alike. Which
/// fields there are, and what they are called, is said in node/messages.h.

#include <cstddef>
#include <tuple>
#include <type_traits>
#include <utility>

#include "node/messages.h"

namespace raft {

template <class... Fields>
std::tuple<std::remove_cvref_t<Fields>...> values_of(const std::tuple<Fields...>&);

/// The fields of a message as values, in a std::tuple.
template <class M>
using FieldsOf = decltype(values_of(std::declval<const M&>().fields()));

/// Calls `take(name, one)` for each one of `things`, a tuple with one thing for each field of M.
template <class M>
constexpr void each_named(auto&& things, auto&& take) {
  constexpr std::size_t count = M::traits.field_names.size();
  static_assert(std::tuple_size_v<std::remove_cvref_t<decltype(things)>> == count,
                "the traits of a message name each of its fields()");
  [&]<std::size_t... i>(std::index_sequence<i...>) {
    (take(M::traits.field_names[i], std::get<i>(things)), ...);
  }
  (std::make_index_sequence<count>());
}

/// The message that has these fields.
template <class M>
M message_with(FieldsOf<M> fields) {
  return std::apply([](auto&... field) { return M{std::move(field)...}; }, fields);
}

}  // namespace raft
