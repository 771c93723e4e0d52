#pragma once
/// @file
/// A space-time diagram as shapes with places, before it is drawn: what the layout (rendering/
/// svg_layout.h) makes and the drawing (rendering/svg.h) writes down. All coordinates are whole
/// pixels, x to the right and y downward, so that equal traces give equal pictures everywhere.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "rendering/short_words.h"

namespace raft {

/// A rectangle.
struct Box {
  int x = 0;
  int y = 0;
  int width = 0;
  int height = 0;

  int right() const { return x + width; }
  int bottom() const { return y + height; }
  bool overlaps(const Box& other) const {
    return x < other.right() && other.x < right() && y < other.bottom() && other.y < bottom();
  }
  friend bool operator==(const Box&, const Box&) = default;
};

/// All shapes of a diagram.
struct Picture {
  /// A server's name above its line.
  struct Head {
    ServerId server = {};
    Box box = {};
  };
  /// A moment on the time axis.
  struct Tick {
    int y = 0;
    std::string text = {};
  };
  /// Time that was cut out.
  struct Break {
    int y = 0;
    std::string text = {};
  };
  /// A piece of a server's line, during which its role and term stay the same.
  struct Life {
    int x = 0;
    int top = 0;
    int bottom = 0;
    RoleName role = RoleName::follower;
    Term term = {};
    bool up = true;
    bool paused = false;
  };
  /// A few words on a server's line.
  struct Pill {
    Box box = {};
    NoteKind kind = NoteKind::other;
    std::optional<RoleName> role = {};  ///< of a role note
    Term term = {};
    std::string text = {};
    std::string title = {};  ///< the whole sentence
  };
  /// An entry of a log; without a term, a hint that earlier entries are not shown.
  struct Cell {
    Box box = {};
    std::optional<Term> term = {};
    bool committed = false;
    std::string text = {};
    std::string title = {};
  };
  /// How a message's arrow ends.
  enum class End : std::uint8_t { arrives, lost, under_way };
  /// A message.
  struct Arrow {
    int x1 = 0, y1 = 0, x2 = 0, y2 = 0;
    Term term = {};
    bool reply = false;
    bool heartbeat = false;
    End end = End::arrives;
    std::string label = {};
    std::optional<Box> label_box = {};  ///< none: no label, or no room for it
    std::string title = {};
  };
  /// Words across the whole picture.
  enum class BannerKind : std::uint8_t { caption, world, client, healed, met, unmet, violation };
  struct Banner {
    Box box = {};
    BannerKind kind = BannerKind::caption;
    std::vector<std::string> lines = {};
  };
  /// A partition between two neighbouring columns.
  struct Wall {
    int x = 0;
    int top = 0;
    int bottom = 0;
  };

  int width = 0;
  int height = 0;
  int axis = 0;  ///< where the columns begin
  std::vector<Head> heads = {};
  std::vector<Tick> ticks = {};
  std::vector<Break> breaks = {};
  std::vector<Life> lives = {};
  std::vector<Wall> walls = {};
  std::vector<Arrow> arrows = {};
  std::vector<Pill> pills = {};
  std::vector<Cell> cells = {};
  std::vector<Banner> banners = {};
  std::vector<Term> terms = {};  ///< those that occur, ascending; none if nobody knows terms
};

}  // namespace raft
