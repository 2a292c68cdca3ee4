"""A verdict is given only when nothing that is still blank can change it."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formpress.expr.algebra import MAYBE, NO, YES, Interval, Judged, Shown
from formpress.expr.evaluate import run
from formpress.expr.program import Check, Program
from formpress.expr.reading import read_all
from formpress.expr.tree import BlankNumber, BlankText
from formpress.expr.walk import nodes
from formpress.model import Edition
from tests.value_sets import PROGRAMS, value_sets

pytestmark = pytest.mark.slow

FORMS = 60
"""Filled forms of each program, each with a few of its entries taken out."""

KEYS = ("", "甲", "乙", "丙")
ROWS = st.lists(st.tuples(st.sampled_from((YES, NO, MAYBE)), st.sampled_from(KEYS)), min_size=1, max_size=6)


def asks_for_blanks(check: Check) -> bool:
    """Such a rule takes a blank for what it is, so filling it may well change the verdict."""
    return any(isinstance(one, BlankText | BlankNumber) for case in check.cases for one in nodes(case.test))


def begun_rows(program: Program, given: dict[str, str]) -> list[tuple[str, ...]]:
    readings = read_all(program.inputs, given)
    return [roster.begun(lambda address: readings[address].begun) for roster in program.rosters]


@pytest.mark.parametrize(("edition", "program"), PROGRAMS)
def test_filling_a_blank_never_withdraws_a_verdict(edition: Edition, program: Program) -> None:
    """What is decided with entries missing stays so with them; a blank row that is begun is a new row."""
    dice = random.Random(114)
    decided = [check.id for check in program.checks if not asks_for_blanks(check)]

    for full in value_sets(edition, program, FORMS):
        partial = dict(full)
        for item in dice.sample(program.inputs, min(len(program.inputs), dice.randint(1, 6))):
            for name in (item.name, *item.boxes):
                partial.pop(name, None)
        if begun_rows(program, partial) != begun_rows(program, full):
            continue
        before, after = run(program, partial).verdicts, run(program, full).verdicts
        for name in decided:
            assert before[name] in {"undecided", after[name]}, (name, partial, full)


def completed(rows: list[tuple[int, str]], dice: random.Random) -> list[tuple[int, str]]:
    """The same rows with some of what is open decided and some of the blanks filled."""
    return [
        (dice.choice((YES, NO, MAYBE)) if truth == MAYBE else truth, key or dice.choice(KEYS))
        for truth, key in rows
    ]


def counts(rows: list[tuple[int, str]]) -> Iterator[Interval]:
    truths, keys = [truth for truth, _ in rows], [key for _, key in rows]
    yield Judged().distinct(truths, keys)
    yield from (Judged().alike(truths, keys, at) for at in range(len(rows)))


@given(ROWS, st.integers(0, 10**6))
def test_what_is_counted_apart_only_becomes_narrower(rows: list[tuple[int, str]], seed: int) -> None:
    """Both bounds of a count hold, whatever is filled in or decided later."""
    for before, after in zip(counts(rows), counts(completed(rows, random.Random(seed))), strict=True):
        assert before[0] <= after[0] <= after[1] <= before[1]


@given(ROWS)
def test_what_is_known_is_counted_exactly(rows: list[tuple[int, str]]) -> None:
    """With nothing blank and nothing open, both algebras give the number that a set gives."""
    rows = [(YES if truth == MAYBE else truth, key or "丁") for truth, key in rows]
    truths, keys = [truth for truth, _ in rows], [key for _, key in rows]
    held = [key for truth, key in rows if truth == YES]

    assert Judged().distinct(truths, keys) == (len(set(held)), len(set(held)))
    assert Shown().distinct(truths, keys) == len(set(held))
    for at, key in enumerate(keys):
        assert Judged().alike(truths, keys, at) == (held.count(key), held.count(key))
        assert Shown().alike(truths, keys, at) == held.count(key)
