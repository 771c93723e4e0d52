#include "rendering/svg.h"

#include <algorithm>

#include "rendering/svg_elements.h"
#include "rendering/svg_layout.h"
#include "rendering/text_width.h"
#include "rendering/words.h"
#include "text/readable.h"

namespace raft {
namespace {

using namespace svg_element;

// Term 0 has a colour of its own; the others share six in turn.
std::string term_class(Term term) {
  return "raft-t" + std::to_string(term.value == 0 ? 0 : (term.value - 1) % 6 + 1);
}

int middle(const Box& box) { return box.x + box.width / 2; }
int baseline(const Box& box) { return box.y + box.height / 2 + 4; }

// The integer square root, rounded down.
int root(int square) {
  int result = 0;
  while ((result + 1) * (result + 1) <= square) ++result;
  return result;
}

std::string clean_id(const std::string& id) {
  std::string clean;
  for (const char c : id) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (plain || c == '-' || c == '_') clean += c;
  }
  return clean.empty() || clean[0] < 'A' ? "raft-" + clean : clean;
}

std::string id_from(std::string_view title) {
  std::string id = "raft";
  bool gap = true;
  for (const char c : title) {
    const bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    if (plain) (gap ? id += '-' : id) += c;
    gap = !plain;
  }
  return id;
}

class Drawing {
 public:
  Drawing(const Trace& trace, const SvgOptions& options)
      : trace_(trace),
        picture_(lay_out(trace, {.width = options.width, .detail = options.detail})),
        id_(options.id.empty() ? id_from(trace.header.title) : clean_id(options.id)) {}

  std::string draw() {
    const int legend_from = picture_.height;
    const std::string explanation = legend_lines(legend_from);
    opening();
    axis();
    for (const auto& wall : picture_.walls)
      add(line(wall.x, wall.top, wall.x, wall.bottom, classes("raft-wall")));
    for (const auto& life : picture_.lives) draw(life);
    for (const auto& pause : picture_.breaks) draw(pause);
    for (const auto& arrow : picture_.arrows) draw(arrow);
    for (const auto& banner : picture_.banners) draw(banner);
    for (const auto& arrow : picture_.arrows) draw_label(arrow);
    for (const auto& pill : picture_.pills) draw(pill);
    for (const auto& cell : picture_.cells) draw(cell);
    for (const auto& head : picture_.heads) draw(head);
    add(explanation);
    add("</svg>");
    return std::move(text_);
  }

 private:
  void add(const std::string& element) { text_ += element + "\n"; }

  void opening() {
    const TraceHeader& header = trace_.header;
    const std::string name = header.title.empty() ? "A run of Raft" : readable(header.title);
    std::string about = "A space-time diagram of servers " + to_string(header.servers) +
                        ": time goes down, each server is a line, each message an arrow.";
    for (const auto& banner : picture_.banners) {
      for (const std::string& words : banner.lines) about += " " + words;
    }
    add("<svg xmlns=\"http://www.w3.org/2000/svg\" id=\"" + id_ + "\"" + classes("raft-figure") +
        " viewBox=\"0 0 " + std::to_string(picture_.width) + " " + std::to_string(picture_.height) +
        "\" width=\"100%\" role=\"img\" aria-labelledby=\"" + id_ + "-title " + id_ + "-desc\">");
    add("<title id=\"" + id_ + "-title\">" + as_xml(name) + "</title>");
    add("<desc id=\"" + id_ + "-desc\">" + as_xml(about) + "</desc>");
    add("<style>\n" + svg_style(id_) + "</style>");
    add("<defs>");
    for (int term = 0; term <= 6; ++term) {
      const std::string number = std::to_string(term);
      add("<pattern id=\"" + id_ + "-hatch" + number +
          "\" width=\"5\" height=\"5\" patternUnits=\"userSpaceOnUse\" "
          "patternTransform=\"rotate(45)\"><rect width=\"5\" height=\"5\"" +
          classes("raft-gap") + "/><line x1=\"0\" y1=\"0\" x2=\"0\" y2=\"5\"" +
          classes("raft-hatch raft-t" + number) + "/></pattern>");
    }
    add("</defs>");
  }

  void axis() {
    for (const auto& tick : picture_.ticks) {
      add(text(picture_.axis - 10, tick.y + 4, tick.text, classes("raft-tick")));
    }
    add(text(picture_.axis - 10, 24, "ms", classes("raft-tick")));
  }

  void draw(const Picture::Head& head) {
    add("<g" + classes("raft-head") + ">" + rect(head.box, 5) +
        text(middle(head.box), head.box.y + 17, to_string(head.server), classes("raft-mid")) +
        "</g>");
  }

  void draw(const Picture::Life& life) {
    if (!life.up) return add(line(life.x, life.top, life.x, life.bottom, classes("raft-down")));
    if (life.paused)
      return add(line(life.x, life.top, life.x, life.bottom, classes("raft-paused")));
    const std::string term = term_class(life.term);
    const int half = life.role == RoleName::leader ? 5 : life.role == RoleName::candidate ? 4 : 1;
    const std::string hatch = " style=\"fill:url(#" + id_ + "-hatch" + term.substr(6) + ")\"";
    add("<g" + classes(term) + ">" +
        rect({life.x - half, life.top, 2 * half + (half == 1 ? 1 : 0), life.bottom - life.top}, 0,
             classes("raft-" + std::string(role_text(life.role))) +
                 (life.role == RoleName::candidate ? hatch : "")) +
        title(picture_.terms.empty() ? role_text(life.role) : role_and_term(life.role, life.term)) +
        "</g>");
  }

  // Two small waves across every line: here time is missing.
  void draw(const Picture::Break& pause) {
    for (const auto& head : picture_.heads) {
      const int x = middle(head.box);
      add(rect({x - 10, pause.y - 4, 20, 8}, 0, classes("raft-gap")));
      for (const int y : {pause.y - 4, pause.y + 4}) {
        add("<path" + classes("raft-break") + " d=\"M" + std::to_string(x - 10) + " " +
            std::to_string(y + 2) + "q5 -6 10 -2t10 -2\"/>");
      }
    }
    add(text(picture_.axis - 10, pause.y + 4, pause.text,
             classes("raft-pause") + " text-anchor=\"end\""));
  }

  void draw(const Picture::Arrow& arrow) {
    std::string names = "raft-arrow";
    if (arrow.reply) names += " raft-reply";
    if (arrow.heartbeat) names += " raft-heartbeat";
    const int dx = arrow.x2 - arrow.x1;
    const int dy = arrow.y2 - arrow.y1;
    const int length = std::max(root(dx * dx + dy * dy), 1);
    // Its line begins and ends beside the servers' lines, not on them.
    const auto along = [&](int distance) {
      return std::pair(arrow.x2 - dx * distance / length, arrow.y2 - dy * distance / length);
    };
    const bool arrives = arrow.end == Picture::End::arrives;
    const auto [ex, ey] = along(arrives ? 14 : 0);
    add("<g" + classes(term_class(arrow.term)) + ">" + title(arrow.title) +
        line(arrow.x1, arrow.y1, ex, ey, classes(names)) + ending(arrow, dx, dy, length) + "</g>");
  }

  std::string ending(const Picture::Arrow& arrow, int dx, int dy, int length) const {
    const std::string heartbeat = arrow.heartbeat ? " raft-heartbeat" : "";
    if (arrow.end == Picture::End::under_way) {
      return "<circle" + classes("raft-open" + heartbeat) + attribute("cx", arrow.x2) +
             attribute("cy", arrow.y2) + " r=\"3\"/>";
    }
    if (arrow.end == Picture::End::lost) {
      const int x = arrow.x2, y = arrow.y2;
      return line(x - 5, y - 5, x + 5, y + 5, classes("raft-cross")) +
             line(x - 5, y + 5, x + 5, y - 5, classes("raft-cross"));
    }
    // The point is a triangle, 10 long and 8 wide, whose tip touches the line of the server.
    const auto corner = [&](int back, int side) {
      const int x = arrow.x2 * 10 + (-dx * back - dy * side) * 10 / length;
      const int y = arrow.y2 * 10 + (-dy * back + dx * side) * 10 / length;
      return decimal(x) + "," + decimal(y);
    };
    return "<polygon" + classes("raft-point" + heartbeat) + " points=\"" + corner(5, 0) + " " +
           corner(15, 4) + " " + corner(15, -4) + "\"/>";
  }

  // Tenths as a decimal fraction.
  static std::string decimal(int tenths) {
    const std::string sign = tenths < 0 ? "-" : "";
    return sign + std::to_string(std::abs(tenths) / 10) + "." +
           std::to_string(std::abs(tenths) % 10);
  }

  void draw_label(const Picture::Arrow& arrow) {
    if (!arrow.label_box) return;
    const Box& box = *arrow.label_box;
    add("<g" + classes("raft-label " + term_class(arrow.term)) + ">" + title(arrow.title) +
        rect(box, 3) +
        text(middle(box), baseline(box), arrow.label,
             arrow.heartbeat ? classes("raft-heartbeat") : std::string()) +
        "</g>");
  }

  void draw(const Picture::Pill& pill) {
    std::string names = "raft-pill " + term_class(pill.term);
    switch (pill.kind) {
      case NoteKind::role:
        if (pill.role == RoleName::leader) names += " raft-won";
        if (pill.role == RoleName::candidate) names += " raft-stands";
        break;
      case NoteKind::fault:
        names += " raft-fault";
        break;
      case NoteKind::repair:
        names += " raft-repair";
        break;
      case NoteKind::client:
        names += " raft-client";
        break;
      case NoteKind::other:
        names += " raft-quiet";
        break;
      default:
        break;
    }
    add("<g" + classes(names) + ">" + title(pill.title) + rect(pill.box, 9) +
        text(middle(pill.box), baseline(pill.box), pill.text) + "</g>");
  }

  void draw(const Picture::Cell& cell) {
    std::string names = "raft-cell";
    names += cell.term ? " " + term_class(*cell.term) : " raft-more";
    if (cell.committed) names += " raft-done";
    add("<g" + classes(names) + ">" + title(cell.title) + rect(cell.box) +
        text(middle(cell.box), baseline(cell.box), cell.text) + "</g>");
  }

  void draw(const Picture::Banner& banner) {
    using Kind = Picture::BannerKind;
    static constexpr const char* names[] = {"caption", "world", "asked",    "healed",
                                            "met",     "unmet", "violation"};
    add("<g" + classes(std::string("raft-") + names[static_cast<std::size_t>(banner.kind)]) + ">");
    const bool large = banner.kind == Kind::caption || banner.kind == Kind::violation;
    const Box& box = banner.box;
    if (banner.kind == Kind::world || banner.kind == Kind::healed)
      add(line(box.x, box.y + box.height / 2, box.right(), box.y + box.height / 2));
    add(large ? rect(box, 4) : rect(words_box(banner)));
    if (banner.kind == Kind::caption)
      add(rect({box.x, box.y, 4, box.height}, 0, classes("raft-bar")));
    int y = box.y + (large ? 21 : 16);
    bool first = true;
    for (std::string words : banner.lines) {
      if (first && banner.kind == Kind::met) words = "✓ " + words;
      if (first && banner.kind == Kind::unmet) words = "✗ " + words;
      add(text(large ? box.x + 16 : middle(box), y, words,
               first ? classes("raft-first") : std::string()));
      first = false;
      y += 18;
    }
    add("</g>");
  }

  static Box words_box(const Picture::Banner& banner) {
    int width = 0;
    for (const std::string& words : banner.lines)
      width = std::max(width, text_width(words, 12) + 34);
    return {middle(banner.box) - width / 2, banner.box.y, width, banner.box.height};
  }

  // What the shapes mean, below the diagram; makes the picture as high as it needs.
  std::string legend_lines(int y) {
    struct Item {
      std::string shape, words;
      int width;
    };
    std::vector<Item> items;
    for (const Term term : picture_.terms) {
      items.push_back({"<g" + classes(term_class(term)) + ">" +
                           rect({0, -9, 11, 11}, 2, classes("raft-leader")) + "</g>",
                       "term " + to_string(term), 15});
    }
    const auto life = [&](int half, const char* name, const std::string& more = "") {
      return "<g" + classes("raft-t0") + ">" +
             rect({5 - half, -11, 2 * half, 15}, 0, classes("raft-" + std::string(name)) + more) +
             "</g>";
    };
    const auto cell = [&](const char* look, const char* content) {
      return "<g" + classes(std::string("raft-cell ") + look) + ">" + rect({0, -11, 32, 15}) +
             text(16, 0, content) + "</g>";
    };
    items.push_back({life(1, "follower"), "follower", 13});
    if (picture_.terms.empty()) {
      items.push_back({life(5, "leader"), "takes writes", 15});
      items.push_back({cell("raft-t0 raft-done", "x=1"), "executed", 37});
    } else {
      const std::string hatch = " style=\"fill:url(#" + id_ + "-hatch0)\"";
      items.push_back({life(4, "candidate", hatch), "candidate", 15});
      items.push_back({life(5, "leader"), "leader", 15});
      items.push_back({cell("raft-t1 raft-done", "1:x"), "committed", 37});
      items.push_back({cell("raft-t1", "1:x"), "not yet", 37});
    }
    std::string legend = "<g" + classes("raft-legend") + ">";
    int x = 12;
    y += 22;
    for (const Item& item : items) {
      const int width = item.width + text_width(item.words, 11) + 16;
      if (x + width > picture_.width && x > 12) {
        x = 12;
        y += 22;
      }
      legend += "<g transform=\"translate(" + std::to_string(x) + "," + std::to_string(y) + ")\">" +
                item.shape + text(item.width, 0, item.words, classes("raft-word")) + "</g>";
      x += width;
    }
    picture_.height = y + 16;
    return legend + "</g>";
  }

  const Trace& trace_;
  Picture picture_;
  std::string id_;
  std::string text_;
};

}  // namespace

std::string svg(const Trace& trace, const SvgOptions& options) {
  return Drawing(trace, options).draw();
}

}  // namespace raft
