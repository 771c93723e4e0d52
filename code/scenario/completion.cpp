#include "scenario/completion.h"

#include <algorithm>
#include <optional>

#include "scenario/casting.h"
#include "scenario/scenario_words.h"
#include "trace/message_kind.h"

namespace raft {
namespace {

// The words in small letters of a synopsis that are written as they are, and the message names
// where MESSAGE stands.
void collect_words(std::string_view synopsis, std::vector<std::string>& words) {
  std::string word;
  const auto finish = [&] {
    if (word == "MESSAGE") {
      words.insert(words.end(), message_names.begin(), message_names.end());
    }
    if (!word.empty() && word[0] >= 'a' && word[0] <= 'z' && word.size() > 1) words.push_back(word);
    if (std::ranges::find(message_names, word) != message_names.end()) words.push_back(word);
    word.clear();
  };
  for (const char c : synopsis) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    const bool digit = c >= '0' && c <= '9';  // of 1st, which is no word to complete
    if (letter || digit)
      word += c;
    else
      finish();
  }
  finish();
}

std::string_view first_word(std::string_view line) {
  const std::size_t begin = std::min(line.find_first_not_of(" \t"), line.size());
  const std::size_t end = std::min(line.find_first_of(" \t", begin), line.size());
  return line.substr(begin, end - begin);
}

// What stands behind the first word and at least one blank; nothing without them.
std::optional<std::string_view> behind_first_word(std::string_view line) {
  const std::string_view word = first_word(line);
  line.remove_prefix(line.find(word) + word.size());
  if (line.empty()) return std::nullopt;
  return line.substr(std::min(line.find_first_not_of(" \t"), line.size()));
}

// The statement behind `try`, or behind `sometimes` and its percentage; nothing if the line does
// not begin so.
std::optional<std::string_view> inner_statement(std::string_view line) {
  if (first_word(line) == "try") return behind_first_word(line);
  if (first_word(line) != "sometimes") return std::nullopt;
  const auto percentage = behind_first_word(line);
  return percentage ? behind_first_word(*percentage) : std::nullopt;
}

bool speaks_of_servers(const ScenarioWord& word) {
  return word.name == "expect" || word.name == "run" ||
         word.synopsis.find("SERVER") != std::string_view::npos ||
         word.synopsis.find("FROM") != std::string_view::npos;
}

}  // namespace

std::vector<std::string> complete_scenario_line(std::string_view line, ServerSet servers,
                                                std::span<const std::string> called) {
  if (const auto inner = inner_statement(line)) {
    return complete_scenario_line(*inner, servers, called);
  }
  const std::size_t blank = line.find_last_of(" \t>");
  const std::string_view begun = blank == std::string_view::npos ? line : line.substr(blank + 1);
  const std::string_view verb = first_word(line);
  std::vector<std::string> words;
  if (verb.size() == line.size() - std::min(line.find_first_not_of(" \t"), line.size())) {
    for (const ScenarioWord& word : scenario_verbs()) words.emplace_back(word.name);
  } else if (const ScenarioWord* known = find_scenario_verb(verb)) {
    collect_words(known->synopsis, words);
    if (verb == "expect" || verb == "run") {
      for (const ScenarioWord& word : scenario_expectations()) collect_words(word.synopsis, words);
    }
    for (const ServerId server : servers) words.push_back(to_string(server));
    if (speaks_of_servers(*known)) {
      words.insert(words.end(), role_words.begin(), role_words.end());
      words.insert(words.end(), called.begin(), called.end());
    }
  }
  std::erase_if(words, [&](const std::string& word) {
    return !word.starts_with(begun) || (word == verb && blank != std::string_view::npos);
  });
  std::ranges::sort(words);
  const auto repeated = std::ranges::unique(words);
  words.erase(repeated.begin(), repeated.end());
  return words;
}

}  // namespace raft
