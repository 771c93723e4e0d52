#include "linearizability/key_value_model.h"

#include <gtest/gtest.h>

#include <deque>

#include "background/key_value_store.h"

namespace raft {
namespace {

const std::vector<std::string> commands{"x=1",
                                        "x=red",
                                        "x=nothing",
                                        "get x",
                                        "del x",
                                        "cas x 1 2",
                                        "cas x 2 1",
                                        "cas x nothing 5",
                                        "add x 5",
                                        "add x -5",
                                        "add x 007",
                                        "add x red",
                                        "jump",
                                        "x=",
                                        "add x 9223372036854775807",
                                        "cas x red 1"};

// Runs the commands `path` on a model and on a store, which must give the same answers.
void expect_the_same(const std::vector<std::string>& path) {
  KeyValueModel model;
  KeyValueStore store;
  std::deque<KeyOperation> operations;  // the model looks at their texts
  KeyState state = KeyValueModel::none;
  for (const std::string& command : path) {
    operations.push_back(parse_command(command));
    const auto reaction = model.react(state, model.number(operations.back()));
    ASSERT_EQ(model.text(reaction.answer), store.apply(command)) << command;
    state = reaction.state;
    ASSERT_EQ(model.text(model.seen(state)), store.get("x")) << command;
  }
}

TEST(KeyValueModel, AnswersAsTheStoreDoes) {
  for (const auto& a : commands) {
    for (const auto& b : commands) {
      for (const auto& c : commands) expect_the_same({a, b, c});
    }
  }
}

TEST(KeyValueModel, AppendsBehindWhatThereIs) {
  KeyValueModel model;
  const KeyOperation operation{.verb = Verb::append, .key = "x", .value = "b"};
  const auto append = model.number(operation);
  const auto once = model.react(KeyValueModel::none, append);
  EXPECT_EQ(model.text(once.state), "b");
  EXPECT_EQ(model.text(model.react(once.state, append).state), "bb");
}

// Texts are kept in pieces, and known by their numbers however they came about.
TEST(KeyValueModel, GivesOneNumberToTextsThatAreEqual) {
  KeyValueModel model;
  std::deque<KeyOperation> operations;
  const auto append = [&](KeyState state, const std::string& text) {
    operations.push_back({.verb = Verb::append, .key = "x", .value = text});
    return model.react(state, model.number(operations.back())).state;
  };
  const KeyState whole = append(KeyValueModel::none, "abcd");
  const KeyState thirds = append(append(append(KeyValueModel::none, "a"), "bc"), "d");
  const KeyState halves = append(append(KeyValueModel::none, "ab"), "cd");
  EXPECT_EQ(thirds, whole);
  EXPECT_EQ(halves, whole);
  EXPECT_EQ(append(whole, ""), whole);
  EXPECT_NE(append(append(KeyValueModel::none, "ab"), "dc"), whole);
  const KeyState longer = append(halves, "e");
  EXPECT_EQ(append(append(append(KeyValueModel::none, "a"), "bcd"), "e"), longer);
  EXPECT_EQ(model.text(longer), "abcde");
  EXPECT_EQ(append(KeyValueModel::none, "abcde"), longer);
  EXPECT_EQ(model.text(append(append(KeyValueModel::none, ""), "e")), "e");
}

TEST(KeyOperation, OnARegisterWithoutANameIsWrittenWithoutOne) {
  EXPECT_EQ(command_of({.verb = Verb::put, .value = "4"}), "put 4");
  EXPECT_EQ(command_of({.verb = Verb::get}), "get");
  EXPECT_EQ(command_of({.verb = Verb::cas, .value = "0", .expected = "4"}), "cas 4 0");
}

TEST(KeyOperation, IsWrittenAsItWasRead) {
  for (const std::string& command : commands) {
    EXPECT_EQ(command_of(parse_command(command)), command);
  }
}

}  // namespace
}  // namespace raft
