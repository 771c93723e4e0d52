#pragma once
// What a reader would have written who had written the book's Raft.

#include "../book_raft.h"

namespace raft {
using OwnRaft = BookRaft;
}  // namespace raft
