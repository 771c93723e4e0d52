#include "linearizability/key_operation.h"

#include <array>

#include "background/key_value_store.h"

namespace raft {
namespace {

constexpr std::array<std::string_view, 7> verbs{"get", "put", "append", "cas", "del", "add", "?"};

std::string_view take_word(std::string_view& rest) {
  const std::size_t end = std::min(rest.find(' '), rest.size());
  const std::string_view word = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return word;
}

Verb verb_named(std::string_view word) {
  for (const Verb verb : {Verb::get, Verb::cas, Verb::del, Verb::add}) {
    if (verb_text(verb) == word) return verb;
  }
  return Verb::nonsense;
}

}  // namespace

std::string_view verb_text(Verb verb) { return verbs[static_cast<std::size_t>(verb)]; }

std::string command_of(const KeyOperation& operation) {
  std::string named(verb_text(operation.verb));
  if (!operation.key.empty()) named += " " + operation.key;
  switch (operation.verb) {
    case Verb::get:
    case Verb::del:
      return named;
    case Verb::put:
      if (operation.key.empty()) break;
      return operation.key + "=" + operation.value;
    case Verb::append:
    case Verb::add:
      return named + " " + operation.value;
    case Verb::cas:
      return named + " " + operation.expected + " " + operation.value;
    case Verb::nonsense:
      return operation.value;
  }
  return named + " " + operation.value;
}

std::string call_text(const KeyOperation& operation) {
  return command_of(operation) + " -> " + (operation.returned ? operation.result : "?");
}

KeyOperation parse_command(std::string_view command) {
  // What even an empty store calls an error is one whatever the store holds.
  if (KeyValueStore().apply(command).starts_with("error:")) {
    return {.verb = Verb::nonsense, .value = std::string(command)};
  }
  if (const auto equals = command.find('='); equals != std::string_view::npos) {
    return {.verb = Verb::put,
            .key = std::string(command.substr(0, equals)),
            .value = std::string(command.substr(equals + 1))};
  }
  KeyOperation operation;
  operation.verb = verb_named(take_word(command));
  operation.key = take_word(command);
  if (operation.verb == Verb::cas) operation.expected = take_word(command);
  operation.value = command;
  return operation;
}

std::vector<KeyOperation> key_operations(const History& history) {
  std::vector<KeyOperation> operations;
  operations.reserve(history.size());
  for (const Operation& operation : history) {
    KeyOperation& taken = operations.emplace_back(parse_command(operation.command));
    taken.client = operation.client;
    taken.called = operation.called.count();
    if (operation.outcome != OperationOutcome::ok || !operation.returned) continue;
    taken.returned = operation.returned->count();
    taken.result = operation.result;
  }
  return operations;
}

}  // namespace raft
