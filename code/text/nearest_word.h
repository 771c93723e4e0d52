#pragma once
/// @file
/// What somebody meant who mistyped a word.

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace raft {

/// The word of `words` that was probably meant by `word`: at most two letters wrong, missing, extra
/// or swapped (one in a word of up to three letters); "" if there is none.
std::string_view nearest_word(std::string_view word, std::span<const std::string_view> words);

/// What to say to somebody who wrote `word` where one of `words` belongs: "did you mean 'crash'?",
/// or `otherwise` if none is near.
std::string advice(std::string_view word, std::span<const std::string_view> words,
                   std::string_view otherwise);
/// The same, where `otherwise` would be all of them: "choose from crash, cut, run".
std::string advice(std::string_view word, const std::vector<std::string>& words);

}  // namespace raft
