#include "cli/console/written_over.h"

#include <fmt/format.h>

#include "text/readable.h"

namespace raft {

void WrittenOver::write(const std::string& text) {
  if (!screen_.terminal) return;
  fmt::print(out_, "\r\x1b[K{}", shortened(text, screen_.width - 1));
  std::fflush(out_);
  stands_ = !text.empty();
}

void WrittenOver::write_if_due(const std::string& text) {
  const auto now = Clock::now();
  if (now - written_ < std::chrono::milliseconds(100)) return;
  written_ = now;
  write(text);
}

void WrittenOver::clear() {
  if (stands_) write("");
}

}  // namespace raft
