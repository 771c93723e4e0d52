#pragma once
/// @file
/// What somebody meant who mistyped a word.

#include <span>
#include <string_view>

namespace raft {

/// The word of `words` that was probably meant by `word`: at most two letters wrong, missing, extra
/// or swapped (one in a word of up to three letters); "" if there is none.
std::string_view nearest_word(std::string_view word, std::span<const std::string_view> words);

}  // namespace raft
