// What a server is called.

#include "trace/server_name.h"

#include <gtest/gtest.h>

namespace raft {
namespace {

TEST(ServerName, IsSAndANumberUpToSixtyFour) {
  for (unsigned number = 1; number <= ServerId::highest; ++number) {
    const ServerId server{static_cast<std::uint8_t>(number)};
    EXPECT_EQ(server_named(to_string(server)), server);
  }
  for (const char* other : {"", "S", "1", "s1", "T1", "S0", "S01", "S65", "S99", "S100", "S001",
                            "S1 ", " S1", "S1x", "S/", "S:", "S1/", "S1:", "S-1"}) {
    EXPECT_EQ(server_named(other), std::nullopt) << other;
  }
}

}  // namespace
}  // namespace raft
