#include "linearizability/linearization_search.h"

#include <algorithm>
#include <tuple>

namespace raft {

LinearizationSearch::LinearizationSearch(KeyValueModel& model,
                                         std::span<const ModelOperation> operations, Rules rules)
    : model_(model),
      operations_(operations),
      rules_(rules),
      interest_(model, operations),
      descent_(model, interest_, operations) {
  arrange();
}

// ---- the list

void LinearizationSearch::arrange() {
  struct Moment {
    std::int64_t at;
    bool is_return;
    std::uint32_t operation;
    bool operator<(const Moment& other) const {
      return std::tie(at, is_return, operation) <
             std::tie(other.at, other.is_return, other.operation);
    }
  };
  std::vector<Moment> moments;
  for (std::uint32_t i = 0; i < operations_.size(); ++i) {
    const ModelOperation& operation = operations_[i];
    // A read whose answer nobody knows constrains nothing.
    if (!operation.known && operation.verb == Verb::get) continue;
    if (rules_ == Rules::all && is_idle(i)) continue;
    moments.push_back({operation.called, false, i});
    if (!operation.known) continue;
    moments.push_back({operation.returned, true, i});
    ++missing_;
  }
  std::ranges::sort(moments, std::less<>());
  places_.resize(operations_.size());
  list_.resize(moments.size() + 2);
  end_ = static_cast<Place>(moments.size() + 1);
  for (Place place = 1; place <= moments.size(); ++place) {
    const Moment& moment = moments[place - 1];
    list_[place].operation = moment.operation;
    list_[place].is_return = moment.is_return;
    Places& places = places_[moment.operation];
    (moment.is_return ? places.returned : places.call) = place;
  }
  for (Place place = 0; place < end_; ++place) {
    list_[place].after = place + 1;
    list_[place + 1].before = place;
  }
  list_[end_].is_return = true;
  is_done_.resize(operations_.size());
  while (!list_[first_return_].is_return) first_return_ = list_[first_return_].after;
}

void LinearizationSearch::lift(std::uint32_t operation) {
  const auto remove = [&](Place place) {
    list_[list_[place].before].after = list_[place].after;
    list_[list_[place].after].before = list_[place].before;
  };
  remove(places_[operation].call);
  if (places_[operation].returned != 0) remove(places_[operation].returned);
}

// In the opposite order, so that each finds its neighbours as it left them.
void LinearizationSearch::put_back(std::uint32_t operation) {
  const auto insert = [&](Place place) {
    list_[list_[place].before].after = place;
    list_[list_[place].after].before = place;
  };
  if (places_[operation].returned != 0) insert(places_[operation].returned);
  insert(places_[operation].call);
}

void LinearizationSearch::put_ahead(std::uint32_t operation) {
  const Place call = places_[operation].call;
  ahead_.insert(std::ranges::lower_bound(ahead_, call), call);
}

void LinearizationSearch::take_from_ahead(std::uint32_t operation) {
  ahead_.erase(std::ranges::lower_bound(ahead_, places_[operation].call));
}

// ---- the search

Verdict LinearizationSearch::run(std::uint64_t limit) {
  if (rules_ == Rules::all && interest_.reads_what_nobody_writes(model_)) {
    return Verdict::not_linearizable;
  }
  while (missing_ > 0) {
    if (steps_ >= limit) {
      remember_longest();
      return Verdict::unknown;
    }
    if (advance()) continue;
    remember_longest();
    if (!step_back()) return Verdict::not_linearizable;
  }
  remember_longest();
  return Verdict::linearizable;
}

// One more operation takes effect, if one can.
bool LinearizationSearch::advance() {
  if (cursor_ == 0) {
    if (rules_ == Rules::all && force_one()) return true;
    cursor_ = list_[0].after;
  }
  return try_from(cursor_);
}

bool LinearizationSearch::try_from(Place place) {
  for (; !list_[place].is_return; place = list_[place].after) {
    const std::uint32_t operation = list_[place].operation;
    KeyState after = KeyValueModel::none;
    if (!fits(operation, after)) continue;
    const KeyState before = state_;
    take_effect(operation, after, false);
    if (!loses_a_value(before) && is_new()) {
      cursor_ = 0;
      return true;
    }
    undo();
  }
  return false;
}

// Puts back the last operation in whose place another can be tried.
bool LinearizationSearch::step_back() {
  while (!frames_.empty()) {
    const bool forced = frames_.back().forced;
    const Place place = undo();
    if (forced) continue;
    cursor_ = list_[place].after;
    return true;
  }
  return false;
}

void LinearizationSearch::take_effect(std::uint32_t operation, KeyState after, bool forced) {
  ++steps_;
  frames_.push_back({operation, state_, first_return_, forced});
  state_ = after;
  interest_.execute(operation);
  descent_.refresh(operation);
  lift(operation);
  is_done_[operation] = true;
  if (operations_[operation].known) --missing_;
  if (places_[operation].returned != first_return_) return put_ahead(operation);

  // It was the first to return. Those that would have been next and are done are ahead no longer.
  while (!list_[++first_return_].is_return || is_done_at(first_return_)) {
    if (list_[first_return_].is_return) take_from_ahead(list_[first_return_].operation);
  }
}

LinearizationSearch::Place LinearizationSearch::undo() {
  const Frame frame = frames_.back();
  frames_.pop_back();
  const std::uint32_t operation = frame.operation;
  if (first_return_ == frame.first_return) take_from_ahead(operation);
  while (first_return_ != frame.first_return) {
    --first_return_;
    if (list_[first_return_].is_return && first_return_ != frame.first_return) {
      put_ahead(list_[first_return_].operation);
    }
  }
  is_done_[operation] = false;
  put_back(operation);
  interest_.undo(operation);
  descent_.refresh(operation);
  if (operations_[operation].known) ++missing_;
  state_ = frame.before;
  return places_[operation].call;
}

// Whether the operation gets its answer now, and what is there afterwards.
bool LinearizationSearch::fits(std::uint32_t index, KeyState& after) {
  const ModelOperation& operation = operations_[index];
  const auto reaction = model_.react(state_, operation);
  after = reaction.state;
  if (operation.known) return reaction.answer == operation.result;
  if (reaction.state == state_) return false;
  if (rules_ == Rules::all && leads_nowhere(after)) return false;
  return rules_ == Rules::none || !is_unread(index) || something_must_go();
}

// An operation of unknown outcome that nobody could notice may as well never take effect.
bool LinearizationSearch::is_idle(std::uint32_t index) const {
  return interest_.all_is_known() && is_unread(index);
}

// An operation of unknown outcome whose value nobody reads: all it can do is to take another away.
bool LinearizationSearch::is_unread(std::uint32_t index) const {
  const auto& writes = interest_.of(index).writes;
  return !operations_[index].known && interest_.reads_are_known() && writes &&
         (interest_.readers(*writes) == 0 || !interest_.is_wanted(*writes));
}

// A cas that failed may come next, but does not fail on the value that there is. If there is none,
// to take the value away helps nobody: the next to take effect would be another write.
bool LinearizationSearch::something_must_go() const {
  const TextNumber value = model_.seen(state_);
  for (Place place = list_[0].after; !list_[place].is_return; place = list_[place].after) {
    const std::uint32_t operation = list_[place].operation;
    if (interest_.of(operation).avoids && operations_[operation].expected == value) return true;
  }
  return false;
}

bool LinearizationSearch::loses_a_value(KeyState before) {
  if (rules_ == Rules::none) return false;
  if (descent_.applies()) return descent_.strands(state_);
  if (!interest_.writes_are_known()) return false;
  const TextNumber value = model_.seen(before);
  return value != model_.seen(state_) && interest_.needs(value) > 0 &&
         interest_.writers(value) == 0;
}

// Nobody will read this value, or what appends make of it. An operation of unknown outcome need not
// leave it behind; and if there is such a value already, another may as well come at once.
bool LinearizationSearch::leads_nowhere(KeyState value) {
  return descent_.all_is_known() && !descent_.is_awaited(value);
}

// Which operations have taken effect follows from the first return, before which all have, and from
// those that have although they return later.
bool LinearizationSearch::is_new() {
  if (rules_ == Rules::none) return seen_.add(first_return_, state_ + 1, ahead_);
  noticed_.clear();
  std::ranges::copy_if(ahead_, std::back_inserter(noticed_),
                       [&](Place call) { return !is_idle(list_[call].operation); });
  return seen_.add(first_return_, leads_nowhere(state_) ? 0 : state_ + 1, noticed_);
}

// ---- the rules

// An operation that can take effect now without anything else being tried in its place does so.
bool LinearizationSearch::force_one() {
  Place place = list_[0].after;
  for (; !list_[place].is_return; place = list_[place].after) {
    const std::uint32_t operation = list_[place].operation;
    KeyState after = KeyValueModel::none;
    if (!changes_nothing(operation) || !fits(operation, after)) continue;
    take_effect(operation, after, true);
    return true;
  }
  if (leads_nowhere(state_)) return force_a_put_that_leads_nowhere();
  return nobody_waits_for_the_value() && force_a_complete_value();
}

bool LinearizationSearch::force_a_put_that_leads_nowhere() {
  for (Place place = list_[0].after; !list_[place].is_return; place = list_[place].after) {
    const std::uint32_t operation = list_[place].operation;
    KeyState after = KeyValueModel::none;
    if (operations_[operation].verb != Verb::put || !operations_[operation].known) continue;
    if (!fits(operation, after) || !leads_nowhere(after)) continue;
    take_effect(operation, after, true);
    return true;
  }
  return false;
}

// Whatever the key holds, to get this answer is to change nothing.
bool LinearizationSearch::changes_nothing(std::uint32_t index) const {
  const ModelOperation& operation = operations_[index];
  if (!operation.known) return false;
  if (operation.verb == Verb::cas) return operation.result == model_.failed();
  if (operation.verb == Verb::del) return operation.result == model_.nothing();
  return operation.verb == Verb::get || operation.verb == Verb::nonsense;
}

bool LinearizationSearch::nobody_waits_for_the_value() const {
  return interest_.all_is_known() && interest_.readers(model_.seen(state_)) == 0;
}

bool LinearizationSearch::force_a_complete_value() {
  reading_.clear();
  for (Place place = list_[0].after; !list_[place].is_return; place = list_[place].after) {
    const ModelOperation& reader = operations_[list_[place].operation];
    if (reader.verb == Verb::get) reading_.push_back(reader.result);
  }
  std::ranges::sort(reading_);
  for (Place place = list_[0].after; !list_[place].is_return; place = list_[place].after) {
    const std::uint32_t operation = list_[place].operation;
    KeyState after = KeyValueModel::none;
    if (!is_complete(operation) || !fits(operation, after)) continue;
    take_effect(operation, after, true);
    return true;
  }
  return false;
}

// A put, and all who would read its value are gets that may come next.
bool LinearizationSearch::is_complete(std::uint32_t operation) const {
  if (operations_[operation].verb != Verb::put) return false;
  const TextNumber value = operations_[operation].value;
  const auto readers = std::ranges::equal_range(reading_, value);
  return readers.size() == interest_.readers(value);
}

void LinearizationSearch::remember_longest() {
  if (remembered_ && frames_.size() <= longest_.size()) return;
  remembered_ = true;
  longest_.clear();
  for (const Frame& frame : frames_) longest_.push_back(frame.operation);
  longest_state_ = state_;
  longest_next_.clear();
  for (Place place = list_[0].after; !list_[place].is_return; place = list_[place].after) {
    longest_next_.push_back(list_[place].operation);
  }
}

}  // namespace raft
