#include "cli/console/wal_listing.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "storage/driver.h"

namespace raft::wal_listing_test {
namespace {

using namespace storage;
using testing::HasSubstr;

Server server_with_three_saves() {
  Server server;
  server.save(server.memory.vote(1, ServerId{2}));
  server.settle();
  server.save(server.memory.append({entry(1), {.term = {1}, .kind = EntryKind::no_op}}));
  server.settle();
  server.save(server.memory.replace({2}, {}));
  server.settle();
  return server;
}

TEST(AWriteAheadLog, IsToldRecordByRecord) {
  const Server server = server_with_three_saves();
  std::string text;
  ASSERT_TRUE(list_wal(server.disk, "", text));
  EXPECT_EQ(text,
            "0000000000000001.wal  member 3 of cluster 7, 4,096 bytes\n"
            "     512  a batch of 1 sector\n"
            "          the segment begins; before it the log ended at index 0, term 0\n"
            "          term 0, voted for nobody\n"
            "          the log starts after index 0, term 0\n"
            "          term 1, voted for S2\n"
            "    1024  a batch of 1 sector\n"
            "          after index 0, term 0: 2 entries\n"
            "                  1  term 1  command, 3 bytes: x=1\n"
            "                  2  term 1  no-op\n"
            "    1536  a batch of 1 sector\n"
            "          after index 1, term 1: the log ends there\n"
            "    2048  nothing is written from here on\n");
}

TEST(AWriteAheadLog, IsSummedUp) {
  const Server server = server_with_three_saves();
  EXPECT_EQ(verified_wal(server.disk, ""),
            "member 3 of cluster 7: 1 segment; term 1, voted for S2; entries 1 to 1");
  EXPECT_EQ(verified_wal(server.disk, segment_name(1)), "every batch is whole");
  EXPECT_EQ(verified_wal(SimulatedDisk(), ""),
            "no segment: a member that starts here remembers nothing");
}

TEST(ADamagedLog, IsToldUpToTheDamage) {
  Server server = server_with_three_saves();
  server.disk.flip(segment_name(1), 1100 * 8);
  std::string text;
  const auto listed = list_wal(server.disk, segment_name(1), text);
  ASSERT_FALSE(listed);
  EXPECT_EQ(listed.error().offset, 1024u);
  EXPECT_THAT(text, HasSubstr("term 1, voted for S2"));
  EXPECT_FALSE(verified_wal(server.disk, ""));
  EXPECT_FALSE(verified_wal(server.disk, segment_name(1)));
}

TEST(ATornLog, IsSound) {
  Server server = server_with_three_saves();
  server.save(server.memory.append({entry(1, std::string(900, 'x'))}));
  while (!server.before_a_sync()) ASSERT_TRUE(server.step());
  const DiskOperation lost{
      .number = 1, .work = Zero{.file = segment_name(1), .offset = 2048, .size = sector_size}};
  server.disk.ask({&lost, 1});
  server.disk.perform_next();
  std::string text;
  EXPECT_TRUE(list_wal(server.disk, "", text));
  EXPECT_THAT(text, HasSubstr("    2048  a torn batch"));
  EXPECT_THAT(*verified_wal(server.disk, ""), HasSubstr("a torn batch at byte 2048 of 0000000"));
  EXPECT_THAT(*verified_wal(server.disk, segment_name(1)), HasSubstr("but the last, torn one"));
}

}  // namespace
}  // namespace raft::wal_listing_test
