// A batch is there whole, or torn, or damaged; and which of these can always be told.

#include "storage/batch.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "core/random.h"

namespace raft::storage {
namespace {

constexpr std::uint64_t segment_sectors = 12;
constexpr BatchPlace begin{.life = 77, .offset = sector_size, .chain = 5};

std::string empty_segment() { return std::string(segment_sectors * sector_size, '\0'); }

// A segment with batches of so many sectors each, the first at `begin`.
std::string segment_of(const std::vector<std::uint64_t>& sizes, BatchPlace place = begin) {
  std::string segment = empty_segment();
  for (const std::uint64_t sectors : sizes) {
    const SealedBatch batch = seal(std::string(sectors * 504 - 4, 'r'), place);
    segment.replace(place.offset, batch.bytes.size(), batch.bytes);
    place.offset += batch.bytes.size();
    place.chain = batch.chain;
  }
  return segment;
}

void zero_sector(std::string& segment, std::uint64_t sector) {
  segment.replace(sector * sector_size, sector_size, std::string(sector_size, '\0'));
}

TEST(ABatch, ComesBackAsItWasSealed) {
  for (const std::uint64_t size : {1u, 503u, 504u, 505u, 2000u}) {
    const std::string payload(size, 'p');
    const SealedBatch sealed = seal(payload, begin);
    EXPECT_EQ(sealed.bytes.size(), batch_size(size));
    std::string segment = empty_segment();
    segment.replace(begin.offset, sealed.bytes.size(), sealed.bytes);
    const FoundBatch found = find_batch(segment, begin);
    const auto* batch = std::get_if<WholeBatch>(&found);
    ASSERT_NE(batch, nullptr);
    EXPECT_EQ(batch->payload.substr(0, size), payload);
    EXPECT_TRUE(all_zeros(std::string_view(batch->payload).substr(size)));
    EXPECT_EQ(batch->end, begin.offset + sealed.bytes.size());
    EXPECT_EQ(batch->chain, sealed.chain);
  }
}

TEST(ABatch, IsNoneWhereNothingWasWritten) {
  EXPECT_TRUE(std::holds_alternative<NothingWritten>(find_batch(empty_segment(), begin)));
}

TEST(ABatch, IsTornIfAnyOfItsSectorsIsMissing) {
  for (unsigned missing = 1; missing < 15; ++missing) {
    std::string segment = segment_of({4});
    for (unsigned sector = 0; sector < 4; ++sector) {
      if ((missing >> sector & 1u) != 0) zero_sector(segment, 1 + sector);
    }
    const FoundBatch found = find_batch(segment, begin);
    const auto* torn = std::get_if<TornBatch>(&found);
    ASSERT_NE(torn, nullptr) << missing;
    EXPECT_EQ(torn->size, 4 * sector_size);
  }
}

// What was synced is not torn: a batch behind it proves that.
TEST(ABatch, IsDamagedIfSectorsOfItAreMissingAndAnotherFollows) {
  for (std::uint64_t sector = 1; sector <= 3; ++sector) {
    std::string segment = segment_of({3, 1});
    zero_sector(segment, sector);
    EXPECT_TRUE(std::holds_alternative<DamagedBatch>(find_batch(segment, begin))) << sector;
  }
}

TEST(ABatch, IsDamagedIfAnyBitOfItFlipped) {
  std::string segment = segment_of({2});
  for (std::uint64_t bit = 0; bit < 2 * sector_size * 8; ++bit) {
    char& byte = segment[begin.offset + bit / 8];
    byte = static_cast<char>(byte ^ 1 << bit % 8);
    EXPECT_TRUE(std::holds_alternative<DamagedBatch>(find_batch(segment, begin))) << bit;
    byte = static_cast<char>(byte ^ 1 << bit % 8);
  }
}

TEST(ABatch, PassesNowhereElse) {
  const std::string segment = segment_of({1, 2});
  const auto passes = [&](const std::string& bytes, const BatchPlace& place) {
    return std::holds_alternative<WholeBatch>(find_batch(bytes, place));
  };
  ASSERT_TRUE(passes(segment, begin));
  BatchPlace other_life = begin;
  other_life.life += 1;
  EXPECT_FALSE(passes(segment, other_life)) << "of an earlier life of the file";
  BatchPlace other_history = begin;
  other_history.chain += 1;
  EXPECT_FALSE(passes(segment, other_history)) << "behind another batch";
  std::string moved = empty_segment();
  moved.replace(2 * sector_size, sector_size, segment, sector_size, sector_size);
  BatchPlace elsewhere = begin;
  elsewhere.offset += sector_size;
  EXPECT_FALSE(passes(moved, elsewhere)) << "written to the wrong place";
}

// The second batch was written behind the first. The first is torn and written anew as another;
// what stands behind it must not become part of the log again. That is what the chain is for.
TEST(AnOldTail, DoesNotPassBehindAnotherBatch) {
  std::string segment = segment_of({1, 1});
  const SealedBatch other = seal("another batch", begin);
  segment.replace(begin.offset, other.bytes.size(), other.bytes);
  const BatchPlace behind{.life = 77, .offset = 2 * sector_size, .chain = other.chain};
  EXPECT_TRUE(std::holds_alternative<DamagedBatch>(find_batch(segment, behind)));

  // With the same chain for all batches it would have passed.
  std::string unchained = empty_segment();
  const BatchPlace second{.life = 77, .offset = 2 * sector_size, .chain = begin.chain};
  unchained.replace(begin.offset, other.bytes.size(), other.bytes);
  const SealedBatch old = seal("an old tail", second);
  unchained.replace(second.offset, old.bytes.size(), old.bytes);
  EXPECT_TRUE(std::holds_alternative<WholeBatch>(find_batch(unchained, second)));
}

TEST(ABatch, IsNoneThatDoesNotFitIntoItsSegment) {
  const std::string segment = segment_of({4}).substr(0, 4 * sector_size);
  EXPECT_TRUE(std::holds_alternative<DamagedBatch>(find_batch(segment, begin)));
}

}  // namespace
}  // namespace raft::storage
