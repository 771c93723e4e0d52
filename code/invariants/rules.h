#pragma once
/// @file
/// What each rule says that can be left out of a node, in one sentence: the sentence of its own
/// header, for reports and lists.

#include <string_view>

namespace raft {

/// The sentence of the rule of this name, as in NodeType::without; "" if there is no such rule.
std::string_view rule_text(std::string_view rule);

}  // namespace raft
