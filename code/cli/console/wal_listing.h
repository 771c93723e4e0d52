#pragma once
/// @file
/// A write-ahead log in words: every record of every batch, and what it all amounts to.

#include <expected>
#include <string>

#include "storage/disk.h"
#include "storage/log_reader.h"

namespace raft {

/// The segments of a log, or one of them, as lines of text.
/// @param only a segment's file; empty: all
/// @param text receives all that could be read, even if an error is returned
std::expected<void, storage::Unrecoverable> list_wal(const storage::DiskReader& disk,
                                                     const std::string& only, std::string& text);

/// What a server would find if it started now, in a sentence; or why it must not start.
/// @param only a segment's file: then its batches alone are looked at
std::expected<std::string, storage::Unrecoverable> verified_wal(const storage::DiskReader& disk,
                                                                const std::string& only);

}  // namespace raft
