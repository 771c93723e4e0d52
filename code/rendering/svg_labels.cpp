/// @file
/// Where the labels of the arrows go (rendering/svg_layout.h).

#include <algorithm>

#include "rendering/svg_layout.h"
#include "rendering/text_width.h"

namespace raft {
namespace {

constexpr int label_size = 11;
constexpr int label_height = 15;

// What is already in the picture and must stay visible.
std::vector<Box> obstacles_of(const Picture& picture) {
  std::vector<Box> boxes;
  for (const auto& head : picture.heads) boxes.push_back(head.box);
  for (const auto& pill : picture.pills) boxes.push_back(pill.box);
  for (const auto& cell : picture.cells) boxes.push_back(cell.box);
  for (const auto& banner : picture.banners) boxes.push_back(banner.box);
  for (const auto& arrow : picture.arrows) {
    if (arrow.end == Picture::End::lost) boxes.push_back({arrow.x2 - 6, arrow.y2 - 6, 12, 12});
  }
  for (const auto& life : picture.lives) {
    boxes.push_back({life.x - 6, life.top, 12, life.bottom - life.top});
  }
  return boxes;
}

// The places that are tried for a label, best first: close to the end that only this arrow has (a
// request's receiver, a reply's sender), then further along, then a little beside the arrow.
std::vector<Box> candidates(const Picture::Arrow& arrow, int column, int width) {
  std::vector<Box> boxes;
  const int span = std::abs(arrow.x2 - arrow.x1);
  if (span == 0) return boxes;
  const int gaps = std::max(1, (span + column / 2) / std::max(column, 1));
  for (const int shift : {0, -7, 7, -13, 13}) {
    for (int gap = 0; gap < gaps; ++gap) {
      const bool from_start = arrow.reply || arrow.end == Picture::End::under_way;
      const int middle = from_start ? 2 * gap + 1 : 2 * (gaps - gap) - 1;
      for (const int slide : {0, -20, 20, -34, 34}) {
        const int permille = middle * 500 / gaps + slide * 10 / gaps;
        const int x = arrow.x1 + (arrow.x2 - arrow.x1) * permille / 1000;
        const int y = arrow.y1 + (arrow.y2 - arrow.y1) * permille / 1000;
        boxes.push_back({x - width / 2, y - label_height / 2 + shift, width, label_height});
      }
    }
  }
  return boxes;
}

}  // namespace

void place_labels(Picture& picture) {
  std::vector<Box> taken = obstacles_of(picture);
  const int column =
      picture.heads.size() > 1 ? picture.heads[1].box.x - picture.heads[0].box.x : picture.width;
  for (Picture::Arrow& arrow : picture.arrows) {
    if (arrow.label.empty()) continue;
    const int width = text_width(arrow.label, label_size) + 8;
    for (const Box& box : candidates(arrow, column, width)) {
      const bool inside = box.x >= picture.axis && box.right() <= picture.width && box.y >= 0;
      const bool free = std::none_of(taken.begin(), taken.end(),
                                     [&](const Box& other) { return box.overlaps(other); });
      if (!inside || !free) continue;
      arrow.label_box = box;
      taken.push_back(box);
      break;
    }
  }
}

}  // namespace raft
