#!/usr/bin/python3
"""docs/trace.schema.json describes what is written: the sample with every kind of event fits it,
each kind is described and sampled, and a line that is wrong does not fit."""

import json
import pathlib
import sys
import unittest

import jsonschema

ROOT = pathlib.Path(__file__).resolve().parents[2]
SCHEMA = json.loads((ROOT / "docs" / "trace.schema.json").read_text(encoding="utf-8"))
SAMPLE = ROOT / "tests" / "trace" / "every_kind.jsonl"
LINES = [json.loads(line) for line in SAMPLE.read_text(encoding="utf-8").splitlines()]
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)


class TraceSchema(unittest.TestCase):
    def test_is_a_schema(self):
        jsonschema.Draft202012Validator.check_schema(SCHEMA)

    def test_fits_every_line_of_the_sample(self):
        for number, line in enumerate(LINES, 1):
            with self.subTest(line=number):
                self.assertEqual([e.message for e in VALIDATOR.iter_errors(line)], [])

    def test_describes_each_kind_and_the_sample_has_each(self):
        described = {
            d["properties"]["kind"]["const"]
            for d in SCHEMA["$defs"].values()
            if "const" in d.get("properties", {}).get("kind", {})
        }
        self.assertEqual(described, {line["kind"] for line in LINES[1:]})

    def test_refuses_a_line_without_one_of_its_fields(self):
        optional = {"server", "clock", "copy_of", "leader", "voted_for", "log_from"}
        for line in LINES:
            for field in line:
                if field in optional or (line.get("kind"), field) == ("saved", "term"):
                    continue
                with self.subTest(line=line, without=field):
                    rest = {k: v for k, v in line.items() if k != field}
                    self.assertFalse(VALIDATOR.is_valid(rest))

    def test_refuses_what_no_trace_contains(self):
        for wrong in (
            {"seq": 1, "t": 0, "kind": "sentt"},
            {"seq": 1, "t": 0, "kind": "healed", "surprise": 1},
            {"seq": 1, "t": 0, "server": "S65", "kind": "joined"},
            {"seq": 1, "t": 0, "kind": "caption", "text": "a single \\ backslash"},
        ):
            self.assertFalse(VALIDATOR.is_valid(wrong), wrong)


if __name__ == "__main__":
    unittest.main(argv=sys.argv)
