/// @file
/// The same work as the benchmarks, but a stated amount of it, so that what it needs can be counted
/// and compared: messages and allocations are printed; a profiler counts the instructions. Neither
/// depends on how busy the machine is.
///
///     counts commit OUTSTANDING BYTES ENTRIES
///     counts idle TICKS

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "bench/allocations.h"
#include "bench/three_servers.h"
#include "membership/raft.h"

namespace raft::bench {
namespace {

// Ends the program here: what it costs to throw the whole cluster away belongs to no entry.
[[noreturn]] void finish(const ThreeServers<Raft>& cluster) {
  std::printf("messages %llu\nallocations %llu\n",
              static_cast<unsigned long long>(cluster.messages()),
              static_cast<unsigned long long>(allocations()));
  std::fflush(stdout);
  std::_Exit(0);
}

int commit(std::uint64_t outstanding, std::uint64_t size, std::uint64_t entries) {
  const std::string bytes(size, 'x');
  std::vector<Command> commands(outstanding);
  ThreeServers<Raft> cluster;
  while (cluster.committed() < entries) {
    for (Command& command : commands) command = Command(bytes);
    cluster.commit(commands);
  }
  if (!cluster.all_applied()) {
    std::fprintf(stderr, "counts: the three servers have not applied all entries\n");
    return 1;
  }
  finish(cluster);
}

int idle(std::uint64_t ticks) {
  ThreeServers<Raft> cluster;
  for (std::uint64_t tick = 0; tick < ticks; ++tick) cluster.tick();
  finish(cluster);
}

int usage() {
  std::fprintf(stderr,
               "usage: counts commit OUTSTANDING BYTES ENTRIES | counts idle TICKS\n"
               "       numbers from 1 up; ENTRIES a multiple of OUTSTANDING\n");
  return 2;
}

}  // namespace
}  // namespace raft::bench

int main(int argc, char** argv) {
  const std::string_view work = argc > 1 ? argv[1] : "";
  const auto number = [&](int place) { return std::strtoull(argv[place], nullptr, 10); };
  if (work == "idle" && argc == 3 && number(2) > 0) return raft::bench::idle(number(2));
  if (work == "commit" && argc == 5 && number(2) > 0 && number(3) > 0 &&
      number(4) % number(2) == 0) {
    return raft::bench::commit(number(2), number(3), number(4));
  }
  return raft::bench::usage();
}
