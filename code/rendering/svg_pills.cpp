/// @file
/// A note in a pill, on its server's line (rendering/svg_layout.h).

#include <algorithm>

#include "rendering/svg_layout.h"
#include "rendering/text_width.h"
#include "text/readable.h"

namespace raft {

Picture::Pill pill_for(const Note& note, Term term, std::string title, Spot spot) {
  constexpr int margin = 14;
  std::string text = note.text;
  const std::size_t term_at = text.find(", term ");
  if (text_width(text, 12) + margin > spot.most && term_at != std::string::npos) {
    text.replace(term_at, std::string_view(", term ").size(), " t");
  }
  while (text_width(text, 12) + margin > spot.most && length_of(text) > 2) {
    text = shortened(text, length_of(text) - 1);
  }
  const int width = std::min(text_width(text, 12) + margin, spot.most);
  const auto* role = std::get_if<trace::RoleChanged>(&note.event->what);
  return {.box = {spot.x - width / 2, spot.y, width, pill_height},
          .kind = note.kind,
          .role = role ? std::optional(role->role) : std::nullopt,
          .term = term,
          .text = std::move(text),
          .title = std::move(title)};
}

}  // namespace raft
