#pragma once
/// @file
/// Messages that nobody sent: what `forge` can say of them. A field is called by the first word of
/// its name (node/messages.h): `prev` is prev_index. Of a field that is not mentioned, a forged
/// message says what an honest sender would say now.

#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <variant>

#include "node/messages.h"
#include "trace/message_fields.h"

namespace raft {

class ScenarioLine;
struct View;

template <class... Fields>
std::tuple<std::optional<Fields>...> optional_each(const std::tuple<Fields...>&);

/// What is said of each field of a message.
template <class M>
struct Said {
  decltype(optional_each(std::declval<FieldsOf<M>>())) fields = {};
  friend bool operator==(const Said&, const Said&) = default;
};

template <class Body>
struct SaidOfOne;
template <class... Bodies>
struct SaidOfOne<std::variant<Bodies...>> {
  using type = std::variant<Said<Bodies>...>;
};
/// The same for a message of any kind; the index is that of Message::Body.
using SaidOfMessage = SaidOfOne<Message::Body>::type;

/// Takes what a line says of one field off its front. False, without a mistake, if it is about
/// none.
bool take_field(ScenarioLine& line, SaidOfMessage& said);

/// What is said, as a line has it: "refused prev 4 conflict 3@2"; "" if nothing is.
std::string text_of(const SaidOfMessage& said);

/// What `sender` would say now, but for what is said here. Term and body are set.
Message forged_message(const SaidOfMessage& said, const View& sender);
/// The forms of `forge`, one for each kind of message, separated by newlines.
std::string forge_forms();

}  // namespace raft
