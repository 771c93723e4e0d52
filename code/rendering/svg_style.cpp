/// @file
/// The style sheet of the pictures (rendering/svg.h): their colours, by day and by night.

#include "rendering/svg.h"

namespace raft {
namespace {

// The colours of terms 1 to 6, after which they begin again: told apart by colour-blind readers,
// and dark (or, on dark ground, light) enough to carry text.
constexpr const char* light =
    "--bg:#fff;--ink:#1d2329;--soft:#5d6873;--faint:#c5ccd3;--panel:#f4f6f8;--on:#fff;"
    "--bad:#b3261e;--good:#1a7338;--t0:#6b7580;--t1:#1f5fae;--t2:#b04a00;--t3:#08755a;"
    "--t4:#8b3d8f;--t5:#7a6300;--t6:#a8324a;";
constexpr const char* dark =
    "--bg:#131416;--ink:#e3e7ea;--soft:#9aa5b0;--faint:#464e57;--panel:#1f2226;--on:#101214;"
    "--bad:#ff8a80;--good:#6fd08c;--t0:#98a3ae;--t1:#7fb4ff;--t2:#ffa45e;--t3:#58cfa9;"
    "--t4:#e09ee2;--t5:#dfc64f;--t6:#ff96a8;";

constexpr const char* rules = R"(
F{background:var(--bg);
font-family:system-ui,-apple-system,"Segoe UI",Roboto,"DejaVu Sans",sans-serif;font-size:12px}
F text{fill:var(--ink)}
F .raft-mid{text-anchor:middle}
F .raft-tick{fill:var(--soft);font-size:11px;text-anchor:end}
F .raft-head rect{fill:var(--ink)}
F .raft-head text{fill:var(--bg);font-weight:700;font-size:14px}
F .raft-t0{--c:var(--t0)}F .raft-t1{--c:var(--t1)}F .raft-t2{--c:var(--t2)}
F .raft-t3{--c:var(--t3)}
F .raft-t4{--c:var(--t4)}F .raft-t5{--c:var(--t5)}F .raft-t6{--c:var(--t6)}
F .raft-follower{fill:var(--c)}
F .raft-candidate{stroke:var(--c);stroke-width:1.5}
F .raft-hatch{stroke:var(--c);stroke-width:2}
F .raft-leader{fill:var(--c)}
F .raft-down{stroke:var(--faint);stroke-width:2;stroke-dasharray:2 6}
F .raft-paused{stroke:var(--soft);stroke-width:3;stroke-dasharray:6 5}
F .raft-arrow{stroke:var(--c);stroke-width:1.8;fill:none}
F .raft-point{fill:var(--c);stroke:none}
F .raft-reply{stroke-dasharray:5 3;stroke-width:1.4}
F .raft-heartbeat{--c:var(--soft);stroke-width:1}
F .raft-cross{stroke:var(--bad);stroke-width:2.4;stroke-linecap:round}
F .raft-open{fill:var(--bg);stroke:var(--c);stroke-width:1.4}
F .raft-label rect{fill:var(--bg);opacity:.93}
F .raft-label text{font-size:11px;fill:var(--c);text-anchor:middle}
F .raft-label .raft-heartbeat{fill:var(--soft)}
F .raft-pill rect{fill:var(--bg);stroke:var(--c)}
F .raft-pill text{text-anchor:middle}
F .raft-won rect{fill:var(--c)}F .raft-won text{fill:var(--on);font-weight:700}
F .raft-stands rect{stroke-dasharray:4 2;stroke-width:1.6}F .raft-stands text{font-weight:600}
F .raft-fault rect{fill:var(--bad);stroke:var(--bad)}
F .raft-fault text{fill:var(--on);font-weight:700}
F .raft-repair rect{stroke:var(--good);stroke-width:1.6}
F .raft-repair text{fill:var(--good);font-weight:600}
F .raft-client rect{fill:var(--panel);stroke:var(--soft)}
F .raft-quiet rect{stroke:none;fill:var(--bg)}F .raft-quiet text{fill:var(--soft);font-size:11px}
F .raft-cell text{text-anchor:middle;font-size:11px}
F .raft-cell rect{fill:var(--bg);stroke:var(--c);stroke-width:1.2}
F .raft-cell text{fill:var(--c)}
F .raft-done rect{fill:var(--c);stroke:var(--bg)}F .raft-done text{fill:var(--on)}
F .raft-more rect{stroke:none}F .raft-more text{fill:var(--soft)}
F .raft-break{stroke:var(--soft);stroke-width:1.3;fill:none}
F .raft-gap{fill:var(--bg)}
F .raft-pause{fill:var(--soft);font-size:11px;font-style:italic}
F .raft-caption rect{fill:var(--panel)}F .raft-caption text{font-size:13.5px}
F .raft-caption .raft-bar{fill:var(--t1)}
F .raft-world rect{fill:var(--bg)}
F .raft-world text{fill:var(--bad);text-anchor:middle;font-weight:600}
F .raft-world line,F .raft-wall{stroke:var(--bad);stroke-width:1.4;stroke-dasharray:7 4}
F .raft-asked rect{fill:var(--bg)}
F .raft-asked text{fill:var(--soft);text-anchor:middle}
F .raft-healed rect{fill:var(--bg)}
F .raft-healed text{fill:var(--good);text-anchor:middle;font-weight:600}
F .raft-healed line{stroke:var(--good);stroke-width:1.4;stroke-dasharray:7 4}
F .raft-met rect,F .raft-unmet rect{fill:var(--bg)}
F .raft-met text{fill:var(--good);text-anchor:middle}
F .raft-unmet text{fill:var(--bad);text-anchor:middle;font-weight:700}
F .raft-violation rect{fill:var(--bg);stroke:var(--bad);stroke-width:2.5}
F .raft-violation text{font-size:13.5px}
F .raft-violation text.raft-first{fill:var(--bad);font-weight:700}
F .raft-word{fill:var(--soft);font-size:11px}
)";

}  // namespace

std::string svg_style(const std::string& id) {
  const std::string figure = "#" + id;
  std::string style = figure + "{" + light + "}\n";
  style += "@media(prefers-color-scheme:dark){" + figure + "{" + dark + "}}\n";
  style += "body[data-theme=\"light\"] " + figure + "{" + light + "}\n";
  style += "body[data-theme=\"dark\"] " + figure + "{" + dark + "}\n";
  style += "@media print{" + figure + "," + "body[data-theme] " + figure + "{" + light + "}}";
  return style + rules_of_figure(rules, id);
}

std::string rules_of_figure(std::string_view rules, const std::string& id) {
  std::string text;
  for (std::size_t i = 0; i < rules.size(); ++i) {
    const std::string_view rest = rules.substr(i);
    if (rest.starts_with("F ") || rest.starts_with("F{")) {
      text += "#" + id;
    } else {
      text += rules[i];
    }
  }
  return text;
}

}  // namespace raft
