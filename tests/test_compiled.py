"""Compiled rules answer exactly as the walker does, on random and worked forms of every edition."""

from __future__ import annotations

import pytest

from formpress.expr.evaluate import run
from formpress.expr.program import Program
from formpress.expr.python import compile_program
from formpress.model import Edition
from tests.value_sets import PROGRAMS, value_sets


@pytest.mark.parametrize(("edition", "program"), PROGRAMS)
def test_compiled_rules_agree_with_the_walker(edition: Edition, program: Program) -> None:
    """Zero differences in verdict, value and message."""
    compiled = compile_program(program)
    count = 300 if len(program.inputs) < 120 else 40

    for given in value_sets(edition, program, count):
        assert compiled(given) == run(program, given), given
