#include "linearizability/key_value_model.h"

#include <gtest/gtest.h>

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
  KeyState state = KeyValueModel::none;
  for (const std::string& command : path) {
    const auto reaction = model.react(state, model.number(parse_command(command)));
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
  const auto append = model.number({.verb = Verb::append, .key = "x", .value = "b"});
  const auto once = model.react(KeyValueModel::none, append);
  EXPECT_EQ(model.text(once.state), "b");
  EXPECT_EQ(model.text(model.react(once.state, append).state), "bb");
}

TEST(KeyOperation, IsWrittenAsItWasRead) {
  for (const std::string& command : commands) {
    EXPECT_EQ(command_of(parse_command(command)), command);
  }
}

}  // namespace
}  // namespace raft
