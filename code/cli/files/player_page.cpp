#include "cli/files/player_page.h"

#include <fmt/format.h>

#include "rendering/annotated.h"
#include "text/as_xml.h"
#include "text/counted.h"
#include "text/readable.h"

namespace raft {
namespace {

// In JSON a < stands only in texts, where this means the same. No text can end the script.
std::string as_script_data(std::string_view json) {
  std::string safe;
  safe.reserve(json.size());
  for (const char c : json) {
    if (c == '<') {
      safe += "\\u003c";
    } else {
      safe += c;
    }
  }
  return safe;
}

std::string about(const TraceHeader& header) {
  return fmt::format("{}, node {}, seed {}", counted(header.servers.size(), "server"),
                     readable(to_string(header.node)), header.seed);
}

std::string content_of_place(std::string_view place, const Trace& trace) {
  if (place == "title") {
    const std::string& title = trace.header.title;
    return as_xml(title.empty() ? "A run of Raft" : readable(title));
  }
  if (place == "meta") return as_xml(about(trace.header));
  if (place == "sentences") return as_xml(sentences(trace));
  return as_script_data(annotated(trace, {.words = false}));
}

}  // namespace

std::expected<std::string, std::string> player_page(const Trace& trace) {
  std::string_view rest = player_template();
  if (rest.empty()) {
    return std::unexpected(
        "this program was built without the HTML player, because esbuild was missing: install the "
        "package esbuild and build again");
  }
  std::string page;
  for (const std::string_view place : {"title", "title", "meta", "sentences", "trace"}) {
    const std::string mark = fmt::format("{{{{{}}}}}", place);
    const std::size_t at = rest.find(mark);
    page += rest.substr(0, at);
    page += content_of_place(place, trace);
    rest.remove_prefix(at + mark.size());
  }
  return page.append(rest);
}

}  // namespace raft
