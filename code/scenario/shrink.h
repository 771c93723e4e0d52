#pragma once
/// @file
/// The shortest schedule: a run that fails after two hundred lines usually needs ten of them. Lines
/// are left out for as long as the run still fails (delta debugging; Zeller and Hildebrandt 2002).

#include <cstddef>
#include <functional>
#include <vector>

namespace raft {

/// Fewer of `places`, in their order, that still fail. If the trials suffice, the result is
/// minimal: it does not fail any more if any one of its places is left out. The same arguments give
/// the same result.
/// @param places       where the lines stand that may be left out of a schedule that fails
/// @param still_fails  runs a schedule with these lines; deterministic. Nonsense does not fail
/// @param most_trials  how often still_fails may be called
std::vector<std::size_t> shrink(
    std::vector<std::size_t> places,
    const std::function<bool(const std::vector<std::size_t>&)>& still_fails,
    std::size_t most_trials = 2000);

}  // namespace raft
