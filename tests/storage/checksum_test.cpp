// The checksum is the standard's (RFC 3720, appendix B.4).

#include "storage/checksum.h"

#include <gtest/gtest.h>

#include <string>

namespace raft::storage {
namespace {

TEST(TheChecksum, IsTheStandards) {
  std::string rising;
  for (char byte = 0; byte < 32; ++byte) rising.push_back(byte);
  const std::string falling(rising.rbegin(), rising.rend());
  EXPECT_EQ(crc32c("123456789"), 0xe3069283u);
  EXPECT_EQ(crc32c(std::string(32, '\0')), 0x8a9136aau);
  EXPECT_EQ(crc32c(std::string(32, '\xff')), 0x62a8ab43u);
  EXPECT_EQ(crc32c(rising), 0x46dd794eu);
  EXPECT_EQ(crc32c(falling), 0x113fdb5cu);
}

TEST(TheChecksum, GoesOnFromPartToPart) {
  const std::string text = "it may be cut anywhere, and is the same";
  for (std::size_t cut = 0; cut <= text.size(); ++cut) {
    EXPECT_EQ(crc32c(text.substr(cut), crc32c(text.substr(0, cut))), crc32c(text));
  }
}

}  // namespace
}  // namespace raft::storage
