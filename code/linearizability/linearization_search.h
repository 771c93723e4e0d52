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
/// Four rules more keep the search short. None loses a linearization if there is one:
/// - An operation that fits and changes nothing takes effect at once; there is nothing to try.
/// - A value that nobody reads any more may go. If a put may come next, and all who read its value
///   as well, then it and they come next.
/// - A value that somebody must still read, and nobody can write again, must not be overwritten;
/// and
///   where clients append, what is there must be its beginning (linearizability/key_descent.h).
/// - Values that nobody will read are as good as each other, and are remembered as one.

#include <cstdint>
#include <span>
#include <vector>

#include "linearizability/configurations.h"
#include "linearizability/key_descent.h"
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
  /// `limit` operations have been tried, with those of earlier calls: a search that was ended at
  /// its limit goes on where it stopped. In the worst case exponential in the operations that
  /// overlap; linear where each value is written once and only put and get are used.
  Verdict run(std::uint64_t limit);

  /// How many operations were tried.
  std::uint64_t steps() const { return steps_; }
  /// How many configurations are remembered.
  std::uint64_t configurations() const { return seen_.size(); }
  /// What these take, in bytes.
  std::size_t bytes_remembered() const { return seen_.bytes(); }

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
    Place first_return = 0;
    bool forced = false;  // nothing else need be tried in its place
  };

  void arrange();
  void lift(std::uint32_t operation);
  void put_back(std::uint32_t operation);
  void put_ahead(std::uint32_t operation);
  void take_from_ahead(std::uint32_t operation);
  bool is_done_at(Place place) const { return place != end_ && is_done_[list_[place].operation]; }

  bool advance();
  bool try_from(Place place);
  bool step_back();
  void take_effect(std::uint32_t operation, KeyState after, bool forced);
  Place undo();
  bool fits(std::uint32_t operation, KeyState& after);
  bool is_idle(std::uint32_t operation) const;
  bool is_unread(std::uint32_t operation) const;
  bool something_must_go() const;
  bool loses_a_value(KeyState before);
  bool leads_nowhere(KeyState value);
  bool is_new();

  bool force_one();
  bool force_a_put_that_leads_nowhere();
  bool changes_nothing(std::uint32_t operation) const;
  bool nobody_waits_for_the_value() const;
  bool force_a_complete_value();
  bool is_complete(std::uint32_t operation) const;
  void remember_longest();

  KeyValueModel& model_;
  std::span<const ModelOperation> operations_;
  Rules rules_;
  KeyInterest interest_;
  KeyDescent descent_;

  std::vector<Link> list_;
  std::vector<Places> places_;
  Place end_ = 0;

  KeyState state_ = KeyValueModel::none;
  std::size_t missing_ = 0;  // operations that returned and have not taken effect
  std::vector<Frame> frames_;
  Place first_return_ = 0;     // of those that have not taken effect
  std::vector<bool> is_done_;  // of each operation: it has taken effect
  std::vector<Place> ahead_;   // the calls, in order, of those that have and return behind that
  Place cursor_ = 0;           // what to try next; 0: nothing has been tried here yet

  Configurations seen_;
  std::vector<Place> noticed_;  // of ahead_, while one is remembered
  std::vector<TextNumber> reading_;
  std::uint64_t steps_ = 0;

  bool remembered_ = false;
  std::vector<std::uint32_t> longest_;
  std::vector<std::uint32_t> longest_next_;
  KeyState longest_state_ = KeyValueModel::none;
};

}  // namespace raft
