#include "linearizability/history_lines.h"

#include <gtest/gtest.h>

namespace raft {
namespace {

std::vector<KeyOperation> read(const std::string& file, HistoryModel model = HistoryModel::kv) {
  const auto operations = from_history_lines(file, model);
  EXPECT_TRUE(operations.has_value()) << operations.error().message;
  return operations.value_or(std::vector<KeyOperation>{});
}

// The mistake in a line that begins like this, and ends with a call and a return.
Diagnostic mistake(const std::string& line, HistoryModel model = HistoryModel::kv) {
  const auto operations = from_history_lines(line, model);
  EXPECT_FALSE(operations.has_value()) << line;
  return operations ? Diagnostic{} : operations.error();
}

TEST(HistoryLines, AreReadAsTheStoreSpeaks) {
  const auto operations = read(
      R"({"client":1,"op":"put","key":"x","value":"1","call":12,"return":34})"
      "\n\n"
      R"({"client":2,"op":"get","key":"x","output":null,"call":20,"return":31})"
      "\r\n"
      R"({"client":2,"op":"cas","key":"x","expect":1,"value":-2,"output":true,"call":4,"return":5})"
      "\n"
      R"({"client":1,"op":"add","key":"y","value":3,"call":60,"return":null})");
  ASSERT_EQ(operations.size(), 4u);
  EXPECT_EQ(call_text(operations[0]), "x=1 -> ok");
  EXPECT_EQ(call_text(operations[1]), "get x -> nothing");
  EXPECT_EQ(call_text(operations[2]), "cas x 1 -2 -> ok");
  EXPECT_EQ(call_text(operations[3]), "add y 3 -> ?");
  EXPECT_EQ(operations[2].called, 4);
  EXPECT_EQ(operations[2].returned, 5);
}

TEST(HistoryLines, AreCountedWithTheEmptyOnes) {
  const std::string_view file = "{a}\n\n{b}\r\n \t\n{c}";
  EXPECT_EQ(line_of_operation(file, 0), 1u);
  EXPECT_EQ(line_of_operation(file, 1), 3u);
  EXPECT_EQ(line_of_operation(file, 2), 5u);
}

TEST(HistoryLines, OfARegisterNeedNoKey) {
  const auto operations =
      read(R"({"client":1,"op":"put","value":"1","call":1,"return":2})", HistoryModel::register_);
  EXPECT_EQ(operations.at(0).key, "");
  EXPECT_EQ(mistake(R"({"client":1,"op":"del","call":1,"return":2,"output":"ok"})",
                    HistoryModel::register_)
                .message,
            "a register has no 'del'");
}

TEST(HistoryLines, OfARegisterHaveOneKeyAtMost) {
  const std::string lines = R"({"client":1,"op":"get","key":"x","call":1,"return":null})"
                            "\n"
                            R"({"client":1,"op":"get","key":"y","call":2,"return":null})";
  EXPECT_EQ(mistake(lines, HistoryModel::register_),
            (Diagnostic{.line = 2,
                        .message = "a register has no second key",
                        .hint = "right would be the same key; or --model kv"}));
  EXPECT_EQ(read(lines).size(), 2u);
}

TEST(HistoryLines, EachMistakeIsNamedWithItsLineAndWhatWouldBeRight) {
  const auto error = mistake("\n\nhello\n");
  EXPECT_EQ(error.line, 3u);
  EXPECT_EQ(error.message, "this is no JSON object");
  EXPECT_EQ(mistake(R"({"op":"get"})").message, "'client' is missing");
  EXPECT_EQ(mistake(R"({"client":-1,"op":"get"})").message, "'client' is no number of a client");
  EXPECT_EQ(mistake(R"({"client":1,"op":"read"})").message, "'op' is no operation");
  EXPECT_EQ(mistake(R"({"client":1,"op":7})").message, "'op' is no operation");
  EXPECT_EQ(mistake(R"({"client":1,"op":"get"})").message, "'key' is missing");
  EXPECT_EQ(mistake(R"({"client":1,"op":"put","key":"x"})").message, "'value' is missing");
  EXPECT_EQ(mistake(R"({"client":1,"op":"put","key":"x","value":[]})").message,
            "'value' is no text");
  EXPECT_EQ(mistake(R"({"client":1,"op":"add","key":"x","value":"a"})").message,
            "'value' is no whole number");
}

TEST(HistoryLines, TimesAndAnswersAreChecked) {
  const std::string get = R"({"client":1,"op":"get","key":"x",)";
  EXPECT_EQ(mistake(get + R"("call":1})").message, "'return' is missing");
  EXPECT_EQ(mistake(get + R"("call":1.5,"return":2})").message, "'call' is no moment");
  EXPECT_EQ(mistake(get + R"("call":5,"return":4})").message, "it returned before it was called");
  EXPECT_EQ(mistake(get + R"("call":18446744073709551615,"return":null})").message,
            "'call' is no moment");
  EXPECT_EQ(mistake(get + R"("call":1,"return":2})").message,
            "there is no 'output' that it could have had");
  EXPECT_EQ(mistake(R"({"client":1,"op":"cas","key":"x","expect":1,"value":2,"output":"maybe",)"
                    R"("call":1,"return":2})")
                .hint,
            R"(right would be true or false, or "ok" or "failed")");
}

TEST(HistoryLines, ATextHasALimit) {
  const std::string key(longest_history_text + 1, 'k');
  EXPECT_EQ(mistake(R"({"client":1,"op":"get","key":")" + key + R"("})").hint,
            "right would be at most 10000");
}

TEST(HistoryLines, ThatWereWrittenAreReadTheSame) {
  std::vector<KeyOperation> operations;
  for (const char* command : {"x=1", "get x", "cas x 1 2", "del x", "add x 5"}) {
    KeyOperation operation = parse_command(command);
    operation.client = 3;
    operation.called = 10;
    operations.push_back(operation);
    operation.returned = 20;
    operation.result = operation.verb == Verb::get || operation.verb == Verb::add ? "7" : "ok";
    operations.push_back(operation);
  }
  EXPECT_EQ(read(to_history_lines(operations)), operations);
}

}  // namespace
}  // namespace raft
