"""Small words that several pages share: dates, sizes, verdicts, entered values."""

from __future__ import annotations

import datetime
import re

from markupsafe import Markup, escape

from ...expr.program import Input
from ...model import Edition, Event
from ...tw import parse_number, thousands

Closing = tuple[Event, datetime.date]
"""An entry of the schedule and its last day."""

_WHOLE = re.compile(r"\d+年\d+月(?:\d+日)?|（星期.）|(?:(?:（\d+）|\(\d+\)) ?)?\d{2,}(?:-\d{3,})+|分機 ?\d+")


def deadline(edition: Edition) -> Closing | None:
    """When applications close: the first of the deadlines whose day is known."""
    closing = [(event.last, event) for event in edition.events if event.kind == "deadline" and event.last]
    day, event = min(closing, key=lambda pair: pair[0], default=(None, None))
    return None if event is None or day is None else (event, day)


def full_title(edition: Edition) -> str:
    """The year and the title in one: 114學年度校園閱讀角落補助計畫."""
    return "".join(title_parts(edition))


def title_parts(edition: Edition) -> tuple[str, ...]:
    """Where a long title may be broken; a year that the title already names is not written twice."""
    return (edition.title,) if edition.year in edition.title else (edition.year, edition.title)


def file_size(size: int) -> str:
    """65 KB, 1.2 MB: rounded up, so that nobody waits longer than they were told."""
    kilobytes = max(-(-size // 1024), 1)
    return f"{kilobytes} KB" if kilobytes < 1024 else f"{-(-size * 10 // 1024**2) / 10:.1f} MB"


def unbroken(text: str) -> Markup:
    """The text, its dates and telephone numbers marked as words that no line may end within."""
    return Markup(_WHOLE.sub(r'<span class="fp-word">\g<0></span>', str(escape(text))))


def entered(item: Input, text: str, unit: str) -> str:
    """What stands in a box as people read it: the label of a choice, 30,000 元, 114年9月15日."""
    if item.kind == "choice":
        return dict(item.options).get(text, text)
    if item.kind == "choices":
        return "、".join(dict(item.options).get(code, code) for code in text.split(","))
    if item.kind == "date":
        return "".join(f"{part}{word}" for part, word in zip(text.split("/"), "年月日", strict=True))
    number = parse_number(text, item.places) if item.kind == "number" else None
    return text if number is None else f"{thousands(number, item.places)} {unit}".rstrip()
