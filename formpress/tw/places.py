"""The places of a Markdown text that can be cited: its numbered lines and its headings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .numbers import normalise
from .outline import DEPTH, FORMAL, PLAIN, Cite, parse_cite

_LINE = re.compile(
    r"(?P<lead>\s*(?:(?P<marks>\#{1,6})[ ]+|[-*+][ ]+)?)"
    rf"(?:(?P<l1>[{FORMAL}]+)、|(?P<l2>[{PLAIN}]+)、|(?P<l3>[（(][{PLAIN}]+[）)])|(?P<l4>\d{{1,2}})\.[ ]"
    r"|(?P<l5>[（(]\d{1,2}[）)])|(?P<l6>[A-Z])\.[ ]|(?P<l7>[（(][A-Z][）)])|(?P<l8>[a-z])\.[ ])"
)
_HEADING = re.compile(r"(?P<lead>\s*)(?P<marks>\#{1,6})[ ]+(?P<words>.*?)\s*(?:\{[^{}]*\})?\s*")
_FENCE = ("```", "~~~")

Path = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A line that can be cited, `line` counted from 0.

    `cites` has one or two: by the numbers from the outermost (捌一), and below a heading without a
    number by that heading (「申辦條件」一). `level` is 1 to 8, and 0 for a heading without a number,
    where `start` and `end` are those of its words; else the number begins at `start` and what is
    said at `end`.
    """

    line: int
    cites: tuple[Cite, ...]
    level: int
    heading: bool
    start: int
    end: int


def places(markdown: str) -> Iterator[Place]:
    """The places of a text from top to bottom; bullets and what stands in a fence are none."""
    path: Path = ()
    inner: Path = ()
    section, depth, fenced = "", 0, False
    for index, line in enumerate(markdown.splitlines()):
        fenced ^= line.lstrip().startswith(_FENCE)
        match = None if fenced else _LINE.match(line)
        if match is not None and (number := _number(match)) is not None:
            level = next(level for level in range(1, DEPTH + 1) if match[f"l{level}"])
            path, inner = _beneath(path, level, number), _beneath(inner, level, number)
            if match["marks"] and level == 1:
                section, depth = "", len(match["marks"])
            cites = [Cite(path)] if path[0] or not section else []
            cites += [Cite(inner, None, section)] if section else []
            yield Place(index, tuple(cites), level, bool(match["marks"]), match.end("lead"), match.end())
        elif not fenced and (heading := _HEADING.fullmatch(line)) is not None and heading["words"]:
            section, inner = normalise(heading["words"]), ()
            if len(heading["marks"]) <= depth:
                path, depth = (), len(heading["marks"])
            found = Cite((), None, section)
            yield Place(index, (found,), 0, True, heading.start("words"), heading.end("words"))


def _beneath(path: Path, level: int, number: int) -> Path:
    """The path of the `number`th item of `level` after an item at `path`."""
    return (*(*path, *[0] * DEPTH)[: level - 1], number)


def _number(match: re.Match[str]) -> int | None:
    """The number of a line; None where it is none (一一)."""
    words = next(match[f"l{level}"] for level in range(1, DEPTH + 1) if match[f"l{level}"])
    try:
        return parse_cite(words).path[-1]
    except ValueError:
        return None
