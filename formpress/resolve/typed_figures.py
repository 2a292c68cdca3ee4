"""Figures that prose types by hand although the edition knows them: 30%, 8,000 元, 6 次, a day.

Whoever changes the parameter does not see them, and the announcement then says something else.
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from ..tw import typed_dates

Day = datetime.date
_PRINTED = re.compile(r"(?P<number>\d[\d,]*(?:\.\d+)?) ?(?P<unit>[^\d\s,.、，()（）/]{1,4}|%)")
_DATE = re.compile(r"\d{2,3}年\d{1,2}月\d{1,2}日(?:（星期.）)?")
_DAY = re.compile(
    r"(?<![\d./-])(?:\d{2,4}\s*[年./-]\s*)\d{1,2}\s*[月./-]\s*\d{1,2}(?:\s*日)?(?![\d/-])"
    r"|(?<!\d)\d{1,2}\s*月\s*\d{1,2}\s*日"
)
_SILENT = re.compile(
    r"\{\{.*?\}\}|<!--.*?-->|<[^>\n]*>|`[^`\n]*`|\]\([^)\n]*\)|https?://\S+"
    r"|「[^「」\n]*」|『[^『』\n]*』|《[^《》\n]*》|〈[^〈〉\n]*〉"
    r"|(?:第|附件|附表|註)\s*\d[\d,]*(?:\s*[至到~–、-]\s*\d+)*\s*[條項款目次屆期點類]?",
    re.DOTALL,
)
"""Marks, addresses, what is quoted by name, and numbers in a row or of a law."""


@dataclass(frozen=True, slots=True)
class TypedFigure:
    """A piece of prose, `text[start:end]`, that says what `{{ name }}` would print."""

    text: str
    start: int
    name: str


def typed_figures(text: str, context: Mapping[str, Any]) -> Iterator[TypedFigure]:
    """Every figure of the prose that exactly one name of the context prints."""
    plain = "".join(map(_half_width, text))
    plain = _SILENT.sub(lambda match: "\0" * len(match.group()), plain)
    figures, days = _figures(context), _days(context)
    for match in _DAY.finditer(plain):
        names = [name for day, some in days.items() if _says(match.group(), day) for name in some]
        if len(names) == 1:
            yield TypedFigure(text[match.start() : match.end()], match.start(), names[0])
    plain = _DAY.sub(lambda match: "\0" * len(match.group()), plain)
    for unit in sorted({unit for _, unit in figures}):
        for match in re.finditer(rf"(?<![\d.,~–-])(\d[\d,]*(?:\.\d+)?)\s*{re.escape(unit)}", plain):
            names = figures.get((_value(match[1]), unit), [])
            if len(names) == 1:
                yield TypedFigure(text[match.start() : match.end()], match.start(), names[0])


def _half_width(character: str) -> str:
    """The character in NFKC where that is one character, so that places stay."""
    plain = unicodedata.normalize("NFKC", character)
    return plain if len(plain) == 1 else character


def _figures(context: Mapping[str, Any]) -> dict[tuple[Decimal, str], list[str]]:
    """(number, unit) -> the names that print it. One of something is said of many things: 推舉 1 位."""
    found: dict[tuple[Decimal, str], list[str]] = {}
    for name, printed in _printed(context):
        match = None if name.startswith("schedule.") else _PRINTED.fullmatch(printed)
        if match is not None and (match["number"] != "1" or match["unit"] in ("%", "元")):
            found.setdefault((_value(match["number"]), match["unit"]), []).append(name)
    return found


def _days(context: Mapping[str, Any]) -> dict[Day, list[str]]:
    found: dict[Day, list[str]] = {}
    for name, printed in _printed(context):
        if _DATE.fullmatch(printed):
            found.setdefault(typed_dates(printed)[0], []).append(name)
    return found


def _says(text: str, day: Day) -> bool:
    """Whether a date is this day; without its year, whether it is a day of that name."""
    whole = typed_dates(text)
    return (
        day in whole
        if whole
        else [int(number) for number in re.findall(r"\d+", text)] == [day.month, day.day]
    )


def _printed(context: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name, value in context.items():
        if isinstance(value, str) and name != "period":
            yield name, value
        elif isinstance(value, dict) and name != "edition":
            yield from ((f"{name}.{code}", str(one)) for code, one in value.items())


def _value(number: str) -> Decimal:
    return Decimal(number.replace(",", ""))
