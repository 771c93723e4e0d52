/// @file
/// A window of operations that cannot be explained, as an SVG picture
/// (linearizability/window_timeline.h).

#include <algorithm>

#include "linearizability/window_timeline.h"
#include "rendering/svg.h"
#include "rendering/svg_elements.h"
#include "rendering/text_width.h"
#include "text/readable.h"

namespace raft {
namespace {

using namespace svg_element;
using Bar = WindowTimeline::Bar;

constexpr int width = 720;
constexpr int left = 84;
constexpr int right = width - 24;
constexpr int top = 46;
constexpr int row_height = 52;
constexpr int bar_height = 20;
constexpr int label_size = 12;
constexpr std::size_t characters_of_a_line = 108;

constexpr const char* rules = R"(
F .raft-title{font-weight:700;font-size:14px}
F .raft-bar rect{fill:var(--t1)}
F .raft-bar text{fill:var(--on);text-anchor:middle;font-weight:700}
F .raft-later rect{fill:var(--panel);stroke:var(--soft)}
F .raft-impossible rect{fill:var(--bad)}
F .raft-open{stroke:var(--t1);stroke-width:3;stroke-dasharray:2 5}
F .raft-grid{stroke:var(--faint);stroke-dasharray:1 4}
F .raft-reason{fill:var(--bad)}
F .raft-moment{fill:var(--soft);font-size:11px;text-anchor:middle}
)";

// Draws one window.
class WindowDrawing {
 public:
  WindowDrawing(const ImpossibleWindow& window, std::string id)
      : window_(window), timeline_(window_timeline(window)), id_(std::move(id)) {
    const bool open = std::ranges::any_of(timeline_.bars, [](const Bar& b) { return !b.end; });
    columns_ = static_cast<int>(timeline_.moments.size()) + (open ? 1 : 0);
  }

  std::string draw() {
    std::string shapes = text(12, 24, heading(), classes("raft-title"));
    shapes += grid();
    for (std::size_t row = 0; row < timeline_.clients.size(); ++row) shapes += client(row);
    for (const Bar& bar : timeline_.bars) shapes += bar_of(bar);
    int y = bottom() + 40;
    shapes += explanation(y);
    const std::string size = std::to_string(width) + " " + std::to_string(y);
    return "<svg xmlns=\"http://www.w3.org/2000/svg\" id=\"" + id_ + "\" viewBox=\"0 0 " + size +
           "\" role=\"img\">" + title(heading()) + "\n<style>" + svg_style(id_) +
           rules_of_figure(rules, id_) + "</style>\n" + shapes + "</svg>\n";
  }

 private:
  std::string heading() const {
    const std::string key = window_.key.empty() ? "" : ": key " + readable(window_.key);
    return "Not linearizable" + key;
  }

  int x_of(std::size_t column) const {
    return left + static_cast<int>(column) * (right - left) / std::max(1, columns_ - 1);
  }
  static int y_of(std::size_t row) { return top + static_cast<int>(row) * row_height; }
  int bottom() const { return y_of(timeline_.clients.size()); }

  // The moments that have room, and a faint line for each of all.
  std::string grid() const {
    std::string shapes;
    int written_up_to = 0;
    for (std::size_t i = 0; i < timeline_.moments.size(); ++i) {
      const std::string moment = moment_text(timeline_.moments[i], window_.unit);
      const int half = text_width(moment, 11) / 2;
      shapes += line(x_of(i), top, x_of(i), bottom() + 4, classes("raft-grid"));
      if (x_of(i) - half < written_up_to) continue;
      shapes += text(x_of(i), bottom() + 18, moment, classes("raft-moment"));
      written_up_to = x_of(i) + half + 6;
    }
    return shapes + "\n";
  }

  std::string client(std::size_t row) const {
    if (row > 0 && timeline_.clients[row - 1] == timeline_.clients[row]) return "";
    return text(12, y_of(row) + 34, "client " + std::to_string(timeline_.clients[row])) + "\n";
  }

  std::string bar_of(const Bar& bar) const {
    const KeyOperation& operation = window_.operations[bar.operation];
    const int x = x_of(bar.begin);
    const int end = bar.end ? x_of(*bar.end) : x_of(bar.begin + 1);
    const Box box{x, y_of(bar.row) + 20, std::max(end - x, 6), bar_height};
    const std::string look = bar.impossible ? " raft-impossible" : (bar.order ? "" : " raft-later");
    std::string shapes =
        "<g" + classes("raft-bar" + look) + ">" +
        title(call_text(operation) + " at " + interval_text(operation, window_.unit)) +
        rect(box, 4);
    const std::string inside = bar.impossible ? "✗" : (bar.order ? std::to_string(*bar.order) : "");
    if (!inside.empty()) shapes += text(x + box.width / 2, box.y + 15, inside);
    shapes += "</g>";
    if (!bar.end) {
      shapes += line(box.right(), box.y + 10, right, box.y + 10, classes("raft-open"));
    }
    return shapes + label_of(bar, operation) + "\n";
  }

  // Above the bar, up to the next one of the row; the last ends with the picture at the latest.
  std::string label_of(const Bar& bar, const KeyOperation& operation) const {
    const std::string words = readable(call_text(operation));
    int x = x_of(bar.begin);
    int end = right + 12;
    bool last = true;
    int before = left;
    for (const Bar& other : timeline_.bars) {
      if (other.row != bar.row || other.operation == bar.operation) continue;
      if (other.begin > bar.begin) last = false, end = std::min(end, x_of(other.begin) - 6);
      if (other.begin < bar.begin) before = std::max(before, x_of(other.begin) + 60);
    }
    const int needed = text_width(words, label_size);
    if (last && x + needed > end) x = std::min(x, std::max(before, end - needed));
    const int room = std::max(end - x, 0);
    std::size_t characters = length_of(words);
    while (characters > 1 && text_width(shortened(words, characters), label_size) > room) {
      --characters;
    }
    return text(x, y_of(bar.row) + 15, shortened(words, characters));
  }

  std::string explanation(int& y) const {
    std::string shapes;
    const auto paragraph = [&](const std::string& words, const std::string& look) {
      for (const std::string& line_of_words : wrapped(words, characters_of_a_line)) {
        shapes += text(12, y, line_of_words, classes(look)) + "\n";
        y += 18;
      }
    };
    constexpr std::size_t most = 4;
    for (std::size_t i = 0; i < std::min(most, window_.next.size()); ++i) {
      paragraph("✗ " + readable(window_.next[i].reason) + ".", "raft-reason");
    }
    paragraph(
        "The numbers are an order in which operations can have taken effect; ✗ would have to "
        "come next, and cannot.",
        "raft-word");
    return shapes;
  }

  const ImpossibleWindow& window_;
  WindowTimeline timeline_;
  std::string id_;
  int columns_ = 0;
};

}  // namespace

std::string window_svg(const ImpossibleWindow& window, const std::string& id) {
  return WindowDrawing(window, id).draw();
}

}  // namespace raft
