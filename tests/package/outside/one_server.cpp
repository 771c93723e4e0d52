// One server on real files, in a program of its own. It executes a command, is gone, and comes back
// with what its disk kept. `raft wal dump` shows what it wrote.

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "raft/background/key_value_store.h"
#include "raft/membership/raft.h"
#include "raft/server/server.h"
#include "raft/storage/file_disk.h"

namespace {

using Server = raft::Server<raft::Raft, raft::KeyValueStore>;

void expect(bool holds, const std::string& what) {
  std::printf("%s: %s\n", what.c_str(), holds ? "yes" : "no");
  if (!holds) std::exit(1);
}

// What a process does around a server: it performs disk operations and says how they ended.
class Process {
 public:
  explicit Process(const std::string& directory)
      : disk_(raft::storage::FileDisk::open(directory).value()),
        server_(Server::start({.voters = raft::ServerSet::first(1)}, disk_,
                              {.owner = {.cluster = 1, .member = 1}, .segment_size = 1 << 20})
                    .value()) {}

  /// What the state machine says of the command; nothing if the server does not lead yet.
  std::optional<std::string> execute(const std::string& command) {
    server_.request({++requests_}, raft::Command(command));
    while (!server_.stopped()) {
      for (const raft::Reply& reply : tick()) {
        if (const auto* executed = std::get_if<raft::Executed>(&reply.outcome)) {
          return executed->result;
        }
        return std::nullopt;
      }
    }
    expect(false, server_.stopped()->text);
    return std::nullopt;
  }

 private:
  // A millisecond of a real process: its clock, its disk, its clients. Others do not exist.
  std::vector<raft::Reply> tick() {
    server_.handle(raft::Tick{});
    Server::Outputs out;
    server_.proceed(out);
    for (const auto& completion : disk_.perform(out.disk)) server_.completed(completion);
    return out.replies;
  }

  raft::storage::FileDisk disk_;
  Server server_;
  std::uint64_t requests_ = 0;
};

std::string execute_as_leader(Process& process, const std::string& command) {
  while (true) {
    if (const auto result = process.execute(command)) return *result;
  }
}

}  // namespace

int main(int arguments, char** words) {
  const std::string directory = arguments > 1 ? words[1] : "member-1";
  {
    Process process(directory);
    expect(execute_as_leader(process, "x=1") == "ok", "x=1 is executed");
  }
  Process again(directory);
  expect(execute_as_leader(again, "get x") == "1", "x is 1 after a restart");
}
