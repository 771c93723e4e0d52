#pragma once
/// @file
/// Chapter 6: is what the clients saw what they could have seen of one server that does one thing
/// at a time? A history is *linearizable* (Herlihy and Wing 1990) if each operation can be thought
/// to take effect at one moment between its call and its return. It is what Raft promises to its
/// clients: paper section 8, dissertation section 6.3.
///
/// A history is linearizable if what each key saw is (Herlihy and Wing's locality; Horn and
/// Kroening, "Faster linearizability checking via P-compositionality", 2015), so each key has a
/// search of its own (linearizability/linearization_search.h). They take turns.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "clients/history.h"
#include "linearizability/impossible_window.h"
#include "linearizability/key_operation.h"
#include "linearizability/linearization_search.h"

namespace raft {

/// A key of which it is not known whether it is linearizable, and what makes it hard.
struct UndecidedKey {
  std::string key = {};
  std::uint64_t operations = 0;
  std::uint64_t most_at_once = 0;  ///< under way at one moment, those of unknown outcome included
  std::uint64_t unknown_outcomes = 0;
};

/// What a search found.
struct Linearizability {
  Verdict verdict = Verdict::linearizable;
  std::uint64_t operations = 0;
  std::uint64_t unknown_outcomes = 0;  ///< how many of these
  std::uint64_t keys = 0;
  std::uint64_t clients = 0;
  std::uint64_t steps = 0;                      ///< operations tried
  std::uint64_t configurations = 0;             ///< states of the search remembered
  std::size_t most_bytes = 0;                   ///< that these took at one moment
  std::optional<ImpossibleWindow> window = {};  ///< if it is not linearizable
  std::vector<UndecidedKey> undecided = {};     ///< if that is unknown: at least one
};

/// How many steps a search may take unless its caller says otherwise: seconds, and at some 65 bytes
/// a step an eighth of a gigabyte.
inline constexpr std::uint64_t usual_search_limit = 2'000'000;

/// Searches for a linearization of each key's operations. Deterministic, and never a guess: the
/// verdict is unknown if `limit` steps do not suffice and no key is known to be impossible.
/// Explaining an impossible history takes at most `limit` steps more.
Linearizability check_linearizability(const std::vector<KeyOperation>& operations,
                                      std::uint64_t limit = usual_search_limit,
                                      ImpossibleWindow::Unit unit = ImpossibleWindow::Unit::bare);

/// The same for what the clients of the stage saw.
Linearizability check_linearizability(const History& history,
                                      std::uint64_t limit = usual_search_limit);

/// One or two sentences for people: the verdict, and the reason if it is bad.
std::string explanation(const Linearizability& found);

}  // namespace raft
