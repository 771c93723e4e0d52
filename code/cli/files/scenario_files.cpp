#include "cli/files/scenario_files.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <system_error>

#include "cli/files/whole_file.h"

namespace raft {
namespace {

namespace fs = std::filesystem;

std::expected<std::vector<std::string>, std::string> find_in(const std::string& folder) {
  std::vector<std::string> found;
  std::error_code error;
  for (fs::recursive_directory_iterator at(folder, error), end; !error && at != end;
       at.increment(error)) {
    if (at->path().extension() == ".raft") found.push_back(at->path().string());
  }
  if (error) return std::unexpected(fmt::format("cannot read '{}': {}", folder, error.message()));
  if (found.empty()) {
    return std::unexpected(fmt::format("there are no scenarios (.raft files) in '{}'", folder));
  }
  std::sort(found.begin(), found.end());
  return found;
}

}  // namespace

std::expected<std::vector<std::string>, std::string> find_scenarios(
    const std::vector<std::string>& paths) {
  std::vector<std::string> files;
  for (const std::string& path : paths) {
    std::error_code error;
    if (path != "-" && !fs::exists(path, error)) {
      return std::unexpected(no_such_file(path));
    }
    if (!fs::is_directory(path, error)) {
      files.push_back(path);
      continue;
    }
    const auto found = find_in(path);
    if (!found) return found;
    files.insert(files.end(), found->begin(), found->end());
  }
  return files;
}

std::expected<Scenario, std::string> read_scenario(const std::string& path) {
  const auto text = read_file(path);
  if (!text) return std::unexpected("raft: " + text.error());
  auto scenario = parse_scenario(*text, path == "-" ? "(standard input)" : path);
  if (scenario) return *std::move(scenario);
  std::string message;
  for (const Diagnostic& error : scenario.error()) {
    message += (message.empty() ? "" : "\n") + error.text();
  }
  return std::unexpected(message);
}

}  // namespace raft
