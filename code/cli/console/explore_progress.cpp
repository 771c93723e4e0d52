#include "cli/console/explore_progress.h"

#include <fmt/format.h>

#include <cstdint>
#include <cstdio>
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

void ExploreProgress::clear() const {
  if (screen_.terminal) fmt::print(stderr, "\r{:{}}\r", "", screen_.width - 1);
}

double ExploreProgress::seconds() const {
  return std::chrono::duration<double>(Clock::now() - began_).count();
}

void ExploreProgress::show(const SearchNumbers& numbers, double time) const {
  const std::string line = fmt::format(
      "{} states, {} waiting, depth {}, {}/s, {} MB, {:.0f} s", with_commas(numbers.worlds),
      with_commas(numbers.waiting), numbers.depth,
      with_commas(static_cast<std::uint64_t>(static_cast<double>(numbers.worlds) / time)),
      numbers.bytes >> 20, time);
  if (screen_.terminal) {
    fmt::print(stderr, "\r{:<{}}", line.substr(0, screen_.width - 1), screen_.width - 1);
  } else {
    fmt::print(stderr, "{}\n", line);
  }
  std::fflush(stderr);
}

}  // namespace raft
