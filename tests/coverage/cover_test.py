#!/usr/bin/python3
"""What counts as covered, from small exports written by hand."""

import unittest

from cover import Cover, Segment, Sum, line_counts, ranges


def begin(line, column, count):
    return [line, column, count, True, True, False]


def go_on(line, column, count):
    return [line, column, count, True, False, False]


def end(line, column):
    return [line, column, 0, False, False, False]


def branch(line, column, true, false):
    return [line, column, line, column + 1, true, false, 0, 0, 4]


class Lines(unittest.TestCase):
    def counts(self, *segments):
        return line_counts([Segment(*s) for s in segments])

    def test_each_line_of_a_function_ran_as_often_as_the_function(self):
        self.assertEqual(self.counts(begin(3, 9, 5), end(6, 2)), {3: 5, 4: 5, 5: 5, 6: 5})

    def test_what_lies_between_functions_is_no_code(self):
        self.assertEqual(self.counts(begin(1, 1, 5), end(1, 9), begin(4, 1, 0), end(4, 9)),
                         {1: 5, 4: 0})

    def test_a_branch_that_never_ran_has_lines_that_never_ran(self):
        counts = self.counts(begin(1, 1, 5), begin(2, 12, 0), go_on(4, 4, 5), end(6, 2))
        self.assertEqual(counts, {1: 5, 2: 5, 3: 0, 4: 0, 5: 5, 6: 5})

    def test_code_that_the_compiler_discards_does_not_count(self):
        discarded = [2, 1, 0, False, True, False]
        self.assertEqual(self.counts(begin(1, 1, 5), discarded, go_on(4, 4, 5), end(5, 2)),
                         {1: 5, 5: 5})

    def test_the_gap_before_a_branch_is_not_counted_for_its_line(self):
        gap = [1, 12, 7, True, True, True]
        self.assertEqual(self.counts(begin(1, 1, 5), gap, end(1, 20)), {1: 5})


class Branches(unittest.TestCase):
    def cover(self, *branches, count=9):
        source = ["if (a)"] * 8 + ["bool operator==(A, A) = default;", "switch (a) {"]
        segments = [begin(1, 1, count), end(10, 2)]
        return Cover.of_file({"segments": segments, "branches": branches}, source)

    def test_each_outcome_counts_once(self):
        cover = self.cover(branch(2, 7, true=3, false=0))
        self.assertEqual(cover.missed_branches(), [(2, 7, False)])
        self.assertEqual((Sum([cover]).branches_run, Sum([cover]).branches), (1, 2))

    def test_an_outcome_counts_if_any_instantiation_of_a_template_takes_it(self):
        cover = self.cover(branch(2, 7, true=3, false=0), branch(2, 7, true=0, false=1))
        self.assertEqual(cover.missed_branches(), [])

    def test_a_condition_that_the_compiler_decides_is_none(self):
        self.assertEqual(self.cover(branch(2, 7, true=0, false=0)).branches, {})

    def test_a_condition_that_the_compiler_writes_is_none(self):
        column = len("bool operator==(A, A) = default")
        self.assertEqual(self.cover(branch(9, column, true=3, false=0)).branches, {})

    def test_a_switch_that_names_every_case_has_no_other(self):
        self.assertEqual(self.cover(branch(10, 9, true=0, false=3)).branches, {})

    def test_a_condition_that_is_never_reached_misses_both_outcomes(self):
        cover = self.cover(branch(2, 7, true=0, false=0), count=0)
        self.assertEqual(len(cover.missed_branches()), 2)


class Ranges(unittest.TestCase):
    def test_lines_that_follow_each_other_are_one_range(self):
        self.assertEqual(ranges([3, 5, 6, 7, 9]), ["3", "5-7", "9"])
        self.assertEqual(ranges([]), [])


if __name__ == "__main__":
    unittest.main()
