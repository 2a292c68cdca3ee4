"""What stands in the boxes of a form, read: numbers, codes, days, and what cannot be read.

`runtime.js` reads the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from .. import tw
from . import calendar
from .algebra import units
from .program import Input, Program
from .roster import called

UNMARKED = "Off"
"""What a PDF holds where no radio button is marked, or a box is not ticked."""

HAN, CAPITAL, LETTER = 10, 8, 6
"""Widths in tenths of a Han character."""
_AS_WIDE_AS_HAN = frozenset("MWmw@%&")


@dataclass(frozen=True, slots=True)
class Reading:
    """What one box holds: a scaled integer, a text or code, nothing, or something unreadable.

    Of ticks, `text` is their codes with commas between, in the order of the options.
    """

    number: int | None = None
    text: str = ""
    label: str = ""
    fault: str = ""

    @property
    def blank(self) -> bool:
        """There is nothing that a rule could look at."""
        return self.number is None and self.text == ""

    @property
    def begun(self) -> bool:
        """Somebody has put something there."""
        return not self.blank or self.fault != ""


NOTHING = Reading()
"""A blank box of whatever kind. Most boxes of most forms are, so they share it."""


def read_all(inputs: Iterable[Input], values: Mapping[str, str]) -> dict[str, Reading]:
    """What stands in every box, by address; what people wrote behind 其他 becomes part of its label."""
    items = {item.address: item for item in inputs}
    found = {address: read(item, entered(item, values)) for address, item in items.items()}
    for address, item in items.items():
        chosen, code = item.needed_by
        if not chosen or not found[address].text:
            continue
        labels = dict(items[chosen].options)
        if code not in (codes := found[chosen].text.split(",")):
            if not found[chosen].fault and not found[address].fault:
                fault = f"「{items[chosen].label}」寫了「{labels[code]}」的說明，卻沒有選「{labels[code]}」"
                found[address] = replace(found[address], fault=fault)
        else:
            labels[code] = f"{labels[code]}（{found[address].text}）"
            found[chosen] = replace(found[chosen], label="、".join(labels[one] for one in codes))
    return found


def entered(item: Input, values: Mapping[str, str]) -> str:
    """What stands in the boxes of one input: 112/9/15 for a day, 12:30 for a time, the codes of what
    is ticked with commas between, else the text.
    """
    if item.kind in {"date", "time"}:
        parts = [tw.normalise(values.get(name, "")) for name in item.boxes]
        return (":" if item.kind == "time" else "/").join(parts) if any(parts) else ""
    if item.kind == "choices":
        marks = [tw.normalise(values.get(name, "")) for name in item.boxes]
        return ",".join(mark for mark in marks if mark not in {"", UNMARKED})
    raw = values.get(item.name, "")
    return "" if item.kind == "choice" and tw.normalise(raw) == UNMARKED else raw


def read(item: Input, raw: str) -> Reading:
    """What stands in a box, normalised; a fault says what cannot be read and reads as blank."""
    text = tw.normalise(raw) if raw else ""
    if text == "":
        return NOTHING
    if item.kind == "text":
        return Reading(text=text, label=text, fault=_fault_of_text(item, text))
    if item.kind in {"choice", "choices"}:
        return _options(item, "" if text == UNMARKED else text)
    if item.kind in {"date", "time"}:
        return _moment(item, text)
    number = tw.parse_number(text, item.places)
    if number is None:
        return Reading(fault=f"「{item.label}」請填{'數字' if item.places else '整數'}")
    if item.minimum is not None and number < item.minimum:
        return Reading(fault=f"「{item.label}」不可小於 {tw.thousands(item.minimum, item.places)}")
    if item.maximum is not None and number > item.maximum:
        return Reading(fault=f"「{item.label}」不可大於 {tw.thousands(item.maximum, item.places)}")
    return Reading(number=number)


def missing(program: Program, readings: Mapping[str, Reading]) -> list[str]:
    """The required boxes that are blank, as people call them; of a roster, each column once."""
    cells = {
        f"{roster.table}.{row}.{column}": (roster, row, column)
        for roster in program.rosters
        for row, _ in roster.rows
        for column, _ in roster.columns
    }
    awaited = {
        roster.table: roster.awaited(lambda address: readings[address].begun) for roster in program.rosters
    }
    found: dict[tuple[str, str], list[str]] = {}
    for item in program.inputs:
        if not _missing(item, readings):
            continue
        if item.address not in cells:
            found[item.address, item.label] = []
            continue
        roster, row, column = cells[item.address]
        if row in awaited[roster.table]:
            key = (f"{roster.table}.{column}", dict(roster.columns)[column])
            found.setdefault(key, []).append(dict(roster.rows)[row])
    return [called(label, rows) if rows else label for (_, label), rows in found.items()]


def _missing(item: Input, readings: Mapping[str, Reading]) -> bool:
    reading, (chosen, code) = readings[item.address], item.needed_by
    if not reading.blank or reading.fault:
        return False
    return item.required or (chosen != "" and code in readings[chosen].text.split(","))


def _fault_of_text(item: Input, text: str) -> str:
    if units(text) > item.longest > 0:
        return f"「{item.label}」超過 {item.longest} 個字"
    if item.pattern and text and not re.fullmatch(item.pattern, text):
        return f"「{item.label}」請填{item.wanted}"
    if item.lines > 1 and item.columns > 0 and _lines(text, item.columns) > item.lines:
        return f"「{item.label}」超過 {item.lines} 行"
    return ""


def _lines(text: str, columns: int) -> int:
    """Lines that a text takes in a box of `columns` Han characters."""
    return sum(max(1, -(-sum(map(_width, line)) // (HAN * columns))) for line in tw.lines_of(text))


def _width(sign: str) -> int:
    if sign >= "\x80":
        return HAN * units(sign)
    if sign in _AS_WIDE_AS_HAN:
        return HAN
    return CAPITAL if "A" <= sign <= "Z" else LETTER


def _options(item: Input, text: str) -> Reading:
    """The option that is marked, or all that are ticked."""
    labels = dict(item.options)
    marked = text.split(",") if text and item.kind == "choices" else [text] if text else []
    if any(code not in labels for code in marked):
        return Reading(fault=f"「{item.label}」不是可選的項目")
    codes = [code for code in labels if code in marked]
    if item.kind == "choices" and codes:
        if item.maximum is not None and len(codes) > item.maximum:
            return Reading(fault=f"「{item.label}」最多勾 {item.maximum} 項")
        if item.minimum is not None and len(codes) < item.minimum:
            return Reading(fault=f"「{item.label}」至少勾 {item.minimum} 項")
    return Reading(text=",".join(codes), label="、".join(labels[code] for code in codes))


def _moment(item: Input, text: str) -> Reading:
    """A day or a time of day from its boxes; one that is not filled whole is a fault."""
    parts = text.split(":" if item.kind == "time" else "/")
    if "" in parts:
        return Reading(fault=f"「{item.label}」還沒填完")
    if len(parts) != len(item.boxes):
        parts = ["", "", ""][: len(item.boxes)]
    numbers = [tw.parse_number(part, 0) for part in parts]
    if item.kind == "date":
        year, month, day = (-1 if number is None else number for number in numbers)
        found = calendar.ordinal(year, month, day)
    else:
        hour, minute = (-1 if number is None else number for number in numbers)
        found = hour * 60 + minute if 0 <= hour < 24 and 0 <= minute < 60 else None
    if found is None:
        return Reading(fault=f"「{item.label}」不是可以有的{'日期' if item.kind == 'date' else '時間'}")
    return Reading(number=found)
