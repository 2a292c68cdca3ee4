"""Every figure of an edition once: what it is called, what it is, where it comes from, where it stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from ..model import EVENT_KINDS, Edition, Use

FORMAT = 1
"""Goes up when a key changes its meaning or disappears; new keys do not count."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One figure: a cell of a parameter (cap.A), a day of the schedule (schedule.apply_by), the period.

    `value` is as printed, with its unit.
    """

    id: str
    label: str
    value: str
    unit: str
    cite: str
    uses: tuple[Use, ...]


def facts(edition: Edition) -> tuple[Fact, ...]:
    """Parameters in the order of the office, then the schedule."""
    return (*_parameters(edition), *_days(edition))


def node(edition: Edition) -> dict[str, Any]:
    """The facts as plain data."""
    return {
        "format": FORMAT,
        "edition": {"programme": edition.programme, "id": edition.id, "title": edition.title},
        "facts": [
            {
                "id": fact.id,
                "label": fact.label,
                "value": fact.value,
                "unit": fact.unit,
                "cite": fact.cite,
                "uses": [{"room": use.room, "of": use.of, "where": use.where} for use in fact.uses],
            }
            for fact in facts(edition)
        ],
    }


def told(edition: Edition) -> str:
    """The facts as people read them on a terminal."""
    found = facts(edition)
    lines = [f"{edition.year}{edition.title}（{edition.folder}）：{len(found)} 項數據"]
    for fact in found:
        cite = f"（{fact.unit}）" if "/" in fact.unit else ""
        cite += f"　依據 {fact.cite}" if fact.cite else ""
        places = "；".join(_places(edition, fact.uses)) or "（沒有用到）"
        lines += ["", f"{fact.id}　{fact.label}", f"    {fact.value}{cite}", f"    {places}"]
    return "\n".join(lines)


def _parameters(edition: Edition) -> Iterator[Fact]:
    for parameter in edition.parameters:
        for (options, printed), codes in zip(parameter.values, parameter.codes, strict=True):
            name = ".".join((parameter.id, *codes))
            label = parameter.label + (f"（{'，'.join(options)}）" if options else "")
            uses = _of(edition, name, parameter.id)
            yield Fact(name, label, printed, parameter.unit, parameter.cite, uses)


def _days(edition: Edition) -> Iterator[Fact]:
    yield Fact("period", "實施期程", edition.period, "", "", _of(edition, "period"))
    for event in edition.events:
        name = f"schedule.{event.id}"
        yield Fact(name, event.label, event.printed, EVENT_KINDS[event.kind], event.cite, _of(edition, name))


def _of(edition: Edition, *names: str) -> tuple[Use, ...]:
    return tuple(use for use in edition.uses if use.figure in names)


def _places(edition: Edition, uses: tuple[Use, ...]) -> Iterator[str]:
    """規則 1、規則 3; 附件四 經費明細表：合計; 公告：第 21 行（伍）."""
    forms = {form.id: f"{form.annex} {form.title}".strip() for form in edition.forms}
    for (room, name), some in groupby(uses, key=lambda use: (use.room, use.of if use.room == "form" else "")):
        words = "、".join(dict.fromkeys(use.where for use in some if use.where))
        yield words if room == "rule" else f"{forms[name] if room == 'form' else '公告'}：{words}"
