#include "rendering/shiviz.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "rendering/steps.h"
#include "rendering/words.h"

namespace raft {
namespace {

// ShiViz reads a clock that counts the lines of each server from 1 without gaps, and lines without
// a clock not at all. Ours counts steps; so each line is renumbered here, from who learns from
// whom.
class Renumbering {
 public:
  void step(ServerId server) { ++clocks_[server.value][server.value]; }
  void learn(ServerId server, const std::array<std::uint64_t, ServerId::highest + 1>& other) {
    auto& clock = clocks_[server.value];
    for (std::size_t i = 0; i < clock.size(); ++i) clock[i] = std::max(clock[i], other[i]);
  }
  const auto& of(ServerId server) const { return clocks_[server.value]; }

  std::string json(ServerId server) const {
    nlohmann::ordered_json object = nlohmann::ordered_json::object();
    for (std::size_t i = 1; i < of(server).size(); ++i) {
      if (of(server)[i] > 0) object["S" + std::to_string(i)] = of(server)[i];
    }
    return object.dump();
  }

 private:
  std::array<std::array<std::uint64_t, ServerId::highest + 1>, ServerId::highest + 1> clocks_ = {};
};

}  // namespace

std::string shiviz(const Trace& trace) {
  const Steps steps(trace);
  Renumbering clocks;
  std::map<MessageId, std::array<std::uint64_t, ServerId::highest + 1>> carried;
  std::string text = "^(?<host>S\\d+) (?<clock>\\{.*\\})\\n(?<event>.*)$\n\n";
  for (const TraceEvent& event : trace.events) {
    if (!event.server || std::holds_alternative<trace::Lost>(event.what)) continue;
    clocks.step(*event.server);
    if (const auto* delivered = std::get_if<trace::Delivered>(&event.what)) {
      if (carried.contains(delivered->id)) clocks.learn(*event.server, carried[delivered->id]);
    }
    if (const auto* sent = std::get_if<trace::Sent>(&event.what)) {
      carried[sent->id] = clocks.of(*event.server);
    }
    text += to_string(*event.server) + " " + clocks.json(*event.server) + "\n" +
            deed(event, steps.flights()) + "\n";
  }
  return text;
}

}  // namespace raft
