// Records come back as they were written, and any bytes may be read as records.

#include "storage/record.h"

#include <gtest/gtest.h>

#include "core/random.h"

namespace raft::storage {
namespace {

const std::vector<Entry> two_entries{
    {.term = {3}, .command = Command("x=1")},
    {.term = {4}, .kind = EntryKind::configuration, .command = Command()}};

std::string all_kinds() {
  std::string bytes;
  encode(SegmentBegins{.chain = 9, .last = {.term = {1}, .index = {2}}}, bytes);
  encode(TermAndVote{.current_term = {5}, .voted_for = ServerId{64}}, bytes);
  encode(TermAndVote{.current_term = {6}}, bytes);
  encode(LogPosition{.term = {2}, .index = {7}}, two_entries, bytes);
  encode(LogStart{{.term = {2}, .index = {3}}}, bytes);
  return bytes;
}

TEST(Records, ComeBack) {
  const std::vector<Record> records{
      SegmentBegins{.chain = 9, .last = {.term = {1}, .index = {2}}},
      TermAndVote{.current_term = {5}, .voted_for = ServerId{64}}, TermAndVote{.current_term = {6}},
      EntriesAfter{.after = {.term = {2}, .index = {7}}, .entries = two_entries},
      LogStart{{.term = {2}, .index = {3}}}};
  EXPECT_EQ(decode_records(all_kinds()), records);
  EXPECT_EQ(decode_records(all_kinds() + std::string(100, '\0')), records);
}

TEST(Records, ThatAreCutOffAreRefused) {
  const std::string whole = all_kinds();
  std::size_t refused = 0;
  for (std::size_t size = 0; size < whole.size(); ++size) {
    if (!decode_records(whole.substr(0, size))) ++refused;
  }
  EXPECT_EQ(refused, whole.size() - 5) << "all but the cuts between two of the five";
}

TEST(Records, ThatCannotBeAreRefused) {
  const auto wrong = [](std::string bytes) { return decode_records(bytes).error(); };
  EXPECT_EQ(wrong("\x09"), "there is no record of kind 9");
  EXPECT_EQ(wrong(std::string("\0x", 2)), "something stands behind the last record");
  EXPECT_EQ(wrong("\x02" + std::string(8, '\0') + "\x41"), "a vote is for no server");
  EXPECT_EQ(wrong("\x04" + std::string(16, '\x7f')), "an index is beyond any log");
  EXPECT_EQ(wrong("\x03" + std::string(16, '\0') + std::string(8, '\x7f')),
            "more entries are announced than fit");
  const std::string one_entry("\x03" + std::string(16, '\0') + "\x01" + std::string(7, '\0') +
                              std::string(8, '\0') + "\x03" + std::string(4, '\0'));
  EXPECT_EQ(wrong(one_entry), "an entry is of no kind that there is");
}

TEST(Records, MayBeAnyBytes) {
  Random random(1);
  for (int i = 0; i < 20'000; ++i) {
    std::string bytes = all_kinds();
    for (std::uint64_t flips = random.between(1, 4); flips > 0; --flips) {
      bytes[random.between(0, bytes.size() - 1)] = static_cast<char>(random.next());
    }
    (void)decode_records(bytes);
  }
}

}  // namespace
}  // namespace raft::storage
