#include "cli/console/explore_progress.h"

#include <fmt/format.h>

#include <cstdint>
#include <string>

#include "cli/console/interrupt.h"
#include "text/counted.h"

namespace raft {

bool ExploreProgress::tell(const SearchNumbers& numbers) {
  const double time = seconds();
  if (time >= next_) {
    show(numbers, time);
    next_ = screen_.terminal ? time + 1 : time * 2;
  }
  return !Interrupt::requested();
}

double ExploreProgress::seconds() const {
  return std::chrono::duration<double>(Clock::now() - began_).count();
}

void ExploreProgress::show(const SearchNumbers& numbers, double time) {
  const std::string line = fmt::format(
      "{} states, {} waiting, depth {}, {}/s, {} MB, {:.0f} s", with_commas(numbers.worlds),
      with_commas(numbers.waiting), numbers.depth,
      with_commas(static_cast<std::uint64_t>(static_cast<double>(numbers.worlds) / time)),
      numbers.bytes >> 20, time);
  if (screen_.terminal) {
    line_.write(line);
  } else {
    fmt::print(stderr, "{}\n", line);
  }
}

}  // namespace raft
