// The checker and the definition agree: on every small history, and on drawn ones of every verb.

#include "linearizability/naive_checker.h"

#include <gtest/gtest.h>

#include "core/random.h"
#include "linearizability/impossible_window.h"
#include "linearizability/linearizability.h"

namespace raft {
namespace {

// "x=1 ok", "get x 2", "x=1 ?"; the last word is the answer.
KeyOperation kind(const std::string& text) {
  const std::size_t blank = text.rfind(' ');
  KeyOperation operation = parse_command(text.substr(0, blank));
  if (text.substr(blank + 1) == "?") return operation;
  operation.returned = 0;
  operation.result = text.substr(blank + 1);
  return operation;
}

std::vector<KeyOperation> kinds(const std::vector<std::string>& texts) {
  std::vector<KeyOperation> all;
  for (const std::string& text : texts) all.push_back(kind(text));
  return all;
}

// All ways in which calls and returns can follow each other: operation i is called before i + 1.
void for_each_order(std::size_t operations, std::vector<std::size_t>& order, std::size_t called,
                    std::vector<bool>& open, const auto& visit) {
  if (order.size() == 2 * operations) return visit(order);
  if (called < operations) {
    order.push_back(called);
    open[called] = true;
    for_each_order(operations, order, called + 1, open, visit);
    open[called] = false;
    order.pop_back();
  }
  for (std::size_t i = 0; i < called; ++i) {
    if (!open[i]) continue;
    open[i] = false;
    order.push_back(i);
    for_each_order(operations, order, called, open, visit);
    order.pop_back();
    open[i] = true;
  }
}

void give_times(std::vector<KeyOperation>& history, const std::vector<std::size_t>& order) {
  std::vector<bool> called(history.size());
  for (std::size_t at = 0; at < order.size(); ++at) {
    KeyOperation& operation = history[order[at]];
    const auto moment = static_cast<std::int64_t>(at);
    if (!called[order[at]]) {
      operation.called = moment;
    } else if (operation.returned) {
      operation.returned = moment;
    }
    called[order[at]] = true;
  }
}

std::string text_of(const std::vector<KeyOperation>& history) {
  std::string text;
  for (const KeyOperation& operation : history) {
    text += call_text(operation) + " at " + interval_text(operation, ImpossibleWindow::Unit::bare) +
            "; ";
  }
  return text;
}

struct Tally {
  std::uint64_t histories = 0;
  std::uint64_t linearizable = 0;
  std::uint64_t differ = 0;
};

void compare(const std::vector<KeyOperation>& history, Tally& tally) {
  const bool expected = NaiveChecker(history).linearizable();
  ++tally.histories;
  if (expected) ++tally.linearizable;
  KeyValueModel model;
  std::vector<ModelOperation> numbered;
  for (const KeyOperation& operation : history) numbered.push_back(model.number(operation));
  using Rules = LinearizationSearch::Rules;
  for (const Rules rules : {Rules::all, Rules::none}) {
    const Verdict found = LinearizationSearch(model, numbered, rules).run(100'000);
    if ((found == Verdict::linearizable) == expected && found != Verdict::unknown) continue;
    if (tally.differ++ == 0) ADD_FAILURE() << text_of(history) << "naively: " << expected;
  }
}

Tally compare_all(std::size_t operations, const std::vector<KeyOperation>& alphabet) {
  Tally tally;
  std::vector<KeyOperation> history(operations);
  std::vector<std::size_t> order;
  std::vector<bool> open(operations);
  for_each_order(operations, order, 0, open, [&](const std::vector<std::size_t>& found) {
    std::vector<std::size_t> letters(operations);
    while (true) {
      for (std::size_t i = 0; i < operations; ++i) history[i] = alphabet[letters[i]];
      give_times(history, found);
      compare(history, tally);
      std::size_t i = 0;
      while (i < operations && ++letters[i] == alphabet.size()) letters[i++] = 0;
      if (i == operations) return;
    }
  });
  return tally;
}

TEST(NaiveChecker, AgreesOnEveryHistoryOfUpToThreeOperations) {
  const auto alphabet =
      kinds({"x=1 ok", "x=2 ok", "get x nothing", "get x 1", "get x 2", "cas x 1 2 ok",
             "cas x 1 2 failed", "cas x 2 1 ok", "x=1 ?", "x=2 ?", "cas x 1 2 ?", "get x ?"});
  EXPECT_EQ(compare_all(1, alphabet).histories, 12u);
  EXPECT_EQ(compare_all(2, alphabet).histories, 3u * 12 * 12);
  const Tally tally = compare_all(3, alphabet);
  EXPECT_EQ(tally.histories, 15u * 12 * 12 * 12);
  EXPECT_GT(tally.linearizable, tally.histories / 10);
  EXPECT_LT(tally.linearizable, tally.histories / 2);
}

TEST(NaiveChecker, AgreesOnEveryHistoryOfFourWritesAndReads) {
  const auto alphabet = kinds({"x=1 ok", "x=2 ok", "get x nothing", "get x 1", "get x 2", "x=1 ?"});
  EXPECT_EQ(compare_all(4, alphabet).histories, 105u * 6 * 6 * 6 * 6);
}

// ---- drawn histories

KeyOperation drawn(Random& random) {
  static const auto alphabet = [] {
    auto all = kinds({"x=1 ok",
                      "x=2 ok",
                      "get x nothing",
                      "get x 1",
                      "get x 2",
                      "get x 12",
                      "get x 3",
                      "cas x 1 2 ok",
                      "cas x 1 2 failed",
                      "cas x nothing 1 ok",
                      "cas x 2 1 ?",
                      "del x ok",
                      "del x nothing",
                      "del x ?",
                      "add x 1 1",
                      "add x 1 2",
                      "add x 1 3",
                      "add x 1 ?",
                      "x=1 ?",
                      "x=2 ?"});
    KeyOperation append{.verb = Verb::append, .key = "x", .value = "2"};
    all.push_back(append);
    append.returned = 0;
    append.result = "ok";
    all.push_back(append);
    return all;
  }();
  return alphabet[random.between(0, alphabet.size() - 1)];
}

std::vector<KeyOperation> drawn_history(Random& random, std::size_t size) {
  std::vector<KeyOperation> history;
  for (std::size_t i = 0; i < size; ++i) {
    KeyOperation operation = drawn(random);
    operation.called = static_cast<std::int64_t>(random.between(0, 30));
    const auto length = static_cast<std::int64_t>(random.between(0, 12));
    if (operation.returned) operation.returned = operation.called + length;
    history.push_back(operation);
  }
  return history;
}

TEST(NaiveChecker, AgreesOnDrawnHistoriesOfEveryVerb) {
  Random random(1);
  Tally tally;
  for (std::size_t i = 0; i < 20'000; ++i) compare(drawn_history(random, 3 + i % 5), tally);
  EXPECT_GT(tally.linearizable, 1'000u);
  EXPECT_EQ(tally.differ, 0u);
}

TEST(NaiveChecker, AgreesOnDrawnHistoriesWithValuesOfTheirOwn) {
  Random random(2);
  Tally tally;
  for (std::size_t i = 0; i < 20'000; ++i) {
    auto history = drawn_history(random, 4 + i % 4);
    for (std::size_t j = 0; j < history.size(); ++j) {
      if (history[j].verb != Verb::get) history[j].verb = Verb::put;
      if (history[j].verb == Verb::put) history[j].value = std::to_string(j);
      if (history[j].returned && history[j].verb == Verb::put) history[j].result = "ok";
      if (history[j].verb == Verb::get) {
        history[j].result = std::to_string(random.between(0, history.size() - 1));
      }
    }
    compare(history, tally);
  }
  EXPECT_GT(tally.linearizable, 1'000u);
  EXPECT_EQ(tally.differ, 0u);
}

// Pieces of one or two letters, some the same, so that texts begin each other in many ways.
std::vector<KeyOperation> drawn_appends(Random& random, std::size_t size, bool all_kinds) {
  const auto text = [&](std::uint64_t most) {
    std::string letters;
    for (auto left = random.between(1, most); left > 0; --left) {
      letters += random.happens(700'000) ? 'a' : 'b';
    }
    return letters;
  };
  auto history = drawn_history(random, size);
  for (KeyOperation& operation : history) {
    const std::uint64_t dice = random.between(0, all_kinds ? 11 : 9);
    if (dice > 9) continue;
    operation.verb = dice < 5 ? Verb::append : dice < 7 ? Verb::put : Verb::get;
    operation.value = operation.verb == Verb::get ? "" : text(2);
    operation.result = operation.verb == Verb::get ? text(5) : "ok";
    if (operation.verb == Verb::get && random.happens(100'000)) operation.result = "nothing";
  }
  return history;
}

TEST(NaiveChecker, AgreesOnDrawnHistoriesOfAppends) {
  for (const bool all_kinds : {false, true}) {
    Random random(4);
    Tally tally;
    for (std::size_t i = 0; i < 30'000; ++i) {
      compare(drawn_appends(random, 3 + i % 5, all_kinds), tally);
    }
    EXPECT_GT(tally.linearizable, 1'000u);
    EXPECT_EQ(tally.differ, 0u);
  }
}

// ---- the window

TEST(ImpossibleWindow, IsImpossibleByItselfByTheDefinition) {
  Random random(3);
  std::uint64_t windows = 0;
  for (int i = 0; i < 4'000; ++i) {
    const auto history = drawn_history(random, 7);
    const Linearizability found = check_linearizability(history);
    if (found.verdict != Verdict::not_linearizable) continue;
    ++windows;
    EXPECT_FALSE(NaiveChecker(found.window->operations).linearizable()) << text_of(history);
    EXPECT_FALSE(found.window->next.empty()) << text_of(history);
    EXPECT_LE(found.window->operations.size(), history.size());
  }
  EXPECT_GT(windows, 1'000u);
}

}  // namespace
}  // namespace raft
