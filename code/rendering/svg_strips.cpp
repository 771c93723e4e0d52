/// @file
/// The end of a log, drawn on its server's line (rendering/svg_layout.h).

#include <algorithm>

#include "rendering/svg_layout.h"
#include "rendering/text_width.h"
#include "rendering/words.h"
#include "text/readable.h"

namespace raft {
namespace {

constexpr int hint_width = 30;

Picture::Cell cell_of(const Look& look, std::size_t i, int y, int most) {
  const std::string text = shortened(entry_text(look.log[i]), 12);
  const bool executed = look.log[i].term == Term{};  // at once, by a server of chapter 1
  const bool committed = i < look.commit_index.value || executed;
  return {.box = {0, y, std::min(std::max(text_width(text, 11) + 8, 26), most), pill_height},
          .term = look.log[i].term,
          .committed = committed,
          .text = text,
          .title = place({i + 1}) + " " + entry_text(look.log[i]) +
                   (executed    ? ", executed"
                    : committed ? ", committed"
                                : ", not committed")};
}

}  // namespace

std::vector<Picture::Cell> strip_of(const Look& look, Spot spot) {
  std::vector<Picture::Cell> cells;  // the last entry first
  int used = 0;
  for (std::size_t i = look.log.size(); i-- > 0;) {
    const int hint = i > 0 ? hint_width : 0;
    Picture::Cell cell = cell_of(look, i, spot.y, spot.most - hint);
    if (used + cell.box.width + hint > spot.most && !cells.empty()) {
      cells.push_back({.box = {0, spot.y, hint_width, pill_height}, .text = place({i + 2})});
      used += hint_width;
      break;
    }
    used += cell.box.width;
    cells.push_back(std::move(cell));
  }
  if (cells.empty()) {
    used = std::min(60, spot.most);
    cells.push_back({.box = {0, spot.y, used, pill_height}, .text = "log empty"});
  }
  std::reverse(cells.begin(), cells.end());
  int left = spot.x - used / 2;
  for (Picture::Cell& cell : cells) {
    cell.box.x = left;
    left += cell.box.width;
  }
  return cells;
}

}  // namespace raft
