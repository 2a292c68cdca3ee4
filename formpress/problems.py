"""What an author is told when something is wrong: the fact, the place, one hint.

Everything a person who edits YAML or prose can cause is a `Problem`; everything
that is missing on the machine is a `MissingTool`. Anything else is a bug.
"""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

CARET_LIMIT = 60
"""Carets printed below one place; a longer one would only wrap."""

LINE_LIMIT = 160
"""Characters of a source line that are quoted; the rest is cut."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Where something was written: line and column count from 1, `width` in characters."""

    path: str
    line: int
    column: int
    width: int = 1
    text: str = ""

    def within(self, offset: int, width: int) -> Span:
        """The part of this place that starts `offset` characters in, on the same line."""
        return Span(self.path, self.line, self.column + offset, max(width, 1), self.text)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing an author has to know. `message` begins with the fact and quotes their word."""

    message: str
    span: Span | None = None
    hint: str = ""
    level: Literal["error", "warning"] = "error"


class Problems(Exception):
    """All problems of one stage, in file order. The build stops here with exit code 1."""

    def __init__(self, items: Iterable[Problem]) -> None:
        self.items = tuple(sorted(items, key=_file_order))
        super().__init__("\n".join(problem.message for problem in self.items))


class MissingTool(Exception):
    """A font, program or package is absent. The build stops with exit code 2.

    `command` is what installs it, ready to paste into a shell.
    """

    def __init__(self, what: str, command: str) -> None:
        self.what = what
        self.command = command
        super().__init__(f"{what}\n{command}")


class Report:
    """Collects the problems of a stage, so that an author sees them all at once."""

    def __init__(self) -> None:
        self.items: list[Problem] = []

    def add(self, message: str, span: Span | None = None, hint: str = "") -> None:
        problem = Problem(message, span, hint)
        if problem not in self.items:
            self.items.append(problem)

    def warn(self, message: str, span: Span | None = None, hint: str = "") -> None:
        self.items.append(Problem(message, span, hint, "warning"))

    @property
    def failed(self) -> bool:
        return any(item.level == "error" for item in self.items)

    @property
    def warnings(self) -> tuple[Problem, ...]:
        return tuple(sorted((i for i in self.items if i.level == "warning"), key=_file_order))

    def stop_if_any(self) -> None:
        """Raise `Problems` when an error was reported; warnings alone never stop a build."""
        if self.failed:
            raise Problems(self.items)


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word most like `word`, or None when nothing is close."""
    found = difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)
    return found[0] if found else None


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A hint naming the nearest known word, else the words that may stand here."""
    choices = sorted(set(known))
    if best := nearest(word, choices):
        return f"是不是「{best}」？"
    if 0 < len(choices) <= 12:
        return "可以用的有：" + "、".join(choices) + "。"
    return ""


def render(problem: Problem) -> str:
    """The message as it is printed: fact, place, the line with a caret, hint."""
    kind = "錯誤" if problem.level == "error" else "提醒"
    head = f"{kind}：{problem.message}"
    span = problem.span
    if span is None:
        return head + (f"\n   = 提示：{problem.hint}" if problem.hint else "")
    number = str(span.line)
    gap = " " * len(number)
    lines = [head, f"{gap}--> {span.path}:{span.line}:{span.column}"]
    if span.text:
        text, at = _around(span)
        room = max(min(span.width, len(text) - at, CARET_LIMIT), 1)
        marks = "^" * max(_columns(text[at : at + room]), 1)
        lines.append(f"{number} | {text}".rstrip())
        lines.append(f"{gap} | {' ' * _columns(text[:at])}{marks}")
    if problem.hint:
        lines.append(f"{gap} = 提示：{problem.hint}")
    return "\n".join(lines)


def _around(span: Span) -> tuple[str, int]:
    """The part of a long line that shows the place, and where in it the place begins."""
    text, at = _printable(span.text), span.column - 1
    if at > LINE_LIMIT - CARET_LIMIT:
        cut = at - LINE_LIMIT // 2
        text, at = f"…{text[cut:]}", at - cut + 1
    return (text if len(text) <= LINE_LIMIT else text[:LINE_LIMIT] + "…"), at


def _printable(text: str) -> str:
    """Tabs and control characters would move the caret or the terminal: show them as one blank."""
    return "".join(" " if unicodedata.category(c) in {"Cc", "Cf"} else c for c in text)


def _columns(text: str) -> int:
    """Width on a terminal: a Han character takes two columns."""
    return sum(2 if unicodedata.east_asian_width(c) in {"W", "F"} else 1 for c in text)


def _file_order(problem: Problem) -> tuple[str, int, int]:
    span = problem.span
    return (span.path, span.line, span.column) if span else ("", 0, 0)
