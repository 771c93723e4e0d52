#include "cli/console/line_reader.h"

#include <signal.h>
#include <stdio.h>
#include <unistd.h>

// readline's header wants stdio's before it.
#include <readline/history.h>
#include <readline/readline.h>

#include <cstdlib>
#include <cstring>
#include <iostream>
#include <memory>
#include <utility>

namespace raft {
namespace {

// readline is a library of functions without an object to speak of, so this is global.
LineReader::Complete complete_line;
std::vector<std::string> candidates;

char* next_candidate(const char*, int which) {
  const auto at = static_cast<std::size_t>(which);
  return at < candidates.size() ? strdup(candidates[at].c_str()) : nullptr;
}

char** complete_word(const char* word, int, int end) {
  rl_attempted_completion_over = 1;  // never file names
  rl_completion_suppress_append = 0;
  candidates = complete_line(std::string(rl_line_buffer, static_cast<std::size_t>(end)));
  return rl_completion_matches(word, next_candidate);
}

void ignore_interrupt(int) {}

// readline has noticed a signal.
int throw_away_line() {
  std::fputs("\n", rl_outstream);
  rl_replace_line("", 0);
  rl_on_new_line();
  rl_redisplay();
  return 0;
}

// While it lives, an interrupt does not end the program.
class Uninterrupted {
 public:
  Uninterrupted() {
    struct sigaction ignoring {};
    ignoring.sa_handler = ignore_interrupt;
    sigaction(SIGINT, &ignoring, &before_);
  }
  ~Uninterrupted() { sigaction(SIGINT, &before_, nullptr); }
  Uninterrupted(const Uninterrupted&) = delete;
  Uninterrupted& operator=(const Uninterrupted&) = delete;

 private:
  struct sigaction before_ {};
};

}  // namespace

LineReader::LineReader(std::string prompt, Complete complete)
    : prompt_(std::move(prompt)), interactive_(isatty(STDIN_FILENO) == 1) {
  complete_line = std::move(complete);
  if (!interactive_) return;
  rl_readline_name = "raft";
  rl_attempted_completion_function = complete_word;
  rl_completer_word_break_characters = " ";
  rl_signal_event_hook = throw_away_line;
  rl_variable_bind("echo-control-characters", "off");
  rl_outstream = isatty(STDOUT_FILENO) == 1 ? stdout : stderr;
}

LineReader::~LineReader() { complete_line = nullptr; }

std::optional<std::string> LineReader::typed() {
  const Uninterrupted uninterrupted;
  const std::unique_ptr<char, void (*)(void*)> line(readline(prompt_.c_str()), std::free);
  if (!line) return std::nullopt;
  if (*line) add_history(line.get());
  return std::string(line.get());
}

std::optional<std::string> LineReader::next() {
  if (interactive_) {
    std::fflush(stdout);
    auto line = typed();
    if (!line) std::fputs("\n", stdout);
    return line;
  }
  std::string line;
  if (!std::getline(std::cin, line)) return std::nullopt;
  if (!line.empty() && line.back() == '\r') line.pop_back();
  return line;
}

}  // namespace raft
