#pragma once
/// @file
/// The space-time diagram as SVG. It needs nothing outside itself, and its bytes depend on the
/// trace and the options only. It is readable in light and dark: by itself it follows the reader's
/// preference; inlined into a page of the book it follows the page (`body[data-theme]`). Everything
/// that it defines begins with `raft-` or with the figure's id, so figures can share a page.

#include <string>
#include <string_view>

#include "rendering/detail.h"
#include "rendering/picture.h"
#include "trace/event.h"

namespace raft {

/// How the diagram looks.
struct SvgOptions {
  Detail detail = Detail::everything;
  int width = 720;  ///< of its coordinates; it is scaled to the width that it is given
  /// Letters, digits, - and _; different for each figure of a page. Empty: made from the title.
  std::string id = {};
};

/// The diagram of a trace, a complete `<svg>` element that ends with a newline.
std::string svg(const Trace& trace, const SvgOptions& options = {});

/// The style sheet of all diagrams, for a figure with this id.
std::string svg_style(const std::string& id);
/// Rules for this figure only: in each selector, `F` stands for the figure.
std::string rules_of_figure(std::string_view rules, const std::string& id);

}  // namespace raft
