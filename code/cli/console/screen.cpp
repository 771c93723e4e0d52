#include "cli/console/screen.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>

#include "text/readable.h"

namespace raft {
namespace {

constexpr unsigned narrowest = 40;
constexpr unsigned widest = 200;

std::string_view environment(const char* name) {
  const char* value = std::getenv(name);
  return value ? value : "";
}

unsigned width_of_terminal() {
  winsize size{};
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) return size.ws_col;
  return 0;
}

std::string styled(const Screen& screen, std::string_view code, std::string_view text) {
  if (!screen.colour || text.empty()) return std::string(text);
  return "\x1b[" + std::string(code) + "m" + std::string(text) + "\x1b[0m";
}

}  // namespace

Screen standard_output(ColourChoice choice) {
  Screen screen;
  screen.terminal = isatty(STDOUT_FILENO) == 1;
  unsigned width = screen.terminal ? width_of_terminal() : 0;
  if (width == 0)
    width = static_cast<unsigned>(std::atoi(std::string(environment("COLUMNS")).c_str()));
  screen.width = width == 0 ? 80 : std::clamp(width, narrowest, widest);
  const bool capable =
      screen.terminal && environment("TERM") != "dumb" && !environment("TERM").empty();
  const bool wanted = environment("NO_COLOR").empty();
  screen.colour =
      choice == ColourChoice::always || (choice == ColourChoice::automatic && capable && wanted);
  return screen;
}

std::string fitted(const Screen& screen, std::string_view text, std::size_t hanging) {
  std::string page;
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
    const std::size_t indent = std::min(line.find_first_not_of(' '), line.size());
    std::size_t further = indent;
    for (const std::string& part : wrapped(line.substr(indent), screen.width - indent - hanging)) {
      page += std::string(further, ' ') + part + "\n";
      further = indent + hanging;
    }
    if (line.empty()) page += "\n";
  }
  return page;
}

std::string hanging(std::string_view front, std::size_t indent, std::string_view text,
                    std::size_t width) {
  std::string page;
  for (const std::string& line : wrapped(text, width - indent)) {
    page += (page.empty() ? std::string(front) : std::string(indent, ' ')) + line + "\n";
  }
  return page;
}

std::string bold(const Screen& screen, std::string_view text) { return styled(screen, "1", text); }
std::string dim(const Screen& screen, std::string_view text) { return styled(screen, "2", text); }
std::string green(const Screen& screen, std::string_view text) {
  return styled(screen, "32", text);
}
std::string red(const Screen& screen, std::string_view text) { return styled(screen, "31", text); }

}  // namespace raft
