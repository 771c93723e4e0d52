#pragma once
/// @file
/// Text as XML and HTML want it.

#include <string>
#include <string_view>

namespace raft {

/// Any text as content or as a quoted attribute of XML and HTML.
inline std::string as_xml(std::string_view text) {
  std::string safe;
  safe.reserve(text.size());
  for (const char c : text) {
    switch (c) {
      case '&':
        safe += "&amp;";
        break;
      case '<':
        safe += "&lt;";
        break;
      case '>':
        safe += "&gt;";
        break;
      case '"':
        safe += "&quot;";
        break;
      default:
        safe += c;
    }
  }
  return safe;
}

}  // namespace raft
