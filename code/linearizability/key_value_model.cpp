#include "linearizability/key_value_model.h"

#include <algorithm>

#include "background/key_value_store.h"

namespace raft {
namespace {

// The hash of a text is a polynomial of its bytes, so that the hash of two texts behind each other
// follows from theirs. It may be as weak as it is, because equal hashes prove nothing here.
constexpr std::uint64_t base = 0x9fb2'1c65'1e98'df25u;

std::uint64_t hash_of(std::string_view text) {
  std::uint64_t hash = 0;
  for (const char c : text) hash = hash * base + static_cast<unsigned char>(c) + 1;
  return hash;
}

std::uint64_t hash_of(std::uint64_t front, std::uint64_t back, std::uint32_t length_of_back) {
  for (std::uint64_t power = base; length_of_back > 0; length_of_back >>= 1, power *= power) {
    if (length_of_back & 1) front *= power;
  }
  return front + back;
}

std::size_t slot_of(std::uint64_t hash) { return hash ^ (hash >> 32); }

}  // namespace

KeyValueModel::KeyValueModel() : texts_(1), slots_(64), written_(1) {
  nothing_ = number_of("nothing");
  ok_ = number_of("ok");
  failed_ = number_of("failed");
}

std::string KeyValueModel::text(TextNumber number) const {
  std::vector<std::string_view> pieces;
  for (; texts_[number].written == 0 && number != 0; number = texts_[number].front) {
    pieces.push_back(written(texts_[number].back));
  }
  std::string all(written(number));
  for (auto piece = pieces.rbegin(); piece != pieces.rend(); ++piece) all += *piece;
  return all;
}

// The text stays where it is for as long as the model lives.
TextNumber KeyValueModel::number_of(std::string_view text) {
  written_.push_back(text);
  const TextNumber number = intern({.hash = hash_of(text),
                                    .length = static_cast<std::uint32_t>(text.size()),
                                    .written = static_cast<std::uint32_t>(written_.size() - 1)});
  if (texts_[number].written == 0) {
    texts_[number].written = static_cast<std::uint32_t>(written_.size() - 1);
  } else if (texts_[number].written != written_.size() - 1) {
    written_.pop_back();
  }
  return number;
}

TextNumber KeyValueModel::keep(std::string text) {
  own_.push_back(std::move(text));
  const TextNumber number = number_of(own_.back());
  if (written(number).data() != own_.back().data()) own_.pop_back();
  return number;
}

KeyState KeyValueModel::join(KeyState front, TextNumber back) {
  if (front == none || texts_[front].length == 0) return back;
  if (texts_[back].length == 0) return front;
  return intern({.hash = hash_of(texts_[front].hash, texts_[back].hash, texts_[back].length),
                 .length = texts_[front].length + texts_[back].length,
                 .front = front,
                 .back = back});
}

// The number of a text, old or new. Where a text was known only as a whole and is now put together,
// it is remembered how: the next time, that is seen at once.
TextNumber KeyValueModel::intern(const Text& text) {
  const std::size_t mask = slots_.size() - 1;
  std::size_t slot = slot_of(text.hash) & mask;
  for (; slots_[slot] != 0; slot = (slot + 1) & mask) {
    Text& known = texts_[slots_[slot]];
    if (known.hash != text.hash || known.length != text.length || !equal(known, text)) continue;
    if (known.back == 0) known.front = text.front, known.back = text.back;
    return slots_[slot];
  }
  slots_[slot] = static_cast<TextNumber>(texts_.size());
  texts_.push_back(text);
  const TextNumber number = slots_[slot];
  if (texts_.size() * 4 > slots_.size() * 3) grow();
  return number;
}

void KeyValueModel::grow() {
  std::vector<TextNumber> more(slots_.size() * 2);
  const std::size_t mask = more.size() - 1;
  for (TextNumber number = 1; number < texts_.size(); ++number) {
    std::size_t slot = slot_of(texts_[number].hash) & mask;
    while (more[slot] != 0) slot = (slot + 1) & mask;
    more[slot] = number;
  }
  slots_ = std::move(more);
}

// Both have the same length. From their ends, piece by piece.
bool KeyValueModel::equal(const Text& a, const Text& b) const {
  struct Rest {
    Text text;
    std::string_view piece = {};  // of the text, what is still to be compared of its last piece
  };
  const auto next_piece = [&](Rest& rest) {
    const bool whole = rest.text.written != 0;
    rest.piece = whole ? written_[rest.text.written] : written(rest.text.back);
    if (!whole) rest.text = texts_[rest.text.front];
  };
  Rest x{a};
  Rest y{b};
  for (std::size_t left = a.length; left > 0;) {
    if (x.piece.empty() && y.piece.empty() && x.text.back != 0 && x.text.back == y.text.back &&
        x.text.front == y.text.front) {
      return true;
    }
    if (x.piece.empty()) next_piece(x);
    if (y.piece.empty()) next_piece(y);
    const std::size_t both = std::min(x.piece.size(), y.piece.size());
    if (x.piece.substr(x.piece.size() - both) != y.piece.substr(y.piece.size() - both)) {
      return false;
    }
    x.piece.remove_suffix(both);
    y.piece.remove_suffix(both);
    left -= both;
  }
  return true;
}

ModelOperation KeyValueModel::number(const KeyOperation& operation) {
  return {.verb = operation.verb,
          .known = operation.returned.has_value(),
          .value = number_of(operation.value),
          .expected = number_of(operation.expected),
          .result = number_of(operation.result),
          .called = operation.called,
          .returned = operation.returned.value_or(0)};
}

KeyValueModel::Reaction KeyValueModel::react(KeyState state, const ModelOperation& operation) {
  switch (operation.verb) {
    case Verb::get:
      return {state, seen(state)};
    case Verb::put:
      return {operation.value, ok_};
    case Verb::append:
      return {join(state, operation.value), ok_};
    case Verb::cas:
      if (seen(state) != operation.expected) return {state, failed_};
      return {operation.value, ok_};
    case Verb::del:
      return {none, state == none ? nothing_ : ok_};
    case Verb::add:
      return add(state, operation);
    case Verb::nonsense:
      break;
  }
  return {state, keep(KeyValueStore().apply(text(operation.value)))};
}

// Additions have more rules than one wants to write twice, so the store itself adds.
KeyValueModel::Reaction KeyValueModel::add(KeyState state, const ModelOperation& operation) {
  KeyValueStore store;
  // What the store would not take as a value, such as two words, is no number either.
  const bool taken = state == none || store.apply("x=" + text(state)) == "ok";
  if (!taken) store.apply("x=unlike-a-number");
  const std::string answer = store.apply("add x " + text(operation.value));
  const bool error = answer.starts_with("error:");
  const TextNumber heard = keep(answer);
  return {error ? state : heard, heard};
}

}  // namespace raft
