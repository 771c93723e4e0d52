#pragma once
/// @file
/// The search for a linearization: an order of the operations on one key in which each takes effect
/// at a moment between its call and its return, and in which a single client would have got the
/// same answers.
///
/// It is the search of Wing and Gong ("Testing and verifying concurrent objects", 1993) as Lowe
/// improved it ("Testing for linearizability", 2017). Calls and returns stand in a linked list in
/// the order of time. An operation whose call stands before the first return may take effect next;
/// if it fits, its call and return are lifted out of the list; if no operation fits, the last one
/// is put back and another is tried. A configuration (which operations have taken effect, and the
/// value that they left) is never searched twice.
///
/// Three rules more keep the search short. None loses a linearization if there is one:
/// - An operation that fits and changes nothing takes effect at once; there is nothing to try.
/// - A value that nobody reads any more may go. If a put may come next, and all who read its value
///   as well, then it and they come next.
/// - A value that somebody must still read, and nobody can write again, must not be overwritten.

#include <cstdint>
#include <span>
#include <unordered_set>
#include <vector>

#include "linearizability/key_footprint.h"
#include "linearizability/key_value_model.h"

namespace raft {

/// What is known of a history.
enum class Verdict : std::uint8_t {
  linearizable,
  not_linearizable,
  unknown,  ///< the search was ended at its limit
};

/// One search. Times of equal moments overlap: what is called when another operation returns may
/// take effect before that one.
class LinearizationSearch {
 public:
  enum class Rules : std::uint8_t {
    all,
    none,  ///< the search as Lowe describes it: slower, and it shows every step
  };
  /// O(n log n). `model` and `operations` must outlive the search.
  LinearizationSearch(KeyValueModel& model, std::span<const ModelOperation> operations,
                      Rules rules = Rules::all);

  /// Searches until all that returned has taken effect, or nothing can be tried any more, or
  /// `limit` operations have been tried. In the worst case exponential in the operations that
  /// overlap; linear where each value is written once and only put and get are used.
  Verdict run(std::uint64_t limit);

  /// How many operations were tried.
  std::uint64_t steps() const { return steps_; }
  /// How many configurations are remembered.
  std::uint64_t configurations() const { return seen_.size(); }

  /// The operations that take effect one after another: all, if the verdict is good, otherwise the
  /// first longest sequence that was met. Without rules no sequence is longer. As indices.
  const std::vector<std::uint32_t>& longest() const { return longest_; }
  /// The value after them, and the operations that could come next if they fitted.
  KeyState state_after_longest() const { return longest_state_; }
  const std::vector<std::uint32_t>& next_after_longest() const { return longest_next_; }

 private:
  // A call or a return in the list; 0 is the list's beginning and `end_` its end.
  using Place = std::uint32_t;
  struct Link {
    Place before = 0;
    Place after = 0;
    std::uint32_t operation = 0;
    bool is_return = false;
  };
  struct Places {
    Place call = 0;
    Place returned = 0;  // 0: never
  };
  // An operation that has taken effect, and what there was before.
  struct Frame {
    std::uint32_t operation = 0;
    KeyState before = 0;
    bool forced = false;  // nothing else need be tried in its place
    std::vector<std::uint32_t> ahead = {};
  };
  struct Hash {
    std::size_t operator()(const std::vector<std::uint32_t>& words) const;
  };

  void arrange();
  void lift(std::uint32_t operation);
  void put_back(std::uint32_t operation);
  Place first_return() const;

  bool advance();
  bool try_from(Place place);
  bool step_back();
  void take_effect(std::uint32_t operation, KeyState after, bool forced);
  Place undo();
  bool fits(std::uint32_t operation, KeyState& after);
  bool is_idle(std::uint32_t operation) const;
  bool is_unread(std::uint32_t operation) const;
  bool something_must_go() const;
  bool loses_a_value(KeyState before) const;
  bool is_new();

  bool force_one();
  bool changes_nothing(std::uint32_t operation) const;
  bool nobody_waits_for_the_value() const;
  bool force_a_complete_value();
  bool is_complete(std::uint32_t operation) const;
  void remember_longest();

  KeyValueModel& model_;
  std::span<const ModelOperation> operations_;
  Rules rules_;
  KeyInterest interest_;

  std::vector<Link> list_;
  std::vector<Places> places_;
  Place end_ = 0;

  KeyState state_ = KeyValueModel::none;
  std::size_t missing_ = 0;    // operations that returned and have not taken effect
  std::vector<Frame> frames_;  // the first depth_ of them are in use
  std::size_t depth_ = 0;
  std::vector<std::uint32_t> ahead_;  // have taken effect, and return behind the first return
  Place cursor_ = 0;                  // what to try next; 0: nothing has been tried here yet

  std::unordered_set<std::vector<std::uint32_t>, Hash> seen_;
  std::vector<std::uint32_t> key_;
  std::vector<TextNumber> reading_;
  std::uint64_t steps_ = 0;

  bool remembered_ = false;
  std::vector<std::uint32_t> longest_;
  std::vector<std::uint32_t> longest_next_;
  KeyState longest_state_ = KeyValueModel::none;
};

}  // namespace raft
