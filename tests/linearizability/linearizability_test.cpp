// Histories by name: what may be seen of one server that does one thing at a time, and what not.

#include "linearizability/linearizability.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "linearizability/busy_clients.h"

namespace raft {
namespace {

using testing::HasSubstr;

// An operation of a client, called and returned at these moments.
KeyOperation called(std::uint32_t client, const std::string& command, const std::string& result,
                    std::int64_t from, std::int64_t to) {
  KeyOperation operation = parse_command(command);
  operation.client = client;
  operation.called = from;
  operation.returned = to;
  operation.result = result;
  return operation;
}

// An operation whose client never heard of it again.
KeyOperation lost(std::uint32_t client, const std::string& command, std::int64_t from) {
  KeyOperation operation = parse_command(command);
  operation.client = client;
  operation.called = from;
  return operation;
}

using Operations = std::vector<KeyOperation>;

Verdict verdict(const Operations& operations) { return check_linearizability(operations).verdict; }

std::string why(const Operations& operations) {
  return explanation(check_linearizability(operations));
}

TEST(Linearizability, NothingAtAllIsLinearizable) { EXPECT_EQ(verdict({}), Verdict::linearizable); }

TEST(Linearizability, OneAfterAnotherIsLikeOneServer) {
  EXPECT_EQ(verdict({called(1, "x=1", "ok", 0, 1), called(2, "get x", "1", 2, 3),
                     called(1, "cas x 1 2", "ok", 4, 5), called(2, "add x 5", "7", 6, 7),
                     called(1, "del x", "ok", 8, 9), called(2, "get x", "nothing", 10, 11)}),
            Verdict::linearizable);
}

TEST(Linearizability, AReadDuringAWriteMaySeeEither) {
  EXPECT_EQ(verdict({called(1, "x=1", "ok", 0, 10), called(2, "get x", "nothing", 2, 3),
                     called(3, "get x", "1", 4, 5)}),
            Verdict::linearizable);
}

TEST(Linearizability, ReadsDoNotGoBack) {
  EXPECT_EQ(verdict({called(1, "x=1", "ok", 0, 10), called(2, "get x", "1", 2, 3),
                     called(3, "get x", "nothing", 4, 5)}),
            Verdict::not_linearizable);
}

TEST(Linearizability, AStaleReadIsFound) {
  const Operations stale{called(1, "x=1", "ok", 0, 5), called(1, "x=2", "ok", 10, 20),
                         called(3, "get x", "1", 34, 40)};
  EXPECT_EQ(verdict(stale), Verdict::not_linearizable);
  EXPECT_THAT(why(stale), HasSubstr("client 3 read x=1 at 34..40, but x was 2 already: "
                                    "client 1 put x=2 at 10..20"));
}

TEST(Linearizability, ALostUpdateIsFound) {
  EXPECT_EQ(verdict({called(1, "add x 1", "1", 0, 10), called(2, "add x 1", "1", 5, 15)}),
            Verdict::not_linearizable);
}

TEST(Linearizability, AWriteThatIsGoneIsFound) {
  EXPECT_EQ(verdict({called(1, "x=1", "ok", 0, 10), called(2, "get x", "nothing", 15, 20)}),
            Verdict::not_linearizable);
}

TEST(Linearizability, AReadOfWhatNobodyWroteIsFound) {
  const Operations dirty{called(1, "x=1", "ok", 0, 10), called(2, "get x", "9", 15, 20)};
  EXPECT_EQ(verdict(dirty), Verdict::not_linearizable);
  EXPECT_THAT(why(dirty), HasSubstr("client 2 read x=9 at 15..20, but nobody ever wrote that"));
}

TEST(Linearizability, AReadOfWhatIsWrittenOnlyLaterIsFound) {
  EXPECT_THAT(why({called(1, "get x", "1", 0, 5), called(2, "x=1", "ok", 10, 20)}),
              HasSubstr("but it was written only later: client 2 put x=1 at 10..20"));
}

TEST(Linearizability, TwoCasOfTheSameValueDoNotBothSucceed) {
  const Operations both{called(1, "x=1", "ok", 0, 1), called(2, "cas x 1 2", "ok", 5, 10),
                        called(3, "cas x 1 3", "ok", 5, 10)};
  EXPECT_EQ(verdict(both), Verdict::not_linearizable);
  EXPECT_EQ(check_linearizability(both).window->next.size(), 1u);
}

TEST(Linearizability, ACasThatCouldNotFailIsFound) {
  EXPECT_EQ(verdict({called(1, "x=1", "ok", 0, 1), called(2, "cas x 1 2", "failed", 5, 10)}),
            Verdict::not_linearizable);
}

TEST(Linearizability, AppendedTextsStandInOneOrder) {
  KeyOperation a{.client = 1, .verb = Verb::append, .key = "x", .value = "a", .called = 0};
  KeyOperation b{.client = 2, .verb = Verb::append, .key = "x", .value = "b", .called = 0};
  a.returned = b.returned = 10;
  a.result = b.result = "ok";
  EXPECT_EQ(verdict({a, b, called(3, "get x", "ba", 20, 30)}), Verdict::linearizable);
  EXPECT_EQ(verdict({a, b, called(3, "get x", "ba", 20, 30), called(3, "get x", "ab", 40, 50)}),
            Verdict::not_linearizable);
}

TEST(Linearizability, AnErrorIsAnAnswerLikeAnyOther) {
  EXPECT_EQ(verdict({called(1, "x=red", "ok", 0, 1),
                     called(1, "add x 1", "error: only numbers can be added", 2, 3)}),
            Verdict::linearizable);
  EXPECT_EQ(verdict({called(1, "jump", "ok", 0, 1)}), Verdict::not_linearizable);
}

// ---- outcomes that nobody knows

TEST(Linearizability, AnUnknownWriteMayHaveHappened) {
  EXPECT_EQ(verdict({lost(1, "x=1", 0), called(2, "get x", "1", 5, 6)}), Verdict::linearizable);
}

TEST(Linearizability, AnUnknownWriteMayNeverHappen) {
  EXPECT_EQ(verdict({lost(1, "x=1", 0), called(2, "get x", "nothing", 5, 6)}),
            Verdict::linearizable);
}

TEST(Linearizability, AnUnknownWriteMayHappenMuchLater) {
  EXPECT_EQ(verdict({lost(1, "x=1", 0), called(2, "get x", "nothing", 5, 6),
                     called(2, "get x", "1", 50, 60)}),
            Verdict::linearizable);
}

TEST(Linearizability, AnUnknownWriteDoesNotHappenTwice) {
  const KeyOperation one = lost(1, "x=1", 0);
  const KeyOperation two = called(2, "x=2", "ok", 7, 8);
  const KeyOperation read = called(2, "get x", "1", 9, 10);
  EXPECT_EQ(verdict({one, two, read}), Verdict::linearizable);
  EXPECT_EQ(verdict({one, called(2, "get x", "1", 5, 6), two, read}), Verdict::not_linearizable);
}

TEST(Linearizability, AnUnknownReadConstrainsNothing) {
  EXPECT_EQ(verdict({called(1, "x=1", "ok", 0, 1), lost(2, "get x", 2)}), Verdict::linearizable);
}

TEST(Linearizability, AnUnknownWriteDoesNotHappenBeforeItsCall) {
  EXPECT_EQ(verdict({called(2, "get x", "1", 0, 5), lost(1, "x=1", 6)}), Verdict::not_linearizable);
}

// ---- keys

TEST(Linearizability, KeysAreJudgedOneByOne) {
  const Linearizability found =
      check_linearizability({called(1, "x=1", "ok", 0, 1), called(1, "y=1", "ok", 0, 1),
                             called(2, "get x", "1", 2, 3), called(3, "get y", "nothing", 2, 3)});
  EXPECT_EQ(found.verdict, Verdict::not_linearizable);
  EXPECT_EQ(found.keys, 2u);
  EXPECT_EQ(found.clients, 3u);
  EXPECT_EQ(found.window->key, "y");
}

TEST(Linearizability, AHistoryOfTheStageIsJudgedInMilliseconds) {
  using namespace std::chrono_literals;
  const History history{{.number = 1,
                         .client = 1,
                         .command = "x=1",
                         .called = 1500us,
                         .returned = 2ms,
                         .outcome = OperationOutcome::ok,
                         .result = "ok"},
                        {.number = 2,
                         .client = 2,
                         .command = "get x",
                         .called = 3ms,
                         .returned = 4ms,
                         .outcome = OperationOutcome::ok,
                         .result = "nothing"},
                        {.number = 3, .client = 1, .command = "x=2", .called = 5ms}};
  EXPECT_EQ(explanation(check_linearizability(history)),
            "not linearizable: client 2 found no x at 3.0ms..4.0ms, but x was 1 already: "
            "client 1 put x=1 at 1.5ms..2.0ms");
}

// ---- the limit

TEST(Linearizability, AtItsLimitTheVerdictIsUnknownAndNoPass) {
  Operations operations;
  for (std::uint32_t client = 1; client <= 8; ++client) {
    operations.push_back(called(client, "add x " + std::to_string(client), "ok", 0, 100));
    operations.back().result = "36";
  }
  EXPECT_EQ(check_linearizability(operations).verdict, Verdict::not_linearizable);
  const Operations good{called(1, "x=1", "ok", 0, 1), called(1, "x=2", "ok", 2, 3)};
  EXPECT_EQ(check_linearizability(good, 1).verdict, Verdict::unknown);
  EXPECT_EQ(check_linearizability(good, 2).verdict, Verdict::linearizable);
}

TEST(Linearizability, AKeyThatIsImpossibleIsFoundBehindOneThatIsUnknown) {
  Operations operations{called(1, "y=1", "ok", 0, 1), called(2, "get y", "5", 2, 3)};
  operations.push_back(called(1, "x=1", "ok", 0, 1));
  operations.push_back(called(1, "x=2", "ok", 2, 3));
  EXPECT_EQ(check_linearizability(operations, 1).verdict, Verdict::not_linearizable);
}

TEST(Linearizability, WhatIsUndecidedIsNamedWithWhatMakesItHard) {
  const Linearizability found =
      check_linearizability({called(1, "x=1", "ok", 0, 9), called(2, "x=2", "ok", 9, 12),
                             lost(3, "x=3", 13), called(1, "y=1", "ok", 20, 21)},
                            2);
  EXPECT_EQ(found.verdict, Verdict::unknown);
  ASSERT_EQ(found.undecided.size(), 1u);
  EXPECT_EQ(found.undecided[0].key, "y");
  const Linearizability both = check_linearizability(
      {called(1, "x=1", "ok", 0, 9), called(2, "x=2", "ok", 9, 12), lost(3, "x=3", 10)}, 1);
  ASSERT_EQ(both.undecided.size(), 1u);
  EXPECT_EQ(both.undecided[0].operations, 3u);
  EXPECT_EQ(both.undecided[0].most_at_once, 2u);
  EXPECT_EQ(both.undecided[0].unknown_outcomes, 1u);
  EXPECT_THAT(explanation(both), HasSubstr("is unknown after 1 steps: undecided is key x"));
}

// ---- many clients on a few keys

TEST(Linearizability, AFaultInAnyKeyOfTenIsFoundInAFewThousandSteps) {
  for (const Fault fault : {Fault::stale_read, Fault::lost_append, Fault::swapped_appends}) {
    for (std::uint64_t key = 0; key < 10; ++key) {
      const auto history = bad_history(appending_clients(), key_number(key), fault);
      const Linearizability found = check_linearizability(history);
      ASSERT_EQ(found.verdict, Verdict::not_linearizable) << "key " << key;
      EXPECT_EQ(found.window->key, key_number(key));
      EXPECT_LE(found.window->operations.size(), 6u);
      EXPECT_LT(found.steps, 10'000u);
    }
  }
}

TEST(Linearizability, OfClientsThatAppendTheGoodHistoriesAreFoundGoodInAFewThousandSteps) {
  for (std::uint64_t seed = 1; seed <= 10; ++seed) {
    const Linearizability found = check_linearizability(good_history(appending_clients(seed)));
    EXPECT_EQ(found.verdict, Verdict::linearizable) << seed;
    EXPECT_LT(found.steps, 10'000u) << seed;
  }
}

// Appends that all overlap, and a read that fits none of their orders. An addition of which nobody
// heard might have begun any text, so all orders have to be tried: more than a million billions.
Operations hopeless(const std::string& key) {
  Operations operations{lost(100, "add " + key + " 1", 0)};
  for (std::uint32_t client = 1; client <= 24; ++client) {
    operations.push_back({.client = client, .verb = Verb::append, .key = key});
    operations.back().value = std::to_string(client) + ";";
    operations.back().returned = 100;
    operations.back().result = "ok";
  }
  operations.push_back(called(99, "get " + key, "1;2;", 200, 201));
  return operations;
}

TEST(Linearizability, KeysThatAreTooHardDoNotHideTheOneThatIsImpossible) {
  for (std::uint64_t bad = 0; bad < 10; ++bad) {
    Operations operations;
    for (std::uint64_t key = 0; key < 10; ++key) {
      const Operations one = key == bad ? Operations{called(1, "add k 1", "1", 0, 10),
                                                     called(2, "add k 1", "1", 5, 15)}
                                        : hopeless("k");
      for (KeyOperation operation : one) {
        operation.key = key_number(key);
        operations.push_back(operation);
      }
    }
    const Linearizability found = check_linearizability(operations);
    ASSERT_EQ(found.verdict, Verdict::not_linearizable) << "key " << bad;
    EXPECT_EQ(found.window->key, key_number(bad));
    EXPECT_LT(found.steps, 2'000u) << "key " << bad;
  }
}

TEST(Linearizability, TheLimitIsForAllKeysTogetherAndSharedAmongThem) {
  Operations operations = hopeless("a");
  for (const char* key : {"b", "c", "d"}) {
    for (KeyOperation& operation : hopeless(key)) operations.push_back(operation);
  }
  const Linearizability found = check_linearizability(operations, 20'000);
  EXPECT_EQ(found.verdict, Verdict::unknown);
  EXPECT_EQ(found.steps, 20'000u);
  EXPECT_EQ(found.undecided.size(), 4u);
}

// What a search remembers is what it needs memory for.
TEST(Linearizability, AStepTakesFewBytesHoweverLongTheTexts) {
  Operations operations = hopeless("a");
  for (KeyOperation& operation : operations) {
    if (operation.verb == Verb::append) operation.value.resize(5'000, '-');
  }
  const Linearizability found = check_linearizability(operations, 100'000);
  EXPECT_EQ(found.verdict, Verdict::unknown);
  EXPECT_GT(found.configurations, 50'000u);
  EXPECT_LT(found.most_bytes, 100 * found.steps);
}

TEST(Linearizability, OfKeysThatAreDecidedNothingIsKept) {
  Operations operations = good_history(appending_clients());
  const std::size_t together = check_linearizability(operations).most_bytes;
  std::size_t each = 0;
  for (std::uint64_t key = 0; key < 10; ++key) {
    Operations one;
    std::ranges::copy_if(operations, std::back_inserter(one),
                         [&](const KeyOperation& o) { return o.key == key_number(key); });
    each += check_linearizability(one).most_bytes;
  }
  EXPECT_LT(together, each / 2);
}

}  // namespace
}  // namespace raft
