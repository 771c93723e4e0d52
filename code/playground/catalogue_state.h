#pragma once
/// @file
/// What there is to choose from, whatever the rehearsal, as JSON for the page. It is always the
/// same bytes.

#include <string>

namespace raft {

/// All that can be chosen and said: the nodes with their parts and rules, the verbs with their
/// forms, and the names of the invariants.
std::string catalogue_state();

/// The bugs that can be let loose, with their stories.
std::string bugs_state();

}  // namespace raft
