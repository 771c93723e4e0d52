#pragma once
/// @file
/// The messages of a trace: where each began and how it ended.

#include <map>
#include <variant>

#include "trace/event.h"

namespace raft {

namespace trace {

/// The way of one message. The pointers lead into the trace.
struct Flight {
  const TraceEvent* sent = nullptr;  ///< never null
  const TraceEvent* end = nullptr;   ///< Delivered, Lost or Refused; null: still under way

  const Message& message() const { return std::get<Sent>(sent->what).message; }
  bool lost() const { return end && std::holds_alternative<Lost>(end->what); }
};

/// The flights of all messages of a trace, which must outlive them.
class Flights {
 public:
  explicit Flights(const Trace& trace);

  /// Null if no such message was sent.
  const Flight* find(MessageId id) const;

 private:
  std::map<MessageId, Flight> flights_;
};

}  // namespace trace

}  // namespace raft
