#pragma once
/// @file
/// CRC-32C, the checksum of Castagnoli, which iSCSI, ext4 and most storage engines use. It finds
/// every flipped bit, and every damage that fits into 32 neighbouring bits; other damage passes
/// once in four thousand million times. It is no protection against somebody who means harm.

#include <cstdint>
#include <string_view>

namespace raft::storage {

/// The CRC-32C of `bytes`. With the checksum of what came before as `before`, that of both
/// together: crc32c(b, crc32c(a)) is crc32c(a + b). A checksum over the same bytes with another
/// `before` is another one, always; so `before` says to what the bytes belong.
std::uint32_t crc32c(std::string_view bytes, std::uint32_t before = 0);

}  // namespace raft::storage
