#include "rendering/text_width.h"

namespace raft {
namespace {

// Tenths of the font size, for a common sans-serif font.
int tenths(unsigned char c) {
  constexpr std::string_view narrow = "ijl.,:;'|![]() ";
  constexpr std::string_view slim = "frtI-/\"";
  constexpr std::string_view wide = "mwMW@%";
  const char letter = static_cast<char>(c);
  if (narrow.find(letter) != std::string_view::npos) return 38;
  if (slim.find(letter) != std::string_view::npos) return 46;
  if (wide.find(letter) != std::string_view::npos) return 98;
  if ((c >= 'A' && c <= 'Z') || c == '#') return 76;
  return c < 0x80 ? 64 : 95;
}

}  // namespace

int text_width(std::string_view text, int size) {
  int width = 0;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte & 0xc0) != 0x80) width += tenths(byte);
  }
  return (width * size + 99) / 100;
}

}  // namespace raft
