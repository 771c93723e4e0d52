// What was promised is remembered, whenever the power fails: random saves, a failure between any
// two operations, and again, and again. And every rule that this rests on, broken once.

#include <gtest/gtest.h>

#include "storage/driver.h"

namespace raft::storage {
namespace {

Entry drawn_entry(Random& random, std::uint64_t term) {
  static const std::uint64_t sizes[] = {0, 3, 30, 300, 700};
  const std::string bytes(sizes[random.between(0, 4)], random.between(0, 1) == 0 ? '\0' : 'x');
  return entry(term, bytes);
}

std::vector<Entry> drawn_entries(Random& random, std::uint64_t term) {
  std::vector<Entry> entries;
  // Now and then more than a segment holds.
  const std::uint64_t count = random.between(0, 19) == 0 ? 20 : random.between(1, 3);
  for (std::uint64_t i = 0; i < count; ++i) entries.push_back(drawn_entry(random, term));
  return entries;
}

Save drawn_save(Random& random, Memory& memory) {
  const Log& log = memory.state.log;
  const std::uint64_t term = memory.state.term_and_vote.current_term.value;
  switch (random.between(0, 9)) {
    case 0:
      return memory.vote(term + 1, std::nullopt);
    case 1:
      return memory.vote(term + 1, ServerId{static_cast<std::uint8_t>(random.between(1, 64))});
    case 2:
      return memory.replace({random.between(log.first_index().value, log.last_index().value + 1)},
                            {});
    case 3:
      return memory.replace({random.between(log.first_index().value, log.last_index().value + 1)},
                            drawn_entries(random, term));
    case 4:
    case 5:
      return memory.compact({random.between(log.start().value, log.last_index().value)});
    case 6:
      if (random.between(0, 3) != 0) return {};
      // What a log has given up stays as it was; at its end a snapshot may conflict.
      return memory.install(
          {.term = {term},
           .index = {log.last_index().value + random.between(log.empty() ? 1 : 0, 5)}});
    default:
      return memory.append(drawn_entries(random, term));
  }
}

struct Ending {
  testing::AssertionResult well = testing::AssertionSuccess();
  std::uint64_t crashes = 0;
  std::uint64_t torn = 0;
  std::uint64_t lost = 0;  // saves that nobody had promised
};

// A life of a server with many power failures.
Ending live(std::uint64_t seed, const std::function<void(Server&)>& broken = {}) {
  Random random(seed);
  Server server(small_segments(random.between(2, 24)));
  if (broken) broken(server);
  Ending ending;
  for (int start = 0; start < 6; ++start) {
    const std::uint64_t steps = random.between(0, random.between(0, 3) == 0 ? 5 : 120);
    for (std::uint64_t i = 0; i < steps; ++i) {
      if (random.between(0, 3) == 0) {
        server.save(drawn_save(random, server.memory));
      } else {
        server.step();
      }
    }
    if (random.between(0, 1) == 0) {
      while (!server.before_a_sync() && server.step()) {
      }
    }
    const std::uint64_t saves = server.history().size();
    if (!(random.between(0, 4) == 0 ? server.kill() : server.crash(random))) {
      ending.well = testing::AssertionFailure() << to_string(*server.refused());
      return ending;
    }
    ++ending.crashes;
    if (server.torn()) ++ending.torn;
    ending.well = server.goes_on();
    if (!ending.well) return ending;
    ending.lost += saves - server.history().size();
  }
  return ending;
}

TEST(APowerFailure, TakesNothingThatWasPromised) {
  Ending all;
  for (std::uint64_t seed = 1; seed <= 3000; ++seed) {
    const Ending ending = live(seed);
    ASSERT_TRUE(ending.well) << "seed " << seed;
    all.crashes += ending.crashes;
    all.torn += ending.torn;
    all.lost += ending.lost;
  }
  EXPECT_GT(all.torn, 500u) << "too few batches were torn for this to say much";
  EXPECT_GT(all.lost, 5000u);
}

// How many lives of three hundred end badly if a rule is broken.
int bad_lives(const std::function<void(Server&)>& broken) {
  int bad = 0;
  for (std::uint64_t seed = 1; seed <= 300; ++seed) bad += live(seed, broken).well ? 0 : 1;
  return bad;
}

template <class Work>
const Work* as(const DiskOperation& operation) {
  return std::get_if<Work>(&operation.work);
}

TEST(ARuleBroken, IsSeenWhenBatchesAreNotSynced) {
  EXPECT_GT(bad_lives([](Server& server) {
              server.skip = [](const DiskOperation& operation) {
                const auto* sync = as<Sync>(operation);
                return sync != nullptr && sync->file != unfinished_segment;
              };
            }),
            100);
}

TEST(ARuleBroken, IsSeenWhenNewFilesAreNotSynced) {
  EXPECT_GT(bad_lives([](Server& server) {
              server.skip = [](const DiskOperation& operation) {
                const auto* sync = as<Sync>(operation);
                return sync != nullptr && sync->file == unfinished_segment;
              };
            }),
            100);
}

TEST(ARuleBroken, IsSeenWhenNamesAreNotSynced) {
  EXPECT_GT(bad_lives([](Server& server) {
              server.skip = [](const DiskOperation& operation) {
                return as<SyncDirectory>(operation) != nullptr;
              };
            }),
            100);
}

TEST(ARuleBroken, IsSeenWhenATornTailIsNotOverwritten) {
  EXPECT_GT(bad_lives([](Server& server) {
              server.skip = [](const DiskOperation& operation) {
                const auto* zero = as<Zero>(operation);
                return zero != nullptr && zero->file != unfinished_segment;
              };
            }),
            1);
}

TEST(ARuleBroken, IsSeenWhenAUsedFileIsNotFilledWithZeros) {
  EXPECT_GT(bad_lives([](Server& server) {
              server.skip = [](const DiskOperation& operation) {
                const auto* zero = as<Zero>(operation);
                return zero != nullptr && zero->file == unfinished_segment;
              };
            }),
            20);
}

TEST(ARuleBroken, IsSeenWhenAServerReliesOnWhatItReadBeforeItIsSynced) {
  EXPECT_GT(bad_lives([](Server& server) { server.hasty = true; }), 1);
}

TEST(ADiskThatLies, LosesWhatItSaidToHave) {
  EXPECT_GT(bad_lives([](Server& server) { server.disk.trouble.lies = true; }), 100);
}

}  // namespace
}  // namespace raft::storage
