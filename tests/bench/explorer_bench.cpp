/// @file
/// How fast the explorer is, and how much memory a state takes: three servers, two terms.

#include <benchmark/benchmark.h>

#include <cstdint>

#include "core/ensure.h"
#include "explorer/search.h"
#include "simulation/catalogue.h"
#include "simulation/stage.h"

namespace raft::bench {
namespace {

void exhaustive_search(benchmark::State& state, const char* node, const Bounds& bounds) {
  const Stage stage({.node = *find_node_type(node), .record = false});
  SearchNumbers numbers;
  for (auto _ : state) {
    const SearchResult result = Search(begin_at(stage, bounds).value(), std::size_t{1} << 30).run();
    ensure(result.end == SearchEnd::exhausted, "a space without a violation");
    numbers = result.numbers;
  }
  using benchmark::Counter;
  const auto all = static_cast<double>(state.iterations());
  state.counters["states"] = Counter(static_cast<double>(numbers.worlds));
  state.counters["states/s"] = Counter(static_cast<double>(numbers.worlds) * all, Counter::kIsRate);
  state.counters["reached/s"] =
      Counter(static_cast<double>(numbers.reached) * all, Counter::kIsRate);
  state.counters["bytes/state"] =
      Counter(static_cast<double>(numbers.bytes) / static_cast<double>(numbers.worlds));
}

BENCHMARK_CAPTURE(exhaustive_search, safety_two_terms, "safety", Bounds{.terms = 2, .entries = 0})
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(exhaustive_search, raft_one_term_one_crash, "raft",
                  Bounds{.terms = 1, .entries = 0, .crashes = 1})
    ->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace raft::bench
