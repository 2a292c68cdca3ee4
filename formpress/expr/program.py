"""What a filled form computes and what is checked: the one thing every engine runs.

`evaluate.run` runs a Program in Python, `javascript.compile` writes it as ES5. Names are PDF
field names; values come in as the text that stands in the box.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from .roster import Roster
from .tree import Numeric, Text, Truth

Verdict = Literal["kept", "broken", "undecided"]


@dataclass(frozen=True, slots=True)
class Input:
    """A box that people fill. Numbers are checked against `places`, `minimum`, `maximum`
    (scaled integers), texts against `longest` characters, choices against `options`.
    """

    address: str
    name: str
    label: str
    kind: Literal["number", "text", "choice", "choices", "date", "time"]
    places: int = 0
    minimum: int | None = None
    maximum: int | None = None
    longest: int = 0
    options: tuple[tuple[str, str], ...] = ()
    required: bool = False
    start: str = ""
    """What the blank form already holds."""
    boxes: tuple[str, ...] = ()
    """The PDF names of a day's year, month and day, of a time's hour and minute, or of the boxes
    to tick, one for each of `options`. Of `choices`, `minimum` and `maximum` bound the ticks.
    """
    pattern: str = ""
    """What a text must match as a whole: a regular expression that Python and ES5 read alike."""
    wanted: str = ""
    """What people are asked for where it does not match: 電子郵件，例如 name@example.edu.tw."""
    lines: int = 1
    columns: int = 0
    """Lines of a box, and the Han characters that one of them holds; 0 where nobody counts."""
    needed_by: tuple[str, str] = ("", "")
    """(address, option): this text is required once that option is chosen."""


@dataclass(frozen=True, slots=True)
class Output:
    """A box that the form fills: a number, shown with separators, or a text."""

    name: str
    value: Numeric | Text


@dataclass(frozen=True, slots=True)
class Case:
    """One application of a rule: a row rule has one per row, any other rule has one."""

    row: str
    test: Truth
    message: Text


@dataclass(frozen=True, slots=True)
class Check:
    id: str
    number: int
    severity: Literal["error", "warning", "note"]
    cases: tuple[Case, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A box beside one part of the form that repeats what concerns it: `lines` lines of `columns`
    Han characters each. `owners` are the addresses of its inputs and the ids of the checks that
    read anything in it.
    """

    box: str
    lines: int
    columns: int
    owners: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Panel:
    """Where the checks are reported: a summary box and a box of `lines` lines of `columns`
    Han characters each; and the boxes of sections.
    """

    summary: str
    messages: str
    lines: int
    columns: int
    sections: tuple[Section, ...] = ()

    @property
    def boxes(self) -> tuple[str, ...]:
        """The names of all boxes that report, in the order in which they are filled."""
        return (*(section.box for section in self.sections), self.summary, self.messages)


@dataclass(frozen=True, slots=True)
class Program:
    inputs: tuple[Input, ...]
    outputs: tuple[Output, ...]
    checks: tuple[Check, ...]
    panel: Panel | None
    rosters: tuple[Roster, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """Everything a filled form shows: computed boxes by name, verdicts by rule id, panel lines."""

    shown: Mapping[str, str]
    verdicts: Mapping[str, Verdict]
    messages: tuple[str, ...]
