"""What the source document says, in the words that were quoted: its dates, weekdays and figures.

A quotation that contradicts what this edition says must be declared as a discrepancy.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from ..model import Event, Rule
from ..parse import Draft, EditionSpec, RulesSpec
from ..parse.parameters import ParameterSpec
from ..parse.schedule import DiscrepancySpec, PlaceSpec
from ..problems import Report
from ..rules.base import RuleSpec
from ..source import Node
from ..tw import TypedWeekday, format_roc, normalise, typed_dates, typed_weekdays, weekday

Day = datetime.date
DECLARE = "請對照原文；原文就是這樣的話，請寫在 discrepancies，about: "
MOVED = "日期後來改過的話，把新公告寫進 index.md，再寫成 places 的一處（date 寫新的日期），follows 寫那一處。"
_TIMES = {"": 1, "百": 100, "千": 1000, "仟": 1000, "萬": 10_000, "億": 100_000_000}
_NUMBER = r"\d[\d,]*(?:\.\d+)?"
_PART = rf"({_NUMBER})\s*([百千仟萬億]?)"
_AMOUNT = rf"(?<![\d.,])(?:{_NUMBER}\s*[百千仟萬億]\s*)*(?:{_NUMBER}\s*)?(?<=[\d\s百千仟萬億])"
_DATE = re.compile(r"(?:\d{2,4}\s*年\s*)?\d{1,2}\s*月\s*\d{1,2}\s*日|\d{2,4}[./-]\d{1,2}[./-]\d{1,2}")
_ENTRY = re.compile(r"\bschedule\.([a-z_][a-z0-9_]*)")
_YEARS = ("年", "年度", "學年", "學年度")
FIRST_YEAR = 90
"""From here on a number before 年 is a year of 民國, not how many."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words of the document, about the entry with this id."""

    about: str
    text: str
    node: Node


def quotations(edition: Draft[EditionSpec], rules: Draft[RulesSpec]) -> Iterator[Quotation]:
    """Every `source` of an edition outside its discrepancies."""
    kinds = (
        ("schedule", edition, edition.spec.schedule),
        ("parameters", rules, rules.spec.parameters),
        ("rules", rules, rules.spec.rules),
    )
    for key, draft, entries in kinds:
        for name, entry in entries.items():
            if source := getattr(entry, "source", None):
                yield Quotation(name, source, draft.node.at(key, name, "source"))


def wrong_weekdays(text: str) -> tuple[TypedWeekday, ...]:
    return tuple(typed for typed in typed_weekdays(text) if typed.right is False)


def right_weekday(typed: TypedWeekday) -> str:
    """112年9月8日是星期五."""
    assert typed.date is not None
    return f"{format_roc(typed.date, with_weekday=False)}是星期{weekday(typed.date)}"


class Excused:
    """What the discrepancies of an edition say about an entry, in places that are not followed."""

    def __init__(self, discrepancies: Iterable[DiscrepancySpec]) -> None:
        self.about: dict[str, list[DiscrepancySpec]] = {}
        for one in discrepancies:
            self.about.setdefault(one.about, []).append(one)

    def weekday(self, names: Iterable[str], typed: TypedWeekday) -> bool:
        """Whether a place shows this wrong weekday as the document's own."""
        texts = {
            wrong.text
            for _, place in self._places(names)
            if place.wrong_weekday
            for wrong in wrong_weekdays(place.source)
        }
        return typed.text in texts

    def days(self, names: Iterable[str], known: Iterable[Day], said: Iterable[Day]) -> bool:
        """Whether the followed place says a known day, or the only place says what is not followed."""
        for one in (one for name in names for one in self.about.get(name, ())):
            place = one.followed()
            if place is not None and set(known) & set(place_days(place)):
                return True
            if place is None and len(one.places) == 1 and set(said) <= set(place_days(one.places[0])):
                return True
        return False

    def figure(self, names: Iterable[str], figure: Decimal, unit: str) -> bool:
        """Whether a place that is not followed says this figure."""
        return any(
            _is(place.value, figure) or (figure, unit) in quoted_figures(place.source, unit)
            for one, place in self._places(names)
            if place is not one.followed()
        )

    def _places(self, names: Iterable[str]) -> Iterator[tuple[DiscrepancySpec, PlaceSpec]]:
        yield from (
            (one, place) for name in names for one in self.about.get(name, ()) for place in one.places
        )


def place_days(place: PlaceSpec) -> tuple[Day, ...]:
    """The days that a place gives, as typed or as quoted."""
    return (place.date,) if place.date is not None else typed_dates(place.source)


def check_quotations(
    edition: Draft[EditionSpec],
    rules: Draft[RulesSpec],
    found: tuple[tuple[Event, ...], Iterable[Rule]],
    report: Report,
) -> None:
    """Whatever a quotation contradicts and nobody declared is reported."""
    excused = Excused(edition.spec.discrepancies)
    events = {event.id: event for event in found[0]}
    used = {rule.id: rule.parameters for rule in found[1]} | {name: (name,) for name in rules.spec.parameters}
    for quoted in quotations(edition, rules):
        for typed in wrong_weekdays(quoted.text):
            if not excused.weekday([quoted.about], typed):
                message = f"原文的星期「{typed.text}」與日期不合：{right_weekday(typed)}"
                report.add(message, quoted.node.span, f"{DECLARE}{quoted.about}。")
        if (event := events.get(quoted.about)) is not None:
            _check_dates(quoted, event, excused, report)
        names = [name for name in used.get(quoted.about, ()) if name in rules.spec.parameters]
        held = [rules.spec.parameters[name] for name in names]
        beside = [one for one in rules.spec.parameters.values() if one.cite in {own.cite for own in held}]
        _check_figures(quoted, (held, beside), (excused, [quoted.about, *names]), report)
        if quoted.about in rules.spec.rules:
            read = _events_of(rules.spec.rules[quoted.about], events)
            _check_rule_dates(quoted, read, excused, report)


def _check_dates(quoted: Quotation, event: Event, excused: Excused, report: Report) -> None:
    """A quoted day is the day of the entry; where a period's both days are quoted, both are."""
    days, known = typed_dates(quoted.text), days_of(event)
    if not days or not known or excused.days([event.id], known, days):
        return
    whole = len(set(days)) > 1 and event.first != event.last
    if not known & set(days) or (whole and not known <= set(days)):
        said = "、".join(format_roc(day) for day in days)
        message = f"原文寫{said}，時程的「{event.label}」卻是{event.printed}"
        report.add(message, quoted.node.span, f"{DECLARE}{quoted.about}。{MOVED}")


def days_of(event: Event) -> set[Day]:
    return {day for day in (event.first, event.last) if day is not None}


def _events_of(rule: RuleSpec, events: Mapping[str, Event]) -> list[Event]:
    """The entries of the schedule that a rule names."""
    text = str(rule.model_dump(exclude={"examples", "source", "cite"}))
    named = dict.fromkeys(match[1] for match in _ENTRY.finditer(text))
    return [events[name] for name in named if name in events]


def _check_rule_dates(quoted: Quotation, read: list[Event], excused: Excused, report: Report) -> None:
    """Of the days that a rule quotes, one is a day of an entry that it reads."""
    days, known = typed_dates(quoted.text), {day for event in read for day in days_of(event)}
    names = [quoted.about, *(event.id for event in read)]
    if days and known and not known & set(days) and not excused.days(names, known, days):
        said = "、".join(format_roc(day) for day in days)
        have = "、".join(f"「{event.label}」{event.printed}" for event in read)
        message = f"原文寫{said}，規則用的時程卻是{have}"
        report.warn(message, quoted.node.span, f"{DECLARE}{quoted.about}。{MOVED}")


def _check_figures(
    quoted: Quotation,
    parameters: tuple[list[ParameterSpec], list[ParameterSpec]],
    declared: tuple[Excused, list[str]],
    report: Report,
) -> None:
    """Every quoted figure with the unit of a parameter is a figure of it, or of one cited beside it:
    3 至 5 次 quotes two.
    """
    excused, names = declared
    held, beside = (
        {(Decimal(text), _unit(one)) for one in some for text in figures_of(one)} for some in parameters
    )
    units = sorted({unit for _, unit in held if unit})
    stale = [
        (figure, unit)
        for unit in units
        for figure, _ in quoted_figures(quoted.text, unit)
        if (figure, unit) not in held | beside and not excused.figure(names, figure, unit)
    ]
    if stale:
        shown = "、".join(_told(figure, unit) for figure, unit in dict.fromkeys(stale))
        told = {unit for _, unit in stale}
        have = "、".join(_told(figure, unit) for figure, unit in sorted(held) if unit in told)
        message = f"原文寫 {shown}，參數卻是 {have}"
        report.warn(message, quoted.node.span, f"{DECLARE}{quoted.about}。")


def _told(figure: Decimal, unit: str) -> str:
    return f"{figure:,}%" if unit == "%" else f"{figure:,} {unit}"


def quoted_figures(text: str, unit: str) -> Iterator[tuple[Decimal, str]]:
    """Every figure before this unit: 8,000 元, 2 萬 5,000 元, both of 3 至 5 次; no date and no year."""
    plain = _DATE.sub("。", normalise(text))
    for match in re.finditer(rf"(?:({_AMOUNT})[至到~–-]\s*)?({_AMOUNT}){re.escape(unit)}", plain):
        for amount in (match[1], match[2]):
            if amount and not (unit in _YEARS and _amount(amount) >= FIRST_YEAR):
                yield _amount(amount), unit


def _amount(text: str) -> Decimal:
    """25000 of 2 萬 5,000."""
    parts = ((number.replace(",", ""), times) for number, times in re.findall(_PART, text))
    return sum((Decimal(number) * _TIMES[times] for number, times in parts), Decimal(0))


def _is(value: str | None, figure: Decimal) -> bool:
    return value is not None and re.fullmatch(_NUMBER, value) is not None and _amount(value) == figure


def figures_of(spec: ParameterSpec) -> Iterator[str]:
    """Every plain figure of a parameter, without commas."""
    rows = [*spec.table.values(), *(bracket.cells for bracket in spec.brackets)]
    grown = [text for step in spec.graduated for text in (step.value, step.plus, str(step.up_to))]
    cells = [cell for row in rows for cell in row.values()]
    for text in (spec.value, *spec.values.values(), *cells, *grown, spec.at_most):
        if isinstance(text, str) and re.fullmatch(r"-?[\d,]+(\.\d+)?", text):
            yield text.replace(",", "")


def _unit(spec: ParameterSpec) -> str:
    """元 of 元/人; nothing for a number without a unit."""
    return normalise(spec.unit).split("/")[0]
