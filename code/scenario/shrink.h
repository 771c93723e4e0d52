#pragma once
/// @file
/// The shortest schedule: a run that fails after two hundred lines usually needs ten of them. Lines
/// are left out for as long as the run still fails (delta debugging; Zeller and Hildebrandt 2002).

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

namespace raft {

/// Fewer of `lines`, in their order, that still fail. If the trials suffice, the result is minimal:
/// it does not fail any more if any one of its lines is left out. The same arguments give the same
/// result.
/// @param lines        a schedule that fails
/// @param still_fails  runs a schedule; deterministic. One that makes no sense does not fail
/// @param most_trials  how often still_fails may be called
std::vector<std::string> shrink(
    std::vector<std::string> lines,
    const std::function<bool(const std::vector<std::string>&)>& still_fails,
    std::size_t most_trials = 2000);

}  // namespace raft
