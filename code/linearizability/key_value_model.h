#pragma once
/// @file
/// What one key should do when it is used by one client after another: the *sequential
/// specification* of Herlihy and Wing ("Linearizability: a correctness condition for concurrent
/// objects", 1990). It answers as background/key_value_store.h does. Texts are numbered, so that a
/// search compares numbers.

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "linearizability/key_operation.h"

namespace raft {

/// The value of a key, as a number of its model: 0 if there is none.
using KeyState = std::uint32_t;
/// A text, as a number of its model.
using TextNumber = std::uint32_t;

/// An operation in a model's numbers.
struct ModelOperation {
  Verb verb = Verb::get;
  bool known = true;  ///< whether it returned
  TextNumber value = 0;
  TextNumber expected = 0;
  TextNumber result = 0;
  std::int64_t called = 0;
  std::int64_t returned = 0;  ///< only if it is known
};

/// All values that one key can have, and what an operation makes of each.
///
/// Texts that are equal have one number (they are hash-consed). What an append makes is kept as the
/// number of what was there before and that of the piece behind it: some thirty bytes, however long
/// the text.
class KeyValueModel {
 public:
  static constexpr KeyState none = 0;

  KeyValueModel();
  KeyValueModel(const KeyValueModel&) = delete;
  KeyValueModel& operator=(const KeyValueModel&) = delete;

  /// The operation in numbers. O(length of its texts). The operation must outlive the model, which
  /// looks at its texts.
  ModelOperation number(const KeyOperation& operation);
  ModelOperation number(KeyOperation&&) = delete;

  /// What the key is afterwards and what is answered, if it is `state` before.
  struct Reaction {
    KeyState state = none;
    TextNumber answer = 0;
  };
  Reaction react(KeyState state, const ModelOperation& operation);

  /// The text that `get` answers in this state: the value, or "nothing".
  TextNumber seen(KeyState state) const { return state == none ? nothing_ : state; }
  std::string text(TextNumber number) const;
  std::size_t length(TextNumber number) const { return texts_[number].length; }
  /// A text that stands in an operation, as it stands there; empty of what only an append made.
  std::string_view written(TextNumber number) const { return written_[texts_[number].written]; }
  /// What an append put behind another text, and that text; of other texts both are 0.
  struct Joint {
    TextNumber front = 0;
    TextNumber back = 0;  ///< is written somewhere, and not empty
  };
  Joint joint(TextNumber number) const { return {texts_[number].front, texts_[number].back}; }
  /// One more than the largest number of a text so far.
  std::size_t texts() const { return texts_.size(); }
  /// What it takes, in bytes, without the texts of the operations.
  std::size_t bytes() const {
    return texts_.size() * sizeof(Text) + slots_.size() * sizeof(TextNumber);
  }

  TextNumber nothing() const { return nothing_; }
  TextNumber ok() const { return ok_; }
  TextNumber failed() const { return failed_; }

 private:
  struct Text {
    std::uint64_t hash = 0;
    std::uint32_t length = 0;
    std::uint32_t written = 0;  // its place in written_; 0: nowhere
    TextNumber front = 0;
    TextNumber back = 0;
  };

  TextNumber number_of(std::string_view text);
  TextNumber keep(std::string text);
  KeyState join(KeyState front, TextNumber back);
  TextNumber intern(const Text& text);
  bool equal(const Text& a, const Text& b) const;
  void grow();
  Reaction add(KeyState state, const ModelOperation& operation);

  std::vector<Text> texts_;                // number 0 is no text
  std::vector<TextNumber> slots_;          // of a hash table with open addressing; 0: empty
  std::vector<std::string_view> written_;  // place 0 is no text
  std::deque<std::string> own_;            // what stands in no operation, such as sums
  TextNumber nothing_ = 0;
  TextNumber ok_ = 0;
  TextNumber failed_ = 0;
};

}  // namespace raft
