"""Whatever is typed or written, the answer comes soon: a verdict, "undecided", or a message."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest

from formpress.cli import main
from formpress.expr import build
from formpress.expr.evaluate import run
from formpress.expr.program import Case, Check, Input, Program
from formpress.expr.python import compile_program
from formpress.expr.shapes import fits
from formpress.expr.tree import Field, Matches, Plain, Quantity

COUNT = Field("f.count", Quantity(), "數量", 0, 999)
RATE = build.divide(COUNT, Field("f.by", Quantity(), "除數", 0, 999), "floor", 0)
PROGRAM = Program(
    inputs=(
        Input("f.count", "count", "數量", "number", 0, 0, 999),
        Input("f.by", "by", "除數", "number", 0, 0, 999),
        Input("f.code", "code", "代碼", "text", longest=20),
    ),
    outputs=(),
    checks=(
        Check("rate", 1, "error", (Case("", build.compare("<=", RATE, build.number("5")), Plain("太多。")),)),
        Check("code", 2, "error", (Case("", Matches("f.code", "代碼", "*a*a*a*a*a*b"), Plain("不符。")),)),
    ),
    panel=None,
)
HOSTILE = {
    "a million digits": {"count": "9" * 1_000_000, "by": "1"},
    "a million full-width digits": {"count": "９" * 1_000_000, "by": "1"},
    "a million commas": {"count": "1" + "," * 1_000_000, "by": "1"},
    "division by zero": {"count": "7", "by": "0"},
    "a text made for backtracking": {"code": "a" * 20_000},
    "many characters": {"code": "啊" * 300_000},
    "control characters": {"count": "\x00\x1b[31m7", "by": "\ufeff1"},
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_entries_get_an_answer(name: str) -> None:
    """Walked and compiled rules answer alike, and never raise."""
    outcome = run(PROGRAM, HOSTILE[name])

    assert compile_program(PROGRAM)(HOSTILE[name]) == outcome
    assert set(outcome.verdicts.values()) <= {"kept", "broken", "undecided"}


def test_dividing_by_zero_is_undecided() -> None:
    """No engine invents a number."""
    assert run(PROGRAM, {"count": "7", "by": "0"}).verdicts["rate"] == "undecided"


def test_a_shape_with_many_runs_is_linear_work() -> None:
    """What makes a regular expression hang is one pass here."""
    assert not fits("*a" * 29 + "*b", "a" * 50_000)


@pytest.mark.parametrize(("count", "message"), [(2_000, "最多 300 列"), (10_000, "項目超過 50,000 個")])
def test_ten_thousand_rows_are_a_message(minimal: Callable[..., Path], count: int, message: str) -> None:
    """A table that no sheet of paper holds is refused at its place, not built for hours."""
    rows = "".join(f"        row_{index}: {{item: 第{index}列}}\n" for index in range(count))
    root = minimal("forms/reading-corner/113/grant.yaml", "        books:", rows + "        books:")
    err = io.StringIO()

    assert main(["check"], root=root, out=io.StringIO(), err=err) == 1
    assert message in err.getvalue()


def test_three_hundred_rows_build(minimal: Callable[..., Path]) -> None:
    """A long table is checked and judged."""
    rows = "".join(f"        row_{index}: {{item: 第{index}列}}\n" for index in range(298))
    root = minimal("forms/reading-corner/113/grant.yaml", "        books:", rows + "        books:")
    err = io.StringIO()

    code = main(["check"], root=root, out=io.StringIO(), err=err)

    assert "Traceback" not in err.getvalue()
    assert code in {0, 1}
