/// @file
/// How fast histories are judged: good ones, and the same with one read that nobody could have
/// made, which have to be searched to their end and then explained.
///
/// The histories are made by running clients on one store under virtual time: each operation takes
/// effect at a moment between its call and its return.

#include <benchmark/benchmark.h>

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "background/key_value_store.h"
#include "core/ensure.h"
#include "core/random.h"
#include "linearizability/linearizability.h"

namespace raft::bench {
namespace {

struct Load {
  std::uint32_t clients = 10;
  std::size_t operations = 1000;
  std::uint64_t keys = 5;
  bool swaps = false;   // a fifth of the operations is a cas
  bool unknown = true;  // one write in fifty never returns
};

constexpr std::int64_t longest_call = 100;

std::string next_command(Random& random, const Load& load, std::map<std::string, std::string>& seen,
                         std::size_t number) {
  const std::string key = "k" + std::to_string(random.between(0, load.keys - 1));
  const std::uint64_t dice = random.between(0, 99);
  if (dice < 50) return "get " + key;
  const std::string value = std::to_string(number);
  if (!load.swaps || dice < 80) return key + "=" + value;
  const auto guess = seen.find(key);
  return "cas " + key + " " + (guess == seen.end() ? "nothing" : guess->second) + " " + value;
}

// Every client calls again soon after it got its answer; the calls take effect in the order of
// moments drawn between their calls and returns.
std::vector<KeyOperation> good_history(const Load& load) {
  Random random(7);
  std::vector<KeyOperation> operations;
  std::vector<std::pair<std::int64_t, std::size_t>> effects;
  std::vector<std::int64_t> free_at(load.clients, 0);
  std::map<std::string, std::string> seen;
  while (operations.size() < load.operations) {
    const auto client =
        static_cast<std::size_t>(std::ranges::min_element(free_at) - free_at.begin());
    KeyOperation operation = parse_command(next_command(random, load, seen, operations.size()));
    operation.client = static_cast<std::uint32_t>(client);
    operation.called = free_at[client] + static_cast<std::int64_t>(random.between(1, 20));
    const auto length = static_cast<std::int64_t>(random.between(2, longest_call));
    operation.returned = operation.called + length;
    free_at[client] = *operation.returned;
    const auto wait =
        static_cast<std::int64_t>(random.between(1, static_cast<std::uint64_t>(length) - 1));
    effects.emplace_back(operation.called + wait, operations.size());
    if (operation.verb == Verb::put) seen[operation.key] = operation.value;
    operations.push_back(std::move(operation));
  }
  std::ranges::sort(effects);
  KeyValueStore store;
  for (const auto& [at, place] : effects) {
    operations[place].result = store.apply(command_of(operations[place]));
  }
  for (KeyOperation& operation : operations) {
    if (!load.unknown || operation.verb == Verb::get || !random.happens(20'000)) continue;
    operation.returned.reset();
  }
  return operations;
}

// Late in the history somebody reads what was overwritten long before.
std::vector<KeyOperation> bad_history(const Load& load) {
  std::vector<KeyOperation> operations = good_history(load);
  for (std::size_t late = operations.size() * 9 / 10; late < operations.size(); ++late) {
    KeyOperation& reader = operations[late];
    if (reader.verb != Verb::get) continue;
    for (std::size_t i = late - late / 10; i-- > 0;) {
      const KeyOperation& writer = operations[i];
      if (writer.verb != Verb::put || writer.key != reader.key || !writer.returned) continue;
      reader.result = writer.value;
      return operations;
    }
  }
  return operations;
}

void judge(benchmark::State& state, const std::vector<KeyOperation>& history, Verdict expected) {
  Linearizability found;
  for (auto _ : state) found = check_linearizability(history);
  ensure(found.verdict == expected, "the verdict that the history was made for");
  state.counters["steps"] = static_cast<double>(found.steps);
  state.counters["remembered"] = static_cast<double>(found.configurations);
  if (found.window) {
    state.counters["window"] = static_cast<double>(found.window->operations.size());
  }
}

Load load_of(const benchmark::State& state) {
  return {.clients = static_cast<std::uint32_t>(state.range(0)),
          .operations = static_cast<std::size_t>(state.range(1)),
          .keys = static_cast<std::uint64_t>(state.range(2)),
          .swaps = state.range(3) != 0};
}

void good(benchmark::State& state) {
  judge(state, good_history(load_of(state)), Verdict::linearizable);
}
void bad(benchmark::State& state) {
  judge(state, bad_history(load_of(state)), Verdict::not_linearizable);
}

void sizes(benchmark::internal::Benchmark* bench) {
  bench->ArgNames({"clients", "operations", "keys", "cas"})->Unit(benchmark::kMillisecond);
  for (const int clients : {10, 30, 50}) {
    for (const int operations : {1'000, 5'000, 20'000}) bench->Args({clients, operations, 5, 0});
    bench->Args({clients, 5'000, 1, 0});
    bench->Args({clients, 5'000, 5, 1});
  }
}
BENCHMARK(good)->Name("linearizability/good")->Apply(sizes);
BENCHMARK(bad)->Name("linearizability/bad")->Apply(sizes);

}  // namespace
}  // namespace raft::bench
