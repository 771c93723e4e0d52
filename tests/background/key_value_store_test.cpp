// The running example's commands, and everything that is not one.

#include "background/key_value_store.h"

#include <gtest/gtest.h>

#include <string>

#include "core/digest.h"
#include "core/random.h"

namespace raft::key_value_store_test {
namespace {

KeyValueStore store_of(std::initializer_list<const char*> commands) {
  KeyValueStore store;
  for (const char* command : commands) store.apply(command);
  return store;
}

bool is_error(const std::string& answer) { return answer.starts_with("error: "); }

TEST(KeyValueStore, answers_with_the_value_that_was_put_last) {
  KeyValueStore store;
  EXPECT_EQ(store.apply("get x"), "nothing");
  EXPECT_EQ(store.apply("x=1"), "ok");
  EXPECT_EQ(store.apply("x=2"), "ok");
  EXPECT_EQ(store.apply("get x"), "2");
  EXPECT_EQ(store.get("x"), "2");
}

TEST(KeyValueStore, a_deleted_key_has_no_value) {
  KeyValueStore store = store_of({"x=1", "y=2"});
  EXPECT_EQ(store.apply("del x"), "ok");
  EXPECT_EQ(store.apply("del x"), "nothing");
  EXPECT_EQ(store.contents(), "{y=2}");
}

TEST(KeyValueStore, compare_and_set_puts_only_if_the_value_is_the_expected_one) {
  KeyValueStore store = store_of({"x=1"});
  EXPECT_EQ(store.apply("cas x 2 3"), "failed");
  EXPECT_EQ(store.get("x"), "1");
  EXPECT_EQ(store.apply("cas x 1 2"), "ok");
  EXPECT_EQ(store.get("x"), "2");
}

TEST(KeyValueStore, of_two_who_want_the_lock_one_gets_it) {
  KeyValueStore store;
  EXPECT_EQ(store.apply("cas lock nothing alice"), "ok");
  EXPECT_EQ(store.apply("cas lock nothing bob"), "failed");
  EXPECT_EQ(store.get("lock"), "alice");
}

TEST(KeyValueStore, adding_twice_is_not_adding_once) {
  KeyValueStore store;
  EXPECT_EQ(store.apply("add x 5"), "5");
  EXPECT_EQ(store.apply("add x 5"), "10");
  EXPECT_EQ(store.apply("add x -12"), "-2");
  EXPECT_EQ(store.get("x"), "-2");
}

TEST(KeyValueStore, what_is_no_number_cannot_be_added_to) {
  KeyValueStore store = store_of({"x=one", "y=1"});
  for (const char* command : {"add x 1", "add y one", "add y 1x", "add y +1", "add y 1.5",
                              "add y -", "add y 9223372036854775808"}) {
    EXPECT_EQ(store.apply(command), "error: only numbers can be added") << command;
  }
  EXPECT_EQ(store.contents(), "{x=one, y=1}");
}

TEST(KeyValueStore, a_sum_past_the_largest_number_is_refused_not_wrapped) {
  KeyValueStore store = store_of({"x=9223372036854775807", "y=-9223372036854775808"});
  const KeyValueStore before = store;
  EXPECT_EQ(store.apply("add x 1"), "error: the sum is too large");
  EXPECT_EQ(store.apply("add y -1"), "error: the sum is too large");
  EXPECT_EQ(store, before);
  EXPECT_EQ(store.apply("add x -9223372036854775807"), "0");
}

TEST(KeyValueStore, what_is_no_command_is_an_error_and_changes_nothing) {
  KeyValueStore store = store_of({"x=1"});
  const KeyValueStore before = store;
  for (const char* command :
       {"",        " ",      "x",      "=",        "x=",      "=1",          "x==1",   "x=1=2",
        "x =1",    "x= 1",   "x=a b",  "get",      "get ",    "get x y",     "get  x", " get x",
        "get x ",  "GET x",  "del",    "del x y",  "cas x 1", "cas x 1 2 3", "add x",  "add x 1 2",
        "put x 1", "x=a\tb", "x=a\nb", "get x\x7f"}) {
    EXPECT_TRUE(is_error(store.apply(command))) << '"' << command << '"';
    EXPECT_EQ(store, before) << '"' << command << '"';
  }
}

TEST(KeyValueStore, a_verb_is_a_good_name_for_a_key) {
  KeyValueStore store;
  EXPECT_EQ(store.apply("get=1"), "ok");
  EXPECT_EQ(store.apply("get get"), "1");
}

TEST(KeyValueStore, a_failed_command_fails_in_the_same_words_everywhere) {
  KeyValueStore one, other;
  EXPECT_EQ(one.apply("what?"), other.apply("what?"));
}

TEST(KeyValueStore, reads_in_the_order_of_the_keys) {
  EXPECT_EQ(KeyValueStore{}.contents(), "{}");
  EXPECT_EQ(store_of({"y=2", "x=1", "a=3"}).contents(), "{a=3, x=1, y=2}");
}

TEST(KeyValueStore, a_copy_is_a_store_of_its_own) {
  const KeyValueStore store = store_of({"x=1"});
  KeyValueStore copy = store;
  EXPECT_EQ(copy, store);
  EXPECT_EQ(digest_of(copy), digest_of(store));
  copy.apply("x=2");
  EXPECT_NE(copy, store);
  EXPECT_NE(digest_of(copy), digest_of(store));
  EXPECT_EQ(store.get("x"), "1");
}

// The answers of reading commands must not depend on anything but the state, nor change it.
TEST(KeyValueStore, survives_any_bytes_and_reads_never_write) {
  Random random(1);
  KeyValueStore store = store_of({"x=1"});
  for (int i = 0; i < 20'000; ++i) {
    std::string command;
    const std::uint64_t length = random.between(0, 8);
    for (std::uint64_t j = 0; j < length; ++j) command += "getdlx =1-\0\xff"[random.between(0, 12)];
    const KeyValueStore before = store;
    const std::string answer = store.apply(command);
    const bool changed = store != before;
    ASSERT_FALSE(changed && (is_error(answer) || command.starts_with("get "))) << command;
  }
}

}  // namespace
}  // namespace raft::key_value_store_test
