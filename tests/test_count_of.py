"""A count is said in the unit of its limit."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from formpress.expr.tree import Plain
from formpress.pipeline import read
from formpress.problems import Report

RULES = "forms/reading-corner/113/rules.yaml"


@pytest.mark.parametrize(
    ("limit", "said", "unit"),
    [
        ("at_least: helpers", "採買至少志工人數下限 2 人", " 人，應"),
        ("at_least: helpers\n    unit: 位", "採買至少志工人數下限 2 人", " 位，應"),
        ("at_least: 2\n    at_most: helpers", "採買至少 2 人、最多志工人數下限 2 人", " 人，應"),
        ("at_least: 2", "採買至少 2 次", " 次，應"),
    ],
)
def test_a_count_without_a_unit_takes_that_of_its_limit(
    minimal: Callable[..., Path], limit: str, said: str, unit: str
) -> None:
    """Else 次; a unit that was written stays, and a bare figure beside a limit has the limit's."""
    counted = "kind: count_of\n    matching: grant.items.quantity > 0\n    called: 採買"
    rule = f"rules:\n  buying:\n    {counted}\n    {limit}\n    cite: 貳\n"
    report = Report()
    root = minimal(RULES, "rules:\n", rule + EXAMPLES)
    site, _ = read(root, report)
    (rule_read,) = (one for one in site.editions[0].rules if one.id == "buying")
    (check,) = (one for one in site.editions[0].forms[0].program.checks if one.id == "buying")
    assert rule_read.statement == f"{said}。"
    message = check.cases[0].message
    assert repr(Plain(unit)) in repr(message)


EXAMPLES = """\
    examples:
      - {given: {grant: {items: {books: {quantity: 3}}}}, verdict: kept}
      - {given: {grant: {items: {books: {quantity: 0}}}}, verdict: broken}
"""
