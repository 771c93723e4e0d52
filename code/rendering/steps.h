#pragma once
/// @file
/// A trace in larger pieces. A step is what one server did at one moment, from what set it off (a
/// message, a timeout, a request) to the messages that it sent; every renderer draws steps. And
/// most of a long run is heartbeats that bring nothing new: they are found here, so that a picture
/// can count them instead of drawing each.

#include <cstddef>
#include <optional>
#include <set>
#include <span>
#include <vector>

#include "rendering/detail.h"
#include "trace/flights.h"

namespace raft {

/// Events that belong together: of one server at one time, or one event that concerns all.
struct Step {
  std::optional<ServerId> server = {};
  VirtualTime at{0};
  std::span<const TraceEvent> events = {};  ///< into the trace, at least one
};

/// Whether entries are added to the server's log in this step, or removed from it.
bool changes_log(const Step& step);

/// Whether the event is said across all lines: a caption, an expectation, a broken invariant.
bool is_across(const TraceEvent& event);

/// The steps of a trace, which must outlive them.
class Steps {
 public:
  explicit Steps(const Trace& trace, Detail detail = Detail::everything);

  auto begin() const { return steps_.begin(); }
  auto end() const { return steps_.end(); }

  const trace::Flights& flights() const { return flights_; }
  Detail detail() const { return detail_; }
  /// Whether the event need not be shown: it is below the detail that is wanted, or it is about a
  /// heartbeat that brought nothing new, or about the answer to one, or about entries that were
  /// lost on the same link before. The first heartbeats of a leader are never quiet, nor the first
  /// that is lost on a link since something happened to the world.
  bool quiet(const TraceEvent& event) const;
  /// Whether the whole step is quiet.
  bool quiet(const Step& step) const;
  /// Whether the step is one round of quiet heartbeats by a leader.
  bool heartbeat_round(const Step& step) const;
  /// To whom the first of the events sends a message, and to whom those right behind it send the
  /// same: one server an event. A copy that the network made is alone.
  /// @param events  at least one; the first is a message that is sent
  /// @param all     those that are quiet as well
  std::vector<ServerId> receivers(std::span<const TraceEvent> events, bool all = false) const;

 private:
  void cut(const Trace& trace);
  void listen();

  Detail detail_;
  trace::Flights flights_;
  std::vector<Step> steps_;
  std::set<MessageId> quiet_;
};

}  // namespace raft
