#include "text/nearest_word.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace raft {
namespace {

// How many letters must be changed, added, left out or swapped to make one word of the other.
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> two_ago(b.size() + 1), last(b.size() + 1), now(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    now[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t differs = a[i - 1] == b[j - 1] ? 0 : 1;
      now[j] = std::min({last[j] + 1, now[j - 1] + 1, last[j - 1] + differs});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        now[j] = std::min(now[j], two_ago[j - 2] + 1);
      }
    }
    two_ago = std::exchange(last, std::exchange(now, two_ago));
  }
  return last[b.size()];
}

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& c : result) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return result;
}

}  // namespace

std::string_view nearest_word(std::string_view word, std::span<const std::string_view> words) {
  constexpr std::size_t longest = 40;
  if (word.size() > longest) return "";
  std::size_t best = word.size() <= 3 ? 2 : 3;  // one more than is forgiven
  std::string_view nearest;
  for (const std::string_view candidate : words) {
    const std::size_t wrong = distance(lower(word), lower(candidate));
    if (wrong >= best) continue;
    best = wrong;
    nearest = candidate;
  }
  return nearest;
}

std::string advice(std::string_view word, std::span<const std::string_view> words,
                   std::string_view otherwise) {
  const std::string_view nearest = nearest_word(word, words);
  return nearest.empty() ? std::string(otherwise) : fmt::format("did you mean '{}'?", nearest);
}

std::string advice(std::string_view word, const std::vector<std::string>& words) {
  const std::vector<std::string_view> views(words.begin(), words.end());
  return advice(word, views, fmt::format("choose from {}", fmt::join(words, ", ")));
}

}  // namespace raft
