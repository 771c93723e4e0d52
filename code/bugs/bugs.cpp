#include "bugs/bugs.h"

#include <iterator>

#include "bugs/mutant.h"
#include "text/nearest_word.h"

namespace raft {
namespace {

std::vector<Bug> group_by_group() {
  std::vector<Bug> bugs;
  const auto add = [&](const std::string& group, std::vector<Bug> some) {
    for (Bug& bug : some) bug.group = group;
    bugs.insert(bugs.end(), std::move_iterator(some.begin()), std::move_iterator(some.end()));
  };
  add("votes", bugs_of_votes());
  add("terms", bugs_of_terms());
  add("log_matching", bugs_of_log_matching());
  add("commit", bugs_of_commit());
  add("durability", bugs_of_durability());
  add("membership", bugs_of_membership());
  return bugs;
}

}  // namespace

const std::vector<Bug>& all_bugs() {
  static const std::vector<Bug> bugs = group_by_group();
  return bugs;
}

std::vector<std::string> bug_groups() {
  std::vector<std::string> groups;
  for (const Bug& bug : all_bugs()) {
    if (groups.empty() || groups.back() != bug.group) groups.push_back(bug.group);
  }
  return groups;
}

std::expected<const Bug*, std::string> find_bug(std::string_view name) {
  std::vector<std::string_view> names;
  for (const Bug& bug : all_bugs()) {
    if (bug.name == name) return &bug;
    names.push_back(bug.name);
  }
  return std::unexpected("there is no bug '" + std::string(name) + "'; " +
                         advice(name, names, "'raft bugs' lists them"));
}

}  // namespace raft
