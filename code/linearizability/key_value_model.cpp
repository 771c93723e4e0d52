#include "linearizability/key_value_model.h"

#include "background/key_value_store.h"

namespace raft {

KeyValueModel::KeyValueModel() {
  texts_.emplace_back();  // the number 0 is no text
  nothing_ = number_of("nothing");
  ok_ = number_of("ok");
  failed_ = number_of("failed");
}

TextNumber KeyValueModel::number_of(std::string_view text) {
  if (const auto found = numbers_.find(text); found != numbers_.end()) return found->second;
  const auto number = static_cast<TextNumber>(texts_.size());
  numbers_.emplace(texts_.emplace_back(text), number);
  return number;
}

ModelOperation KeyValueModel::number(const KeyOperation& operation) {
  return {.verb = operation.verb,
          .known = operation.returned.has_value(),
          .value = number_of(operation.value),
          .expected = number_of(operation.expected),
          .result = number_of(operation.result),
          .called = operation.called,
          .returned = operation.returned.value_or(0)};
}

KeyValueModel::Reaction KeyValueModel::react(KeyState state, const ModelOperation& operation) {
  switch (operation.verb) {
    case Verb::get:
      return {state, seen(state)};
    case Verb::put:
      return {operation.value, ok_};
    case Verb::append:
      if (state == none) return {operation.value, ok_};
      return {number_of(text(state) + text(operation.value)), ok_};
    case Verb::cas:
      if (seen(state) != operation.expected) return {state, failed_};
      return {operation.value, ok_};
    case Verb::del:
      return {none, state == none ? nothing_ : ok_};
    case Verb::add:
      return add(state, operation);
    case Verb::nonsense:
      break;
  }
  return {state, number_of(KeyValueStore().apply(text(operation.value)))};
}

// Additions have more rules than one wants to write twice, so the store itself adds.
KeyValueModel::Reaction KeyValueModel::add(KeyState state, const ModelOperation& operation) {
  KeyValueStore store;
  // What the store would not take as a value, such as two words, is no number either.
  const bool taken = state == none || store.apply("x=" + text(state)) == "ok";
  if (!taken) store.apply("x=unlike-a-number");
  const std::string answer = store.apply("add x " + text(operation.value));
  if (answer.starts_with("error:")) return {state, number_of(answer)};
  const TextNumber sum = number_of(answer);
  return {sum, sum};
}

}  // namespace raft
