#pragma once
/// @file
/// The elements that our SVG pictures consist of, as text. Coordinates are whole pixels, so that
/// equal pictures have equal bytes.

#include <string>
#include <string_view>

#include "rendering/picture.h"
#include "text/as_xml.h"

namespace raft::svg_element {

inline std::string attribute(std::string_view name, int value) {
  return " " + std::string(name) + "=\"" + std::to_string(value) + "\"";
}

inline std::string rect(const Box& box, int radius = 0, const std::string& more = "") {
  return "<rect" + attribute("x", box.x) + attribute("y", box.y) + attribute("width", box.width) +
         attribute("height", box.height) + (radius > 0 ? attribute("rx", radius) : "") + more +
         "/>";
}

inline std::string line(int x1, int y1, int x2, int y2, const std::string& more = "") {
  return "<line" + attribute("x1", x1) + attribute("y1", y1) + attribute("x2", x2) +
         attribute("y2", y2) + more + "/>";
}

inline std::string classes(const std::string& names) { return " class=\"" + names + "\""; }

inline std::string text(int x, int y, std::string_view words, const std::string& more = "") {
  return "<text" + attribute("x", x) + attribute("y", y) + more + ">" + as_xml(words) + "</text>";
}

inline std::string title(std::string_view words) {
  return words.empty() ? "" : "<title>" + as_xml(words) + "</title>";
}

}  // namespace raft::svg_element
