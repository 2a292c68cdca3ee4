"""Every figure of an edition once: what it is called, what it is, where it comes from, where it stands."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from ..model import EVENT_KINDS, Artifact, Edition, Site, Use
from .pages import addresses

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
    days: tuple[datetime.date | None, ...] = ()
    """Of an entry of the schedule, its first and last day as far as they are known."""


def render(site: Site) -> Iterator[Artifact]:
    """facts.json of every edition, with the licence under which its figures may be used."""
    for edition in site.editions:
        whole = node(edition) | {"licence": site.settings.licence}
        text = json.dumps(whole, ensure_ascii=False, indent=1)
        yield Artifact(addresses.facts(edition), f"{text}\n".encode())


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
                **_iso(fact),
                "uses": [{"room": use.room, "of": use.of, "where": use.where} for use in fact.uses],
            }
            for fact in facts(edition)
        ],
    }


def _iso(fact: Fact) -> dict[str, str | None]:
    """The days of a fact as programs read them."""
    days = zip(("first", "last"), fact.days, strict=False)
    return {name: day.isoformat() if day else None for name, day in days}


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
            label = parameter.label + (f"（{'，'.join(options)}）" if any(options) else "")
            uses = _of(edition, name, parameter.id)
            yield Fact(name, label, printed, parameter.unit, parameter.cite, uses)


def _days(edition: Edition) -> Iterator[Fact]:
    yield Fact("period", "實施期程", edition.period, "", "", _of(edition, "period"))
    for event in edition.events:
        name = f"schedule.{event.id}"
        kind, uses = EVENT_KINDS[event.kind], _of(edition, name)
        yield Fact(name, event.label, event.printed, kind, event.cite, uses, (event.first, event.last))


def _of(edition: Edition, *names: str) -> tuple[Use, ...]:
    return tuple(use for use in edition.uses if use.figure in names)


def _places(edition: Edition, uses: tuple[Use, ...]) -> Iterator[str]:
    """規則 1、規則 3; 附件四 經費明細表：合計; 公告：第 21 行（伍）."""
    forms = {form.id: f"{form.annex} {form.title}".strip() for form in edition.forms}
    for (room, name), some in groupby(uses, key=lambda use: (use.room, use.of if use.room == "form" else "")):
        words = "、".join(dict.fromkeys(use.where for use in some if use.where))
        yield words if room == "rule" else f"{forms[name] if room == 'form' else '公告'}：{words}"
