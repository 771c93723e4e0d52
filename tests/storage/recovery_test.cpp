// What a server finds when it starts: its memory, or the reason why it must not go on.

#include "storage/recovery.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "storage/driver.h"

namespace raft::storage {
namespace {

using testing::HasSubstr;

const std::string first_segment = segment_name(1);

// A server with a few saves on its disk, all of them durable.
Server settled_server(std::uint64_t sectors = 8) {
  Server server(small_segments(sectors));
  server.save(server.memory.vote(1, ServerId{2}));
  server.settle();
  server.save(server.memory.append({entry(1, std::string(700, 'a')), entry(1, "b")}));
  server.settle();
  server.save(server.memory.append({entry(1, "c")}));
  server.settle();
  return server;
}

// A server whose log has several segments.
Server server_with_segments(std::size_t segments) {
  Server server(small_segments(4));
  server.save(server.memory.vote(1, std::nullopt));
  while (server.log().segments().size() < segments) {
    server.save(server.memory.append({entry(1, std::string(600, 'a'))}));
    server.settle();
  }
  return server;
}

void perform(SimulatedDisk& disk, DiskWork work) {
  const DiskOperation operation{.number = 1, .work = std::move(work)};
  disk.ask({&operation, 1});
  ASSERT_FALSE(disk.perform_next()->error);
}

std::string refusal(const SimulatedDisk& disk, const LogSettings& settings = small_segments()) {
  const SimulatedDisk before = disk;
  const auto found = recover(disk, settings);
  EXPECT_EQ(disk, before) << "recovery changes nothing";
  return found ? "" : to_string(found.error());
}

TEST(ANewServer, RemembersNothing) {
  const Server server;
  EXPECT_EQ(server.found(), Saved{});
}

TEST(AServerThatStartsAgain, RemembersWhatWasSaved) {
  Server server = settled_server();
  ASSERT_TRUE(server.kill());
  EXPECT_EQ(server.found(), server.memory.state);
}

TEST(AServerThatStartsAgain, GoesOnInItsLog) {
  Server server = settled_server();
  for (int i = 0; i < 30; ++i) {
    ASSERT_TRUE(server.kill());
    ASSERT_EQ(server.found(), server.memory.state);
    server.save(server.memory.append({entry(2, std::string(200, 'd'))}));
    server.settle();
  }
}

TEST(AServerThatStartsAgain, WritesOnlyOnceWhatItReadIsDurable) {
  Server server = settled_server();
  ASSERT_TRUE(server.kill());
  EXPECT_FALSE(server.log().ready());
  server.save(server.memory.append({entry(2)}));
  while (!server.log().ready()) ASSERT_TRUE(server.step());
  EXPECT_EQ(server.log().durable(), 0u);
  server.settle();
  EXPECT_EQ(server.log().durable(), 1u);
}

TEST(ATornBatch, IsCutAndTold) {
  Server server = settled_server();
  const Saved before = server.memory.state;
  server.save(server.memory.append({entry(1, std::string(1200, 'd'))}));
  while (!server.before_a_sync()) ASSERT_TRUE(server.step());
  const std::uint64_t end = 5 * sector_size;
  perform(server.disk,
          Zero{.file = first_segment, .offset = end + sector_size, .size = sector_size});
  ASSERT_TRUE(server.kill());
  EXPECT_EQ(server.found(), before);
  EXPECT_EQ(server.torn(),
            (TornTail{.file = first_segment, .offset = end, .size = 3 * sector_size}));
}

// ---- damage

// No bit matters little: header, batch, or the zeros behind.
TEST(AFlippedBit, IsAlwaysRefused) {
  Server server = settled_server();
  SimulatedDisk disk = server.disk;
  const std::uint64_t bits = *disk.size(first_segment) * 8;
  for (std::uint64_t bit = 0; bit < bits; ++bit) {
    disk.flip(first_segment, bit);
    ASSERT_FALSE(recover(disk, small_segments())) << "bit " << bit;
    disk.flip(first_segment, bit);
  }
  EXPECT_TRUE(recover(disk, small_segments()));
}

// Of a sector that is gone whole, only the last batch's can be taken for torn; see storage/batch.h.
TEST(ALostSector, IsRefusedUnlessTheLastBatchMayHaveBeenTorn) {
  const Server server = settled_server();
  std::uint64_t taken_as_torn = 0;
  for (std::uint64_t sector = 0; sector < 5; ++sector) {
    SimulatedDisk disk = server.disk;
    perform(disk, Zero{.file = first_segment, .offset = sector * sector_size, .size = sector_size});
    if (recover(disk, small_segments())) ++taken_as_torn;
  }
  EXPECT_EQ(taken_as_torn, 1u);
}

TEST(DamageInTheMiddle, IsRefusedWithFileOffsetAndWhatToDo) {
  Server server = settled_server();
  server.disk.flip(first_segment, (2 * sector_size + 100) * 8);
  const std::string words = refusal(server.disk);
  EXPECT_THAT(words, HasSubstr(first_segment + ": at byte 1024: "));
  EXPECT_THAT(words, HasSubstr("ends at byte 1024"));
  EXPECT_THAT(words, HasSubstr("remove it from the cluster and add it anew"));
}

TEST(DamageInTheMiddle, IsRefusedInEarlierSegmentsToo) {
  Server server = server_with_segments(3);
  for (const SegmentInUse& segment : server.log().segments()) {
    for (std::uint64_t byte = 0; byte < 4 * sector_size; byte += 7) {
      SimulatedDisk disk = server.disk;
      disk.flip(segment_name(segment.number), byte * 8);
      ASSERT_FALSE(recover(disk, small_segments(4))) << segment.number << " " << byte;
    }
  }
}

TEST(DamageInTheMiddle, IsABatchThatIsGoneFromAnEarlierSegment) {
  Server server = server_with_segments(3);
  // The last batch of the first segment: two sectors.
  perform(server.disk, Zero{.file = first_segment, .offset = sector_size, .size = 3 * sector_size});
  EXPECT_THAT(refusal(server.disk, small_segments(4)), HasSubstr("no whole batch stands here"));
}

// Nothing in the entries shows that a vote is gone. The next segment knows what stood before it.
TEST(DamageInTheMiddle, IsAVoteThatIsGoneFromTheEndOfAnEarlierSegment) {
  Server server(small_segments(4));
  for (std::uint64_t term = 1; term <= 4; ++term) {
    server.save(server.memory.vote(term, ServerId{1}));
    server.settle();
  }
  ASSERT_EQ(server.log().segments().size(), 2u);
  perform(server.disk, Zero{.file = first_segment, .offset = 3 * sector_size, .size = sector_size});
  EXPECT_THAT(refusal(server.disk, small_segments(4)),
              HasSubstr("the segment before it ends otherwise than it did"));
}

TEST(DamageInTheMiddle, IsASectorThatCannotBeRead) {
  Server server = settled_server();
  server.disk.make_unreadable(first_segment, 2);
  EXPECT_THAT(refusal(server.disk), HasSubstr("the disk has failed"));
}

TEST(AMissingSegment, IsRefusedWhicheverItIs) {
  const Server server = server_with_segments(3);
  const std::size_t count = server.disk.list()->size();
  for (std::uint64_t number = 1; number < count; ++number) {
    SimulatedDisk disk = server.disk;
    perform(disk, Remove{segment_name(number)});
    EXPECT_THAT(refusal(disk, small_segments(4)), HasSubstr(segment_name(number)));
  }
}

TEST(AShortenedSegment, IsRefused) {
  Server server = settled_server();
  SimulatedDisk disk;
  perform(disk, Create{.file = first_segment, .size = 2 * sector_size});
  perform(disk, Write{.file = first_segment,
                      .offset = 0,
                      .bytes = *server.disk.read(first_segment, 0, 2 * sector_size)});
  EXPECT_THAT(refusal(disk), HasSubstr("it has 1024 bytes, and had 4096"));
}

// ---- what is not ours

TEST(AnotherMembersDirectory, IsRefused) {
  const Server server = settled_server();
  LogSettings other = small_segments();
  other.owner.member = 4;
  EXPECT_THAT(refusal(server.disk, other),
              HasSubstr("belongs to member 3 of cluster 7, and this is member 4 of cluster 7"));
  other = small_segments();
  other.owner.cluster = 8;
  EXPECT_THAT(refusal(server.disk, other), HasSubstr("this is member 3 of cluster 8"));
}

TEST(AForeignFile, IsRefused) {
  Server server = settled_server();
  perform(server.disk, Create{.file = "holiday.jpg", .size = 10});
  EXPECT_THAT(refusal(server.disk), HasSubstr("holiday.jpg: this file is no part of"));
}

TEST(AForeignFile, IsRefusedUnderASegmentsName) {
  Server server = settled_server();
  perform(server.disk, Create{.file = segment_name(2), .size = 4096});
  EXPECT_THAT(refusal(server.disk), HasSubstr("it is no segment of a write-ahead log"));
  Server renamed = settled_server();
  perform(renamed.disk, Rename{.file = first_segment, .to = segment_name(5)});
  EXPECT_THAT(refusal(renamed.disk), HasSubstr("its header says that it is segment"));
}

TEST(AVersionFromTheFuture, IsRefused) {
  Server server = settled_server();
  perform(server.disk, Write{.file = first_segment, .offset = 8, .bytes = "\x09"});
  EXPECT_THAT(refusal(server.disk), HasSubstr("version 9 of the format; this program knows "));
}

// ---- failed operations

TEST(AFailedOperation, StopsTheLogForGood) {
  for (std::size_t kind : {kind_of_work<Write>(), kind_of_work<Sync>()}) {
    Server server = settled_server();
    server.disk.trouble.next_to_fail = kind;
    server.save(server.memory.append({entry(1, "lost")}));
    server.settle();
    ASSERT_TRUE(server.log().stopped());
    EXPECT_THAT(server.log().stopped()->text, HasSubstr("the disk has failed"));
    EXPECT_EQ(server.log().durable(), 3u);
    server.save(server.memory.append({entry(1, "never written")}));
    EXPECT_FALSE(server.step());
  }
}

TEST(AFullDisk, StopsTheLogForGood) {
  Server server;
  server.disk.trouble.full = true;
  server.save(server.memory.vote(1, std::nullopt));
  server.settle();
  ASSERT_TRUE(server.log().stopped());
  EXPECT_THAT(server.log().stopped()->text, HasSubstr("no space left"));
}

TEST(AStuckDisk, PromisesNothing) {
  Server server = settled_server();
  server.disk.trouble.stuck = true;
  server.save(server.memory.append({entry(1)}));
  server.settle();
  EXPECT_EQ(server.log().durable(), 3u);
  EXPECT_FALSE(server.log().stopped());
}

// Why a failed sync is not tried again: the second one has nothing to write, and "succeeds".
TEST(AFailedSync, LosesWhatASecondOneWouldPromise) {
  Server server = settled_server();
  server.disk.trouble.next_to_fail = kind_of_work<Sync>();
  server.save(server.memory.append({entry(1, "lost")}));
  server.settle();
  perform(server.disk, Sync{first_segment});
  Random random(1);
  ASSERT_TRUE(server.crash(random));
  EXPECT_EQ(server.found().log.last_index(), LogIndex{3}) << "the fourth entry is gone";
}

// A server that starts after a failed sync reads what stands in the cache and nowhere else. It
// writes that again before it relies on it.
TEST(AFailedSync, DoesNotDeceiveTheNextStart) {
  Server server = settled_server();
  server.disk.trouble.next_to_fail = kind_of_work<Sync>();
  server.save(server.memory.append({entry(1, "in the cache")}));
  server.settle();
  ASSERT_TRUE(server.kill());
  ASSERT_EQ(server.found().log.last_index(), LogIndex{4});
  for (const bool writes_again : {false, true}) {
    Server next = server;
    next.skip = [&](const DiskOperation& operation) {
      return !writes_again && std::holds_alternative<Write>(operation.work);
    };
    while (!next.log().ready()) ASSERT_TRUE(next.step());
    Random random(1);
    ASSERT_TRUE(next.crash(random));
    EXPECT_EQ(next.found().log.last_index(), LogIndex{writes_again ? 4u : 3u});
  }
}

}  // namespace
}  // namespace raft::storage
