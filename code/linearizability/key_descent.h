#pragma once
/// @file
/// What can still become of a value where clients append to it. The text that somebody read last
/// says how everything that was appended before it stands in a row, so most orders need not be
/// tried: a value that is not the beginning of a text that must still be read, and that nobody
/// begins anew, leads nowhere.

#include <cstdint>
#include <limits>
#include <set>
#include <span>
#include <string_view>
#include <vector>

#include "linearizability/key_footprint.h"
#include "linearizability/key_value_model.h"

namespace raft {

/// Which texts somebody will read, of the operations that have not been executed yet, and which of
/// them can only come from the value that there is.
///
/// A text can come from the value that is its beginning, and from a write that has not been
/// executed and writes its beginning; a key without a value begins every text.
class KeyDescent {
 public:
  /// `model` and `interest` must outlive it. O(n log n) for n operations.
  KeyDescent(const KeyValueModel& model, const KeyInterest& interest,
             std::span<const ModelOperation> operations);

  /// Something is appended, and of all other writes it can be told what they write.
  bool applies() const { return applies_; }
  /// Besides, what is read can be told of everybody, and nobody only avoids a text. Then values for
  /// which nobody waits are as good as each other.
  bool all_is_known() const { return all_is_known_; }

  /// To be called after the interest in an operation's texts has changed.
  void refresh(std::size_t operation);

  /// Whether somebody who returned needs a text that can no longer come about if this is the value.
  bool strands(KeyState value);
  /// Whether somebody may still read this value, or what appends make of it.
  bool is_awaited(KeyState value);

 private:
  using Rank = std::uint32_t;  // of a text that is read, in alphabetical order
  static constexpr Rank nowhere = std::numeric_limits<Rank>::max();
  struct Range {  // of the texts with one beginning
    Rank first = nowhere;
    Rank behind = 0;
  };
  struct Reader {
    TextNumber text = 0;
    std::uint32_t sources = 0;  // different texts that begin it and will be written
  };

  Range range_of(KeyState value);
  Range range_of_writer(TextNumber text);
  Range range_within(Range range, std::size_t offset, std::string_view piece) const;
  void bind(Rank rank);

  const KeyValueModel& model_;
  const KeyInterest& interest_;
  bool applies_ = false;
  bool all_is_known_ = false;
  std::vector<Reader> readers_;        // in alphabetical order
  std::vector<Rank> rank_of_;          // of a text by its number; nowhere: nobody reads it
  std::vector<bool> will_be_written_;  // of a text by its number
  std::vector<Range> ranges_;          // of a value by its number, where it is known
  std::set<Rank> awaited_;             // what anybody may read
  std::set<Rank> bound_;  // what must be read, and can only come from the value that there is
};

}  // namespace raft
