#pragma once
/// @file
/// Chapter 6: a client of the cluster. It asks one server; if that server does not lead, it asks
/// whom it is pointed to, or the next one; if no answer comes, it does not know whether its command
/// was executed, says so, and goes on with something else. Paper section 8; dissertation chapter 6.

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

#include "background/random.h"
#include "background/server_set.h"

namespace raft {

/// What clients want, and how patient they are.
struct Workload {
  std::chrono::microseconds think_min{std::chrono::milliseconds(5)};  ///< between two operations
  std::chrono::microseconds think_max{std::chrono::milliseconds(25)};
  std::chrono::microseconds patience{std::chrono::milliseconds(400)};  ///< then: outcome unknown
  std::chrono::microseconds retry{std::chrono::milliseconds(20)};      ///< before asking again
  std::uint32_t keys = 3;         ///< how many keys all clients share: x, y, z, ...
  std::uint32_t reads = 400'000;  ///< how many of a million operations only read

  friend bool operator==(const Workload&, const Workload&) = default;
};

/// One client: a regular value without clock or network; whoever hosts it carries its requests.
class Client {
 public:
  Client(std::uint32_t number, const Workload& workload, std::uint64_t seed)
      : number_(number), workload_(workload), random_(seed) {}

  std::uint32_t number() const { return number_; }
  const Workload& workload() const { return workload_; }

  /// Thinks of the next operation, and of how long it will think before it calls.
  std::string next_command();
  std::chrono::microseconds thinking_time();

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
};

inline std::chrono::microseconds Client::thinking_time() {
  return std::chrono::microseconds(static_cast<std::int64_t>(
      random_.between(static_cast<std::uint64_t>(workload_.think_min.count()),
                      static_cast<std::uint64_t>(workload_.think_max.count()))));
}

inline std::string Client::next_command() {
  const auto nth = random_.between(0, workload_.keys == 0 ? 0 : workload_.keys - 1);
  std::string key(1, static_cast<char>('a' + (nth + 23) % 26));  // x, y, z, a, b, ...
  if (random_.happens(workload_.reads)) return "get " + key;
  // Every write is of a value that no other write has, so that a read tells which write it saw.
  return key + "=" + std::to_string(number_) + "." + std::to_string(++writes_);
}

inline ServerId Client::server(ServerSet servers) {
  if (favourite_ && servers.contains(*favourite_)) return *favourite_;
  auto nth = random_.between(0, servers.empty() ? 0 : servers.size() - 1);
  for (const ServerId server : servers) {
    if (nth-- == 0) favourite_ = server;
  }
  return favourite_.value_or(ServerId{});
}

}  // namespace raft
