"""How the book is made. The sources are docs/ and chapters/; `cmake --build --preset release
--target book` calls Sphinx with the top of the project as the source folder and this folder as the
configuration. Nothing is fetched: the book works offline, from a file."""

import hashlib
import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BUILD = Path(os.environ.get("RAFT_BUILD", ROOT / "build"))
BOOK = BUILD / "book"
sys.path.insert(0, str(ROOT / "docs/_ext"))

import furo  # noqa: E402
from furo_repair import repaired  # noqa: E402

project = "A book that runs"
author = "The authors of the book"
copyright = author
language = "en"

extensions = ["made_into", "myst_parser", "breathe", "sphinx_copybutton", "listing", "scenario",
              "headers", "doxygen_repair", "boxes", "prediction", "command", "clauses",
              "reactions", "house", "reading", "exercises", "playground", "epub_order", "terms",
              "runs"]
for_epub = tags.has("for_epub")  # noqa: F821, Sphinx provides it
bound = for_epub or tags.has("for_pdf")  # noqa: F821, between covers, and read in order
root_doc = "docs/epub" if bound else "docs/index"
include_patterns = ["docs/**", "chapters/**", "exercises/*/*/exercise.md",
                    "exercises/own-raft/own-raft.md"]
exclude_patterns = ["docs/_*", "build/**"]
# E-book and PDF have neither the first screen, nor the reference, nor the pages for maintainers.
exclude_patterns += (["docs/index.md", "docs/reference", "docs/architecture.md",
                      "docs/contributing.md"]
                     if bound else ["docs/epub.md"])
source_suffix = {".md": "markdown"}
myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3

primary_domain = "cpp"
highlight_language = "text"  # listings say that they are C++
breathe_projects = {"raft": str(BOOK / "doxygen/xml")}
breathe_default_project = "raft"
breathe_domain_by_extension = {"h": "cpp"}
breathe_show_include = False

raft_program = str(BUILD / "bin/raft")
scenario_cache = str(BOOK / "runs")
playground = str(BUILD / "playground") if (BUILD / "playground/playground.html").exists() else ""

html_theme = "furo"
html_title = "A book that runs"
html_static_path = ["_epub"] if for_epub else (
    ["_static"] + repaired(Path(furo.__file__).parent, BOOK / "furo"))
html_favicon = None if bound else "_static/icon.svg"
html_css_files = ["type.css", "book.css", "print.css"]
html_js_files = [(name, {"defer": "defer"}) for name in ("book.js", "figures.js", "playgrounds.js")]
templates_path = ["_templates"]
html_additional_pages = {"index": "to-the-book.html"}
html_show_sphinx = False
html_show_copyright = False
html_copy_source = False
html_show_sourcelink = False
html_show_search_summary = False  # the excerpts need a web server
html_theme_options = {
    "navigation_with_keys": True,
    # Ink and paper; links have the blue of term 1 (code/rendering/svg_style.cpp).
    "light_css_variables": {
        "color-brand-primary": "#1f5fae", "color-brand-content": "#1f5fae",
        "color-foreground-primary": "#1d2329", "color-foreground-secondary": "#5d6873",
        "color-background-primary": "#fdfcfa", "color-background-secondary": "#f6f4f0",
        "color-background-border": "#e2dfd8", "color-inline-code-background": "#f1eee8",
        "color-code-background": "#f8f6f2", "color-api-name": "#1d2329",
        "color-api-pre-name": "#5d6873", "color-api-background": "#f6f4f0",
    },
    "dark_css_variables": {
        "color-brand-primary": "#7fb4ff", "color-brand-content": "#7fb4ff",
        "color-foreground-primary": "#dfe3e6", "color-foreground-secondary": "#9aa5b0",
        "color-background-primary": "#181a1c", "color-background-secondary": "#1d1f22",
        "color-background-border": "#33383d", "color-inline-code-background": "#24272b",
        "color-code-background": "#131416", "color-api-name": "#dfe3e6",
        "color-api-pre-name": "#9aa5b0", "color-api-background": "#1d1f22",
    },
}
copybutton_prompt_text = r"\$ "
copybutton_prompt_is_regexp = True

epub_title = "A book that runs: Raft"
epub_show_urls = "no"
epub_tocdepth = 2
epub_tocscope = "includehidden"
epub_use_index = False
epub_css_files = ["epub.css"]
if bound:
    html_additional_pages = {}
if for_epub:
    html_css_files, html_js_files = [], []
    extensions.remove("sphinx_copybutton")
    suppress_warnings = ["epub.unknown_project_files"]
    version = "1"  # EPUB 3 wants one


def setup(app):
    # When a directive has changed, every page is read again.
    scripts = b"".join(file.read_bytes() for file in sorted((ROOT / "docs/_ext").glob("*.py")))
    app.add_config_value("directives", hashlib.sha256(scripts).hexdigest(), "env")
