#!/usr/bin/python3
"""The thinking parts of the book's directives (docs/_ext), without Sphinx."""

import base64
import json
import re
import sys
import tempfile
import types
import unittest
import zlib
from pathlib import Path
from xml.etree import ElementTree

EXTENSIONS = Path(__file__).resolve().parents[2] / "docs/_ext"
sys.path.insert(0, str(EXTENSIONS))

# The scenario directive imports these; nothing that is tested here uses them.
for name in ("docutils", "sphinx", "sphinx.util", "sphinx.util.docutils"):
    sys.modules.setdefault(name, types.ModuleType(name))
sys.modules["docutils"].nodes = None
sys.modules["sphinx.util.docutils"].SphinxDirective = object

import doxygen_repair  # noqa: E402
import furo_repair  # noqa: E402
import headers  # noqa: E402
import command  # noqa: E402
import epub_finish  # noqa: E402
import epub_order  # noqa: E402
import playground  # noqa: E402
import players  # noqa: E402
import slices  # noqa: E402
import terms  # noqa: E402
import prediction  # noqa: E402
from regions import (NoSuchRegion, definition, enclosing_type, piece,  # noqa: E402
                     shown_numbers, span)
from scenario import RunFailed, record  # noqa: E402

SOURCE = """struct Election {
  // [vote]
  int vote() {
    // [inner]
    return 1;
    // [inner]-end
  }
  // [vote]-end
};

// [free]
int free();
// [free]-end
"""


class Regions(unittest.TestCase):
    def test_a_region_comes_without_markers_and_indentation(self):
        self.assertEqual(piece(SOURCE, "inner"), ("return 1;", 5))

    def test_a_region_inside_is_one_line_that_names_it(self):
        self.assertEqual(piece(SOURCE, "vote"), ("int vote() {\n  // \u27e8inner\u27e9\n}", 3))
        self.assertEqual(shown_numbers(SOURCE.splitlines(), *span(SOURCE, "vote")), [3, 7])

    def test_a_type_with_regions_is_its_skeleton(self):
        self.assertEqual(piece(SOURCE, "Election"),
                         ("struct Election {\n  // \u27e8vote\u27e9\n};", 1))

    def test_a_region_goes_before_a_function_of_the_same_name(self):
        text = "int free();\n// [vote]\nint a;\n// [vote]-end\nint vote() {\n}\n"
        self.assertEqual(piece(text, "vote"), ("int a;", 3))

    def test_a_region_knows_the_type_around_it(self):
        self.assertEqual(enclosing_type(SOURCE, 3), "struct Election")
        self.assertIsNone(enclosing_type(SOURCE, 12))

    def test_a_wrong_name_is_told_what_there_is(self):
        with self.assertRaisesRegex(NoSuchRegion, "no region 'veto'; there are: vote, inner, free"):
            span(SOURCE, "veto")

    def test_a_region_must_end(self):
        with self.assertRaisesRegex(NoSuchRegion, "begins in line 1 and never ends"):
            span("// [vote]\nint x;\n", "vote")

    def test_a_name_is_given_once(self):
        with self.assertRaisesRegex(NoSuchRegion, "begins twice, in lines 1 and 3"):
            span("// [a]\n// [a]-end\n// [a]\n// [a]-end\n", "a")


class Definitions(unittest.TestCase):
    TEXT = """/// Half.
template <class T>
constexpr T half(T n) { return n / 2; }

/// A part.
struct Part {
  int half(int);
};
int twice(int n) {
  return 2 * half(n);
}
"""

    def test_a_function_comes_with_its_comment(self):
        self.assertEqual(piece(self.TEXT, "half"),
                         ("/// Half.\ntemplate <class T>\n"
                          "constexpr T half(T n) { return n / 2; }", 1))
        self.assertEqual(piece(self.TEXT, "twice")[0].splitlines()[-1], "}")

    def test_a_type_comes_to_its_closing_brace(self):
        self.assertEqual(piece(self.TEXT, "Part"),
                         ("/// A part.\nstruct Part {\n  int half(int);\n};", 5))

    def test_an_unknown_name_is_no_definition(self):
        self.assertIsNone(definition(self.TEXT, "third"))


class Records(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = Path(folder.name)
        self.scenario = self.root / "x.raft"
        self.scenario.write_text("servers 3\n", encoding="utf-8")

    def program(self, body):
        path = self.root / "raft"
        path.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
        path.chmod(0o755)
        return path

    def record(self, program, *options):
        return record(program, self.scenario, ".txt", self.root / "kept", options)

    def test_a_run_is_kept_and_not_repeated(self):
        program = self.program(f'echo run >>{self.root}/count; echo "$1 $3" >"$4"')
        self.assertEqual(self.record(program), "run --trace\n")
        self.assertEqual(self.record(program), "run --trace\n")
        self.assertEqual((self.root / "count").read_text(encoding="utf-8"), "run\n")

    def test_a_changed_scenario_is_run_again(self):
        program = self.program('cat "$2" >"$4"')
        self.record(program)
        self.scenario.write_text("servers 5\n", encoding="utf-8")
        self.assertEqual(self.record(program), "servers 5\n")

    def test_a_missing_program_is_said_plainly(self):
        with self.assertRaisesRegex(RunFailed, "build it first"):
            self.record(self.root / "none")

    def test_a_failed_run_brings_its_own_words(self):
        with self.assertRaisesRegex(RunFailed, "exit code 1:\nx.raft:3: expected leader S1"):
            self.record(self.program('echo "x.raft:3: expected leader S1" >&2; exit 1'))
        self.assertEqual(list((self.root / "kept").iterdir()), [])


    def test_another_node_is_another_run_and_may_break_a_rule(self):
        program = self.program('out="$4"; shift 4; echo "$*" >"$out"; exit ${2:-0}')
        self.record(program)
        self.assertEqual(self.record(program, "--node", "1"), "--node 1\n")
        self.assertEqual(self.record(program), "\n")
        with self.assertRaisesRegex(RunFailed, "exit code 2"):
            self.record(program, "--node", "2")


class Playgrounds(unittest.TestCase):
    SCENARIO = "title \"x\"\nservers 3\nnode safety without Durability\ntimeout S1\n"

    def test_a_rule_is_left_out_of_the_node_that_the_scenario_names(self):
        self.assertEqual(playground.choice_of_node(self.SCENARIO, None, "ElectionRestriction"),
                         (["--node", "safety", "--without", "ElectionRestriction"],
                          "safety without ElectionRestriction"))

    def test_a_scenario_that_names_no_node_is_for_the_whole_one(self):
        self.assertEqual(playground.choice_of_node("servers 3\n", None, "Durability")[1],
                         "raft without Durability")

    def test_nothing_chosen_leaves_the_scenario_its_node(self):
        self.assertEqual(playground.choice_of_node(self.SCENARIO, None, None), ([], ""))

    def test_the_node_is_written_into_the_text_that_an_address_opens(self):
        self.assertEqual(playground.with_node(self.SCENARIO, "raft").splitlines()[2], "node raft")
        self.assertEqual(playground.with_node("servers 3\n", "raft"), "node raft\nservers 3\n")

    def test_an_address_holds_the_whole_text(self):
        page, letters = playground.in_playground(self.SCENARIO).split("#z=")
        self.assertEqual(page, "_static/playground/playground.html")
        data = base64.urlsafe_b64decode(letters + "=" * (-len(letters) % 4))
        self.assertEqual(zlib.decompress(data, -15).decode(), self.SCENARIO)

    def test_the_scenario_stands_in_the_element_as_it_is(self):
        tag = playground.opening('note "a <b>"', "safety", "small", "../")
        self.assertIn('data-scenario="note &quot;a &lt;b&gt;&quot;"', tag)
        self.assertIn('data-node="safety"', tag)

    def test_a_whole_playground_is_a_page_in_a_frame(self):
        tag = playground.opening("servers 3\n", "", "full", "../../")
        self.assertIn('data-page="../../_static/playground/playground.html#z=', tag)

    def test_a_layout_is_small_or_full(self):
        with self.assertRaisesRegex(ValueError, "small or full"):
            playground.layout_of("huge")


class Players(unittest.TestCase):
    PAGE = ('<head><script>theme()</script><style>p {}</style></head><body>'
            '<pre id="told">  0.0  S1 says &lt;yes&gt;</pre>\n'
            '<script type="application/x-ndjson" id="trace">{"t":0}\n</script>\n'
            "<script>play()</script>\n</body>")

    def test_a_page_keeps_only_what_is_its_own(self):
        own, style, script = players.cut(self.PAGE)
        self.assertEqual((style, script), ("p {}", "play()"))
        self.assertIn("<script>theme()</script>", own)
        for shared in ("p {}", "play()", '{"t":0}'):
            self.assertNotIn(shared, own)

    def test_the_run_is_packed_whole(self):
        letters = re.search(r'id="packed">([^<]+)<', players.cut(self.PAGE)[0])[1]
        run = json.loads(zlib.decompress(base64.b64decode(letters), -15))
        self.assertEqual(run, {"told": "  0.0  S1 says <yes>", "trace": '{"t":0}\n'})

    def test_a_script_may_speak_of_elements(self):
        page = self.PAGE.replace("play()", "x = '<style>'; y = `</pre><pre id=\"told\">`")
        own, style, script = players.cut(page)
        self.assertEqual(style, "p {}")
        self.assertEqual(script, "x = '<style>'; y = `</pre><pre id=\"told\">`")
        self.assertTrue(own.endswith("</script>\n</body>"))

    def test_another_kind_of_page_is_not_cut(self):
        with self.assertRaisesRegex(players.NoPlayer, "player.html has changed"):
            players.cut("<html></html>")

    def test_two_scenarios_of_one_name_have_pages_of_their_own(self):
        self.assertEqual(players.name_of("diagrams/02-election/x.raft"), "02-election-x.html")
        self.assertNotEqual(players.name_of("exercises/a/run.raft"),
                            players.name_of("exercises/b/run.raft"))


class Predictions(unittest.TestCase):
    GOOD = ["- Yes.", "- No, for it has", "  voted. +", "", "---", "One vote a term."]

    def test_the_right_choice_is_the_one_with_a_plus(self):
        choices, below = prediction.parts(self.GOOD)
        self.assertEqual(choices, [("Yes.", False), ("No, for it has voted.", True)])
        self.assertEqual(self.GOOD[below:], ["One vote a term."])

    def test_exactly_one_choice_is_right(self):
        with self.assertRaisesRegex(prediction.BadPrediction, "exactly one"):
            prediction.parts(["- Yes. +", "- No. +", "---", "Why."])

    def test_an_explanation_is_needed(self):
        for text in (["- Yes. +", "- No."], ["- Yes. +", "- No.", "---", ""]):
            with self.assertRaises(prediction.BadPrediction):
                prediction.parts(text)


class Commands(unittest.TestCase):
    def test_a_line_of_dots_stands_for_any_lines(self):
        self.assertTrue(command.fits(["a", "...", "d"], ["a", "b", "c", "d"]))
        self.assertTrue(command.fits(["...", "a"], ["a"]))
        self.assertFalse(command.fits(["a", "...", "d"], ["a", "b"]))

    def test_dots_at_the_end_of_a_line_stand_for_its_rest(self):
        self.assertTrue(command.fits(["took ..."], ["took 5 ms"]))
        self.assertFalse(command.fits(["took ..."], ["gave 5 ms"]))

    def test_every_other_line_must_be_the_same(self):
        self.assertFalse(command.fits(["a"], ["a", "b"]))
        self.assertFalse(command.fits(["a", "b"], ["a"]))

    def test_a_block_is_found_with_its_exit_code(self):
        page = "x\n\n```{command} raft run y\n:exit: 1\n\nFAILED\n```\n"
        block = command.BLOCK.search(page)
        self.assertEqual((block["command"], block["exit"], block["text"]),
                         ("raft run y", "1", "FAILED\n"))


class Reactions(unittest.TestCase):
    def test_who_reacts_to_what_is_what_the_parts_declare(self):
        import reactions
        code = ("struct Quiet {\n  int state;\n};\n"
                "struct Loud {\n  using hears =\n      Events<Current<Vote>, Every<Received>>;\n"
                "  using objects_to = Questions<Commit>;\n};\n")
        self.assertEqual(reactions.parts("using Raft = Node<Quiet, Loud>;"), ["Quiet", "Loud"])
        self.assertEqual(reactions.reactions([code], ["Quiet", "Loud"]),
                         {("hears", "Current<Vote>"): {"Loud"},
                          ("hears", "Received<any message>"): {"Loud"},
                          ("objects_to", "Commit"): {"Loud"}})


class Terms(unittest.TestCase):
    def test_a_word_and_its_plural_have_one_entry(self):
        known = {"term": ("docs/glossary", "term-term"), "quorums": ("docs/glossary", "q")}
        self.assertEqual(terms.entry("Terms", known), ("docs/glossary", "term-term"))
        self.assertEqual(terms.entry("quorums", known), ("docs/glossary", "q"))
        self.assertIsNone(terms.entry("ship", known))


class EBooks(unittest.TestCase):
    def test_a_page_with_a_picture_says_so_in_the_list_of_contents(self):
        opf = '<item href="a.xhtml" id="1"/><item href="b.xhtml" id="2"/>'
        self.assertEqual(epub_finish.with_properties(opf, {"a.xhtml": "<p><svg/></p>"}),
                         '<item href="a.xhtml" id="1" properties="svg"/>'
                         '<item href="b.xhtml" id="2"/>')
        self.assertEqual(
            epub_finish.with_properties('<item id="1" href="a.xhtml" />', {"a.xhtml": "<svg/>"}),
            '<item id="1" href="a.xhtml" properties="svg"/>')

    def test_every_page_is_named_from_the_top(self):
        self.assertEqual(epub_order.from_the_top("docs/../chapters/02/chapter.xhtml#a-b"),
                         "chapters/02/chapter.xhtml#a-b")


class Headers(unittest.TestCase):
    def test_every_header_of_the_folder_gets_a_section(self):
        with tempfile.TemporaryDirectory() as folder:
            for name in ("b.h", "a.h", "a.cpp"):
                (Path(folder) / "node").mkdir(exist_ok=True)
                (Path(folder) / "node" / name).touch()
            shown = headers.expand("# The frame\n\n%headers node\n", Path(folder))
        self.assertLess(shown.index("## node/a.h"), shown.index("## node/b.h"))
        self.assertIn("```{doxygenfile} node/a.h\n```", shown)
        self.assertNotIn("a.cpp", shown)


class DoxygenRepair(unittest.TestCase):
    def member(self, name, kind="function", arguments="()", more=""):
        return (f'<memberdef kind="{kind}" prot="public" {more}><type>int</type>'
                f"<argsstring>{arguments}</argsstring><name>{name}</name>"
                f"<qualifiedname>raft::{name}</qualifiedname>"
                '<location file="node/node.h"/></memberdef>')

    def definition(self, kind, inside, file="node/node.h"):
        return ElementTree.ElementTree(ElementTree.fromstring(
            f'<doxygen><compounddef kind="{kind}">{inside}<location file="{file}"/></compounddef>'
            "</doxygen>"))

    def names(self, tree):
        return [name.text for name in tree.findall(".//memberdef/name")]

    def test_functions_of_a_namespace_stand_in_their_header(self):
        header = self.definition("file", "<innernamespace>raft</innernamespace>")
        members = f'<sectiondef kind="func">{self.member("has_majority")}</sectiondef>'
        namespace = self.definition("namespace", members)
        doxygen_repair.repair([header, namespace])
        self.assertEqual(self.names(header), ["raft::has_majority"])
        self.assertEqual(self.names(namespace), [])
        self.assertIsNone(header.find(".//innernamespace"))

    def test_what_no_reader_looks_up_is_left_out(self):
        kept = [self.member("step"), self.member("operator==", arguments="(Log a, Log b)")]
        left_out = [self.member("fields"), self.member("term_", more='prot="private"'
                                                       ).replace('prot="public" ', ""),
                    self.member("operator==", arguments="(Log, Log) = default"),
                    self.member("Cases", arguments="(F...) -&gt; Cases").replace("int", "")]
        tree = self.definition(
            "struct", "<derivedcompoundref>raft::VotesTwice</derivedcompoundref>"
            f'<sectiondef kind="friend">{"".join(left_out)}</sectiondef>'
            f'<sectiondef kind="public-func">{"".join(kept + left_out)}</sectiondef>')
        doxygen_repair.repair([tree])
        self.assertEqual(self.names(tree), ["step", "operator=="])
        self.assertEqual(len(tree.findall(".//sectiondef")), 1)
        self.assertIsNone(tree.find(".//derivedcompoundref"))

    def test_digits_in_groups_stay_whole(self):
        tree = self.definition("struct", "<defval>100 '000</defval><para>it's 1 '2</para>")
        doxygen_repair.repair([tree])
        self.assertEqual(tree.findtext(".//defval"), "100000")
        self.assertEqual(tree.findtext(".//para"), "it's 1 '2")


class Slices(unittest.TestCase):
    def picture(self, height, *texts):
        words = "".join(f'<text x="9" y="{y}">S1</text>' for y in texts)
        return f'<svg id="run" viewBox="0 0 720 {height}" width="100%">{words}</svg>'

    def test_what_fits_on_a_sheet_is_left_alone(self):
        self.assertEqual(slices.sliced(self.picture(slices.SHRUNK)), self.picture(slices.SHRUNK))

    def test_a_taller_picture_is_cut_between_its_words(self):
        begin, cut, end = slices.cuts(self.picture(1500, 830, 815), 1500)
        self.assertEqual((begin, end), (0, 1500))
        self.assertEqual(cut, 815 - 13)

    def test_every_piece_fits_and_but_the_first_has_the_servers_names(self):
        places = slices.cuts(self.picture(5000, *range(0, 5000, 30)), 5000)
        for begin, end in zip(places, places[1:]):
            self.assertLessEqual(end - begin + (slices.HEADS if begin else 0), slices.SHEET)
        pieces = slices.sliced(self.picture(1500)).split("aria-hidden")
        self.assertNotIn('viewBox="0 0 720 34"', pieces[1])
        self.assertIn('viewBox="0 0 720 34"', pieces[2])


class FuroRepair(unittest.TestCase):
    def test_the_dark_block_is_repeated_for_the_systems_choice(self):
        css = 'a\n@media not print { body[data-theme="dark"] { x: y } }\nb'
        self.assertIn('@media (prefers-color-scheme: dark) {\n@media not print { '
                      'body[data-theme="auto"] { x: y } }\n}\n', furo_repair.with_dark_colours(css))


if __name__ == "__main__":
    unittest.main()
