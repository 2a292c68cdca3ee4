"""Small words that several pages share: dates, sizes, verdicts, entered values."""

from __future__ import annotations

from ...model import Edition, Event, Field


def deadline(edition: Edition) -> Event | None:
    """When applications close: the first event that the office calls a deadline."""
    closing = [event for event in edition.events if event.deadline]
    return min(closing, key=lambda event: event.date, default=None)


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


def entered(field: Field | None, text: str) -> str:
    """A value as people read it: the label of a choice, 30,000 元; blanks say so."""
    if not text:
        return "（空白）"
    if field is None:
        return text
    if field.options:
        return next((option.label for option in field.options if option.value == text), text)
    whole, dot, decimals = text.partition(".")
    grouped = f"{int(whole):,}" if field.type == "money" and whole.isascii() and whole.isdigit() else whole
    return f"{grouped}{dot}{decimals} {field.unit}".rstrip()
