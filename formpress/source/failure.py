"""Where YAML stopped, and what it was reading."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import yaml

from .manuscript import Manuscript


@dataclass(frozen=True, slots=True)
class Failure:
    """Where YAML stopped: positions (line, column) count from 0.

    `start` is where the thing it was reading began. `quote` is the last quoted text that goes
    over several lines, (line, column, last line), for there a quote was probably left open.
    """

    words: str
    start: tuple[int, int]
    stop: tuple[int, int]
    quote: tuple[int, int, int] | None


def find_failure(sheet: Manuscript, error: Exception) -> Failure:
    """What went wrong, at places inside the text."""
    failure = _fail_again(sheet.text) or _failure(error, None)
    return replace(failure, start=_inside(sheet, failure.start), stop=_inside(sheet, failure.stop))


def _fail_again(text: str) -> Failure | None:
    """The pure parser knows more about where and why than the fast one that met the mistake."""
    loader: Any = yaml.BaseLoader(text)
    quote = None
    try:
        while loader.check_event():
            quote = _long_quote(loader.get_event()) or quote
    except yaml.YAMLError as error:
        for token in loader.tokens:
            quote = _long_quote(token) or quote
        failure = _failure(error, quote)
        if loader.marks and "parsing a flow node" in failure.words:
            # It says only where something is missing; what counts is the bracket it is missing from.
            return replace(failure, start=(loader.marks[-1].line, loader.marks[-1].column))
        return failure
    except (ValueError, OverflowError):
        # It passes \UFFFFFFFF to chr().
        mark = loader.get_mark()
        return Failure("escape", (mark.line, mark.column), (mark.line, mark.column), quote)
    return None


def _long_quote(item: Any) -> tuple[int, int, int] | None:
    start, end = item.start_mark, item.end_mark
    if getattr(item, "style", None) in {"'", '"'} and start.line != end.line:
        return (start.line, start.column, end.line)
    return None


def _failure(error: Exception, quote: tuple[int, int, int] | None) -> Failure:
    stop = getattr(error, "problem_mark", None)
    start = getattr(error, "context_mark", None) or stop
    words = f"{getattr(error, 'context', '') or ''}; {getattr(error, 'problem', '') or ''}"
    return Failure(
        words,
        (start.line, start.column) if start else (0, 0),
        (stop.line, stop.column) if stop else (0, 0),
        quote,
    )


def _inside(sheet: Manuscript, place: tuple[int, int]) -> tuple[int, int]:
    """YAML's marks may stand behind the last line."""
    line = min(place[0], len(sheet.lines) - 1)
    return line, min(place[1], len(sheet.lines[line]))
