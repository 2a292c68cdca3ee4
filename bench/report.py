"""What every bench writes alike: tables, verdicts, how busy the machine was, and what it lacks."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from typing import TypeVar

from formpress.problems import MissingTool
from tests.ensure_browser import Absent

T = TypeVar("T")


def aligned(rows: Sequence[Sequence[str]]) -> str:
    """Names to the left, figures to the right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join([row[0].ljust(widths[0]), *map(str.rjust, row[1:], widths[1:])]) for row in rows
    )


def met(holds: bool) -> str:
    """How a verdict begins."""
    return f"{'met' if holds else 'NOT MET':7}"


def under_load(measure: Callable[[], T]) -> tuple[T, str]:
    """What was measured, and how busy the machine was meanwhile, in words."""
    before = os.getloadavg()[0]
    found = measure()
    after = os.getloadavg()[0]
    return found, f"{os.cpu_count()} cores, load {before:.1f} before and {after:.1f} after"


def exit_code(bench: Callable[[], None]) -> int:
    """0 whatever was measured, 2 when something is missing on the machine, which is then said."""
    try:
        bench()
    except MissingTool as missing:
        print(f"{missing.what}請執行：{missing.command}", file=sys.stderr)
        return 2
    except Absent as absent:
        print(absent, file=sys.stderr)
        return 2
    return 0
