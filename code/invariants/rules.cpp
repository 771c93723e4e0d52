#include "invariants/rules.h"

#include <array>
#include <utility>

namespace raft {
namespace {

constexpr auto sentences = std::to_array<std::pair<std::string_view, std::string_view>>({
    {"ElectionRestriction",
     "A voter denies its vote if its own log is more up-to-date than the candidate's."},
    {"CommitCurrentTermOnly", "A leader counts replicas of its own term's entries only."},
    {"Durability",
     "A vote, a term and an entry are saved before the message leaves that depends on them."},
    {"OneChangeAtATime", "A leader refuses a change of the members while another is under way."},
    {"JointConsensus",
     "While the members change from an old set to a new one, every decision needs a majority of "
     "each."},
    {"CommitBeforeChange",
     "A leader that has committed nothing in its term refuses to change the members."},
});

}  // namespace

std::string_view rule_text(std::string_view rule) {
  for (const auto& [name, sentence] : sentences) {
    if (name == rule) return sentence;
  }
  return "";
}

}  // namespace raft
