"""How the book is made. The sources are docs/ and chapters/; `cmake --build --preset release
--target book` calls Sphinx with the top of the project as the source folder and this folder as the
configuration. Nothing is fetched: the book works offline, from a file."""

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

extensions = ["myst_parser", "breathe", "sphinx_copybutton", "listing", "scenario", "headers",
              "boxes", "prediction", "command", "clauses", "reactions", "reading",
              "exercises"]
for_epub = tags.has("for_epub")  # noqa: F821, Sphinx provides it
root_doc = "docs/epub" if for_epub else "docs/index"
include_patterns = ["docs/**", "chapters/**", "exercises/*/*/exercise.md",
                    "exercises/own-raft/own-raft.md"]
exclude_patterns = ["docs/_*", "build/**"]
# The e-book has the preface as a page, and neither the reference nor the pages for maintainers.
exclude_patterns += (["docs/index.md", "docs/reference", "docs/architecture.md",
                      "docs/contributing.md"]
                     if for_epub else ["docs/epub.md", "docs/preface.md"])
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

html_theme = "furo"
html_title = "A book that runs: Raft"
html_static_path = ["_epub"] if for_epub else (
    ["_static"] + repaired(Path(furo.__file__).parent, BOOK / "furo"))
html_css_files = ["book.css"]
html_js_files = [("book.js", {"defer": "defer"})]
templates_path = ["_templates"]
html_additional_pages = {"index": "to-the-book.html"}
html_show_sphinx = False
html_show_copyright = False
html_copy_source = False
html_show_sourcelink = False
html_show_search_summary = False  # the excerpts need a web server
html_theme_options = {"navigation_with_keys": True}
copybutton_prompt_text = r"\$ "
copybutton_prompt_is_regexp = True

epub_title = "A book that runs: Raft"
epub_show_urls = "no"
epub_tocdepth = 2
epub_use_index = False
epub_css_files = ["epub.css"]
if for_epub:
    html_css_files, html_js_files, html_additional_pages = [], [], {}
    extensions.remove("sphinx_copybutton")
    suppress_warnings = ["epub.unknown_project_files"]
