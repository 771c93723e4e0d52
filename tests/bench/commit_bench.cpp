/// @file
/// What an entry costs: from the client's bytes until three servers in one process have applied it.
/// A closed loop: a number of commands is proposed, and the next ones only when all are done.

#include <benchmark/benchmark.h>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "bench/allocations.h"
#include "bench/three_servers.h"
#include "membership/raft.h"
#include "safety/safe_node.h"

namespace raft::bench {
namespace {

constexpr std::uint64_t longest_log = 100'000;

// A cluster that begins again when its logs are long; the time for that is not counted.
template <class NodeType>
class Renewed {
 public:
  void commit(const std::vector<Command>& commands) { cluster_->commit(commands); }
  bool is_due() const { return cluster_->committed() >= longest_log; }
  void renew() {
    ensure(cluster_->all_applied(), "the three servers to have applied all that was proposed");
    messages_ += cluster_->messages();
    cluster_.emplace();
  }
  std::uint64_t messages() const { return messages_ + cluster_->messages(); }

 private:
  std::optional<ThreeServers<NodeType>> cluster_{std::in_place};
  std::uint64_t messages_ = 0;
};

void make_commands(std::vector<Command>& commands, const std::string& bytes) {
  for (Command& command : commands) command = Command(bytes);
}

template <class NodeType>
void commit(benchmark::State& state) {
  const std::string bytes(static_cast<std::size_t>(state.range(0)), 'x');
  std::vector<Command> commands(static_cast<std::size_t>(state.range(1)));
  Renewed<NodeType> cluster;
  // Once around, so that the memory for the longest log has been touched.
  for (; !cluster.is_due(); cluster.commit(commands)) make_commands(commands, bytes);
  cluster.renew();

  const std::uint64_t messages_before = cluster.messages();
  std::uint64_t allocated = 0;
  std::uint64_t allocations_before = allocations();
  for (auto _ : state) {
    make_commands(commands, bytes);
    cluster.commit(commands);
    if (!cluster.is_due()) continue;
    state.PauseTiming();
    allocated += allocations() - allocations_before;
    cluster.renew();
    allocations_before = allocations();
    state.ResumeTiming();
  }
  allocated += allocations() - allocations_before;

  using benchmark::Counter;
  const auto entries = static_cast<double>(state.iterations() * state.range(1));
  const auto messages = static_cast<double>(cluster.messages() - messages_before);
  state.counters["entries/s"] = Counter(entries, Counter::kIsRate);
  state.counters["time/entry"] = Counter(entries, Counter::kIsRate | Counter::kInvert);
  state.counters["messages/entry"] = messages / entries;
  state.counters["allocations/entry"] = static_cast<double>(allocated) / entries;
}

BENCHMARK_TEMPLATE(commit, Raft)
    ->ArgNames({"bytes", "outstanding"})
    ->ArgsProduct({{16, 256}, {1, 64, 1024}});
BENCHMARK_TEMPLATE(commit, SafeNode)
    ->ArgNames({"bytes", "outstanding"})
    ->ArgsProduct({{16, 256}, {1, 64, 1024}});

}  // namespace
}  // namespace raft::bench
