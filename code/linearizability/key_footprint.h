#pragma once
/// @file
/// What an operation needs of the value before it and leaves as the value after it, as far as that
/// can be told without running it. From it a search knows early that it has gone astray: a value
/// that somebody must still read, and that nobody can write any more, must not be overwritten.

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "linearizability/key_value_model.h"

namespace raft {

/// What can be told of one operation. Texts, not states: no value and the value "nothing" look the
/// same to a reader.
struct KeyFootprint {
  std::optional<TextNumber> reads = {};   ///< takes effect only if `get` would answer this
  std::optional<TextNumber> writes = {};  ///< leaves this behind
  bool avoids = false;            ///< takes effect only if `get` would not answer its expected text
  bool reads_otherwise = false;   ///< depends on the value before it in some other way
  bool writes_otherwise = false;  ///< leaves behind what cannot be told
};

/// The footprint of an operation that is executed with the result that it has, if it has one.
KeyFootprint footprint(const KeyValueModel& model, const ModelOperation& operation);

/// Who, of the operations that have not been executed yet, reads and writes each text.
class KeyInterest {
 public:
  KeyInterest(const KeyValueModel& model, std::span<const ModelOperation> operations);

  const KeyFootprint& of(std::size_t operation) const { return footprints_[operation]; }
  /// The operation is executed; or is not, after all.
  void execute(std::size_t operation) { count(operation, -1); }
  void undo(std::size_t operation) { count(operation, 1); }

  /// Every write can be told, so writers() is complete.
  bool writes_are_known() const { return writes_are_known_; }
  /// Every read can be told as well, so readers() is complete but for those that only avoid a text.
  bool reads_are_known() const { return writes_are_known_ && reads_are_known_; }
  /// There are none that only avoid a text, unless it is one that is never there.
  bool all_is_known() const { return reads_are_known() && !something_is_avoided_; }
  /// Operations that returned and that need this text.
  std::uint32_t needs(TextNumber text) const { return at(text).needs; }
  /// All operations that would take effect after this text, those of unknown outcome included.
  std::uint32_t readers(TextNumber text) const { return at(text).readers; }
  std::uint32_t writers(TextNumber text) const { return at(text).writers; }
  /// From the beginning, somebody who returned needs this text, or what another, whose outcome is
  /// unknown, can make of it.
  bool is_wanted(TextNumber text) const { return at(text).wanted; }

  /// An operation that returned what nobody ever writes; none if there is no such operation.
  std::optional<std::size_t> reads_what_nobody_writes(const KeyValueModel& model) const;

 private:
  struct Counts {
    std::uint32_t needs = 0;
    std::uint32_t readers = 0;
    std::uint32_t writers = 0;
    bool wanted = false;
  };
  const Counts& at(TextNumber text) const {
    static constexpr Counts nobody{};
    return text < counts_.size() ? counts_[text] : nobody;
  }
  Counts& grown(TextNumber text);
  void count(std::size_t operation, int by);
  void find_wanted();

  std::vector<KeyFootprint> footprints_;
  std::vector<bool> known_;
  std::vector<Counts> counts_;
  bool writes_are_known_ = true;
  bool reads_are_known_ = true;
  bool something_is_avoided_ = false;
};

}  // namespace raft
