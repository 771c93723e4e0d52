#include "simulation/sent_messages.h"

#include <algorithm>
#include <concepts>
#include <limits>
#include <span>
#include <tuple>
#include <variant>

#include "core/ensure.h"

namespace raft {
namespace {

std::uint64_t bytes_of(bool) { return 1; }
std::uint64_t bytes_of(std::integral auto) { return 8; }
std::uint64_t bytes_of(std::string_view text) { return text.size(); }
std::uint64_t bytes_of(Term) { return 8; }
std::uint64_t bytes_of(LogIndex) { return 8; }
std::uint64_t bytes_of(LogPosition) { return 16; }

template <class T>
std::uint64_t bytes_of(std::span<const T> all);

template <class T>
requires requires(const T& value) { value.fields(); }
std::uint64_t bytes_of(const T& value) {
  return std::apply([](const auto&... field) { return (std::uint64_t{0} + ... + bytes_of(field)); },
                    value.fields());
}

template <class T>
std::uint64_t bytes_of(std::span<const T> all) {
  std::uint64_t sum = 0;
  for (const T& one : all) sum += bytes_of(one);
  return sum;
}

}  // namespace

std::uint64_t carried_bytes(const Message& message) {
  return bytes_of(message.term) +
         std::visit([](const auto& body) { return bytes_of(body); }, message.body);
}

void SentMessages::add(const Message& message) {
  constexpr std::uint64_t most = std::numeric_limits<std::uint32_t>::max();
  sent_.push_back({.from = message.from,
                   .to = message.to,
                   .kind = kind_of(message),
                   .bytes = static_cast<std::uint32_t>(std::min(carried_bytes(message), most))});
}

std::vector<std::string_view> SentMessages::marks() const {
  std::vector<std::string_view> texts;
  for (const auto& [text, place] : marks_) texts.push_back(text);
  return texts;
}

Amount SentMessages::amount(const MessageFilter& filter,
                            const std::optional<std::string>& since) const {
  ensure(!since || has_mark(*since), "a caption with this text");
  Amount amount;
  for (std::size_t i = since ? marks_.at(*since) : 0; i < sent_.size(); ++i) {
    if (!filter.matches(sent_[i].from, sent_[i].to, sent_[i].kind)) continue;
    ++amount.messages;
    amount.bytes += sent_[i].bytes;
  }
  return amount;
}

}  // namespace raft
