#pragma once
/// @file
/// Chapter 6: a client of the cluster. It asks one server; if that server does not lead, it asks
/// whom it is pointed to, or the next one; if no answer comes, it does not know whether its command
/// was executed, says so, and goes on with something else. Paper section 8; dissertation chapter 6.

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "core/random.h"
#include "core/server_set.h"

namespace raft {

/// What clients want, and how patient they are.
struct Workload {
  std::chrono::microseconds think_min{std::chrono::milliseconds(5)};  ///< between two operations
  std::chrono::microseconds think_max{std::chrono::milliseconds(25)};
  std::chrono::microseconds patience{std::chrono::milliseconds(400)};  ///< then: outcome unknown
  std::chrono::microseconds retry{std::chrono::milliseconds(20)};      ///< before asking again
  std::uint32_t keys = 3;              ///< how many keys all clients share: x, y, z, ...
  std::uint32_t reads = 400'000;       ///< how many of a million operations only read
  std::uint32_t compare_and_sets = 0;  ///< how many of a million write only over what they expect
  std::uint32_t additions = 0;         ///< how many of a million add to a counter: X, Y, Z, ...

  friend bool operator==(const Workload&, const Workload&) = default;
};

/// One client: a regular value without clock or network; whoever hosts it carries its requests.
class Client {
 public:
  Client(std::uint32_t number, const Workload& workload, std::uint64_t seed)
      : number_(number), workload_(workload), random_(seed) {}

  const Workload& workload() const { return workload_; }

  /// Thinks of the next operation, and of how long it will think before it calls. What is no read,
  /// compare-and-set or addition is a put.
  std::string next_command();
  std::chrono::microseconds thinking_time();

  /// The answer to the last command. Of a key that it has read or written a client expects, when it
  /// compares and sets, the value that it saw last; others may have written another one since.
  void answered(const std::string& result);

  /// Whom to ask first: the server that answered last, or any of `servers`.
  ServerId server(ServerSet servers);
  /// That server did not lead; `leader` is whom it pointed to.
  void pointed_to(std::optional<ServerId> leader) { favourite_ = leader; }
  /// No answer came: better ask another one next time.
  void disappointed() { favourite_.reset(); }

  friend bool operator==(const Client&, const Client&) = default;

 private:
  std::uint32_t number_;
  Workload workload_;
  Random random_;
  std::optional<ServerId> favourite_;
  std::uint64_t writes_ = 0;
  std::string key_;                          // of the last command
  std::string value_;                        // that it puts if it is answered "ok"; "": it reads
  std::map<std::string, std::string> seen_;  // the last value of each key
};

// [asking]
inline std::chrono::microseconds Client::thinking_time() {
  return random_.between(workload_.think_min, workload_.think_max);
}

inline std::string Client::next_command() {
  const auto nth = random_.between(0, workload_.keys == 0 ? 0 : workload_.keys - 1);
  key_ = std::string(1, static_cast<char>('a' + (nth + 23) % 26));  // x, y, z, a, b, ...
  value_.clear();
  const std::uint64_t chance = random_.between(0, 999'999);
  const std::uint64_t reads = workload_.reads;
  const std::uint64_t compare_and_sets = reads + workload_.compare_and_sets;
  const std::uint64_t additions = compare_and_sets + workload_.additions;
  const bool adds = chance >= compare_and_sets && chance < additions;
  // Numbers are added to counters of their own, since what is put is no number. Half of the reads
  // are of counters, if there are any.
  if (adds || (chance < reads / 2 && workload_.additions > 0)) {
    key_[0] = static_cast<char>(key_[0] - 'a' + 'A');
  }
  if (chance < reads) return "get " + key_;
  if (adds) return "add " + key_ + " " + std::to_string(number_);
  // Every write is of a value that no other write has, so that a read tells which write it saw.
  value_ = std::to_string(number_) + "." + std::to_string(++writes_);
  if (chance >= additions) return key_ + "=" + value_;
  const auto seen = seen_.find(key_);
  return "cas " + key_ + " " + (seen == seen_.end() ? "nothing" : seen->second) + " " + value_;
}

inline void Client::answered(const std::string& result) {
  if (value_.empty()) {
    seen_[key_] = result;
  } else if (result == "ok") {
    seen_[key_] = value_;
  }
}

inline ServerId Client::server(ServerSet servers) {
  if (favourite_ && servers.contains(*favourite_)) return *favourite_;
  auto nth = random_.between(0, servers.empty() ? 0 : servers.size() - 1);
  for (const ServerId server : servers) {
    if (nth-- == 0) favourite_ = server;
  }
  return favourite_.value_or(ServerId{});
}
// [asking]-end

}  // namespace raft
