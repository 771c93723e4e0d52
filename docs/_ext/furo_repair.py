"""Debian's Furo 2022.12.07 is packaged with three faults: its script is an ES module that is loaded
as a classic script, its style sheet imports another from an absolute path, and the colours for
systems in dark mode are missing. `repaired` writes copies without the faults; a later static path
overrides the theme's own files."""

from pathlib import Path

IMPORT = 'import Gumshoe from "./gumshoe-patched.js";'
NORMALIZE_IMPORT = "@import url(/javascript/normalize.css/normalize.css);"
NORMALIZE = Path("/usr/share/nodejs/normalize.css/normalize.css")


def repaired(theme, out):
    """The static paths to add: [out], or none if this Furo has not these faults."""
    static = theme / "theme/furo/static"
    script = (static / "scripts/furo.js").read_text(encoding="utf-8")
    if IMPORT not in script:
        return []
    gumshoe = (static / "scripts/gumshoe-patched.js").read_text(encoding="utf-8")
    write(out / "scripts/furo.js", classic_script(script, gumshoe))
    css = (static / "styles/furo.css").read_text(encoding="utf-8")
    normalize = NORMALIZE.read_text(encoding="utf-8") if NORMALIZE.exists() else ""
    write(out / "styles/furo.css", with_dark_colours(css.replace(NORMALIZE_IMPORT, normalize)))
    return [str(out)]


def classic_script(script, gumshoe):
    body = script.replace(IMPORT, "")
    return f"{gumshoe}\n;(function () {{\nconst Gumshoe = window.Gumshoe;\n{body}\n}})();\n"


def with_dark_colours(css):
    """Repeats the block for the chosen dark theme for the automatic one on a dark system."""
    begin = css.index("@media not print {")
    end = css.index("} }\n", begin) + 4
    dark = css[begin:end].replace('data-theme="dark"', 'data-theme="auto"')
    return f"{css[:end]}@media (prefers-color-scheme: dark) {{\n{dark}}}\n{css[end:]}"


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
