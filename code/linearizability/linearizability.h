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
#include "linearizability/key_operation.h"
#include "linearizability/linearization_search.h"

namespace raft {

/// Why a key's history is not linearizable: the fewest of its operations that cannot be explained,
/// even if every other one may take effect at any moment after its call, or never.
struct ImpossibleWindow {
  /// How the moments are written.
  enum class Unit : std::uint8_t { bare, microseconds };

  /// An operation that would have to come next, and cannot.
  struct Contradiction {
    std::size_t operation = 0;  ///< its place in `operations`
    std::string reason = {};    ///< a sentence without a full stop
  };

  std::string key = {};
  Unit unit = Unit::bare;
  /// In order of calls; and, so that one can see where they come from, the writes of the values
  /// that they read.
  std::vector<KeyOperation> operations = {};
  /// The places in `operations` of a longest sequence that can be explained, in its order.
  std::vector<std::size_t> explained = {};
  std::string value = {};  ///< what a get would answer after these
  std::vector<Contradiction> next = {};
};

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

/// "34"; or, of 34250 microseconds, "34.2ms".
std::string moment_text(std::int64_t at, ImpossibleWindow::Unit unit);

/// "34..40"; "34.." if it never returned.
std::string interval_text(const KeyOperation& operation, ImpossibleWindow::Unit unit);

}  // namespace raft
