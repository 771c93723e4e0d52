// The write-ahead log as long as it runs: saves gather, segments come and go.

#include "storage/write_ahead_log.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "core/digest.h"
#include "storage/driver.h"

namespace raft::storage {
namespace {

struct Counted {
  std::uint64_t syncs = 0;
  std::uint64_t writes = 0;
};

// What one call of flush asks for.
Counted count(const DiskOperations& operations) {
  Counted counted;
  for (const DiskOperation& operation : operations) {
    if (std::holds_alternative<Sync>(operation.work)) ++counted.syncs;
    if (std::holds_alternative<Write>(operation.work)) ++counted.writes;
  }
  return counted;
}

TEST(Saves, ThatComeWhileASyncIsUnderWayShareTheNextOne) {
  Server server;
  server.save(server.memory.vote(1, std::nullopt));
  server.settle();
  Memory& memory = server.memory;
  server.save(memory.append({entry(1, "first")}));
  ASSERT_EQ(server.log().durable(), 1u);
  DiskOperations operations;
  for (int i = 0; i < 5; ++i) {
    server.log().write(memory.append({entry(1)}), memory.state.log);
    server.log().flush(operations);
  }
  EXPECT_TRUE(operations.empty()) << "one batch is under way, and no second one";
  server.step();
  EXPECT_EQ(server.log().durable(), 1u) << "written is not durable";
  server.step();
  EXPECT_EQ(server.log().durable(), 2u);
  server.settle();
  EXPECT_EQ(server.log().durable(), 7u);
}

TEST(Saves, AreOneWriteAndOneSyncInASegmentThatIsThere) {
  Server server(small_segments(64));
  server.save(server.memory.vote(1, std::nullopt));
  server.settle();
  DiskOperations operations;
  for (int i = 0; i < 10; ++i) {
    server.log().write(server.memory.append({entry(1)}), server.memory.state.log);
  }
  server.log().flush(operations);
  const Counted counted = count(operations);
  EXPECT_EQ(counted.writes, 1u);
  EXPECT_EQ(counted.syncs, 1u);
}

TEST(Saves, WithNothingToSayAreDurableAtOnce) {
  Server server;
  server.settle();
  server.save({});
  EXPECT_EQ(server.log().durable(), 1u);
}

TEST(Segments, AreGivenUpAndUsedAgainOnceTheLogStartsBehindThem) {
  Server server(small_segments(8));
  std::uint64_t renamed = 0;
  std::uint64_t most = 0;
  server.skip = [&](const DiskOperation& operation) {
    const auto* rename = std::get_if<Rename>(&operation.work);
    if (rename != nullptr && rename->to == unfinished_segment) ++renamed;
    return false;
  };
  server.save(server.memory.vote(1, std::nullopt));
  for (int i = 0; i < 200; ++i) {
    server.save(server.memory.append({entry(1, std::string(300, 'x'))}));
    server.save(server.memory.compact(server.memory.state.log.last_index().previous()));
    server.settle();
    most = std::max<std::uint64_t>(most, server.disk.list()->size());
  }
  EXPECT_GT(server.log().segments().back().number, 20u);
  EXPECT_LE(most, 4u) << "files at the same time";
  EXPECT_GT(renamed, 20u);
  ASSERT_TRUE(server.kill());
  EXPECT_EQ(server.found(), server.memory.state);
}

TEST(Segments, StayWhileTheLogNeedsThem) {
  Server server(small_segments(8));
  server.save(server.memory.vote(1, std::nullopt));
  for (int i = 0; i < 40; ++i) {
    server.save(server.memory.append({entry(1, std::string(300, 'x'))}));
    server.settle();
  }
  EXPECT_EQ(server.log().segments().front().number, 1u);
  ASSERT_TRUE(server.kill());
  EXPECT_EQ(server.found(), server.memory.state);
}

TEST(ABatch, ThatIsLongerThanASegmentGetsOneOfItsSize) {
  Server server(small_segments(4));
  server.save(server.memory.append({entry(1, std::string(100'000, 'x'))}));
  server.settle();
  ASSERT_FALSE(server.log().stopped());
  EXPECT_EQ(server.log().segments().size(), 1u);
  EXPECT_GT(server.log().segments().back().size, 100'000u);
  server.save(server.memory.append({entry(1, "small again")}));
  server.settle();
  EXPECT_EQ(server.log().segments().back().size, 4 * sector_size);
  ASSERT_TRUE(server.kill());
  EXPECT_EQ(server.found(), server.memory.state);
}

TEST(ALog, IsAValue) {
  Server server;
  server.save(server.memory.vote(1, std::nullopt));
  server.settle();
  Server other = server;
  EXPECT_EQ(other.log(), server.log());
  EXPECT_EQ(digest_of(other.log()), digest_of(server.log()));
  EXPECT_EQ(digest_of(other.disk), digest_of(server.disk));
  other.save(other.memory.vote(2, std::nullopt));
  EXPECT_NE(other.log(), server.log());
  EXPECT_NE(digest_of(other.log()), digest_of(server.log()));
  other.settle();
  EXPECT_NE(digest_of(other.disk), digest_of(server.disk));
}

}  // namespace
}  // namespace raft::storage
