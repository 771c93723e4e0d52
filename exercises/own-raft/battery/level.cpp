#include "level.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <fstream>
#include <map>
#include <optional>
#include <sstream>
#include <string_view>

namespace raft {
namespace {

using Path = std::filesystem::path;
using Facts = std::map<std::string, std::string, std::less<>>;

std::string text_in(const Path& file) {
  std::ostringstream text;
  text << std::ifstream(file).rdbuf();
  return text.str();
}

std::string_view trimmed(std::string_view text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  if (text.size() >= 2 && text.starts_with('"') && text.ends_with('"')) {
    text = text.substr(1, text.size() - 2);
  }
  return text;
}

std::optional<Facts> facts_in(const Path& file) {
  Facts facts;
  std::istringstream lines(text_in(file));
  for (std::string line; std::getline(lines, line);) {
    if (line.empty() || line.starts_with('#')) continue;
    const std::size_t equals = line.find('=');
    if (equals == std::string::npos) return std::nullopt;
    const std::string_view said = line;
    facts.emplace(trimmed(said.substr(0, equals)), trimmed(said.substr(equals + 1)));
  }
  return facts;
}

template <class Number>
bool take(const Facts& facts, std::string_view name, Number& number) {
  const auto fact = facts.find(name);
  if (fact == facts.end()) return false;
  const char* const end = fact->second.data() + fact->second.size();
  const auto [stop, error] = std::from_chars(fact->second.data(), end, number);
  return error == std::errc{} && stop == end;
}

std::vector<Path> sorted_files(const Path& folder) {
  std::error_code error;
  std::vector<Path> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
    files.push_back(entry.path());
  }
  std::ranges::sort(files);
  return files;
}

std::expected<Level, std::string> read_level(const Path& folder, const Path& top) {
  const auto facts = facts_in(folder / "level.toml");
  const auto wrong = [&](std::string_view what) {
    return std::unexpected(
        fmt::format("{}/level.toml: {}", folder.lexically_relative(top).generic_string(), what));
  };
  if (!facts) return wrong("a line is not 'name = value'");
  Level level;
  const std::string number = folder.filename().string().substr(0, 2);
  if (!take({{"number", number}}, "number", level.number)) return wrong("its folder has no number");
  if (!take(*facts, "chapter", level.chapter)) return wrong("lacks 'chapter = NUMBER'");
  if (!take(*facts, "points", level.points)) return wrong("lacks 'points = NUMBER'");
  take(*facts, "seeds", level.seeds);
  take(*facts, "campaign", level.campaign);
  take(*facts, "percent_of_the_books", level.percent_of_the_books);
  if (!facts->contains("title") || !facts->contains("demands")) {
    return wrong("lacks 'title' or 'demands'");
  }
  level.title = facts->find("title")->second;
  level.demands = facts->find("demands")->second;
  for (const Path& file : sorted_files(folder)) {
    if (file.extension() != ".raft") continue;
    level.scenarios.push_back({file.lexically_relative(top).generic_string(), text_in(file)});
  }
  if (level.scenarios.empty() && level.campaign == 0) return wrong("the level has no scenario");
  return level;
}

}  // namespace

std::expected<std::vector<Level>, std::string> read_levels(const Path& folder, const Path& top) {
  std::vector<Level> levels;
  for (const Path& inside : sorted_files(folder)) {
    if (!std::filesystem::is_directory(inside)) continue;
    auto level = read_level(inside, top);
    if (!level) return std::unexpected(level.error());
    levels.push_back(*std::move(level));
  }
  if (levels.empty()) return std::unexpected(folder.string() + " holds no levels");
  return levels;
}

}  // namespace raft
