"""What the source document says twice or mistypes, and whether the declared reading is this edition's."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from decimal import Decimal, InvalidOperation

from ..model import Discrepancy, Event, Quote
from ..parse import Draft, EditionSpec, RulesSpec
from ..parse.schedule import DiscrepancySpec, PlaceSpec
from ..problems import Report, did_you_mean
from ..source import Node
from ..tw import format_roc
from .expressions import Abandoned
from .prose import Context, fill
from .quotes import MOVED, days_of, figures_of, place_days, right_weekday, wrong_weekdays


class Declared:
    """The discrepancies of one edition."""

    def __init__(
        self,
        edition: Draft[EditionSpec],
        rules: Draft[RulesSpec],
        schedule: Iterable[Event],
        context: Context,
        report: Report,
    ) -> None:
        self.edition = edition
        self.rules = rules
        self.schedule = {event.id: event for event in schedule}
        self.context = context
        self.report = report

    def read(self) -> tuple[Discrepancy, ...]:
        """Each with its figures filled in; what does not fit is reported."""
        return tuple(self._each())

    def _each(self) -> Iterator[Discrepancy]:
        spec, node = self.edition.spec, self.edition.node
        known = [*self.rules.spec.parameters, *self.rules.spec.rules, *spec.schedule, *spec.forms]
        for index, one in enumerate(spec.discrepancies):
            here = node.at("discrepancies", index)
            if one.about not in known:
                message = f"沒有名為「{one.about}」的參數、規則、時程或表單"
                self.report.add(message, here.at("about").span, did_you_mean(one.about, known))
            self._check_followed(one, here)
            try:
                reading = fill(one.reading, self.context, here.at("reading"), self.report)
            except Abandoned:
                continue
            quotes = (self._quote(one, at, here.at("places", at)) for at in range(len(one.places)))
            yield Discrepancy(one.about, tuple(quotes), one.follows or "", reading)

    def _quote(self, one: DiscrepancySpec, at: int, node: Node) -> Quote:
        place = one.places[at]
        wrong = wrong_weekdays(place.source)
        if wrong and not place.wrong_weekday:
            message = f"原文的星期「{wrong[0].text}」與日期不合：{right_weekday(wrong[0])}"
            hint = "請對照原文；原文就是這樣的話，在這一處寫 wrong_weekday: true。"
            self.report.add(message, node.at("source").span, hint)
        if place.wrong_weekday and not wrong:
            self.report.add("原文的星期沒有不合", node.at("wrong_weekday").span, "請刪掉 wrong_weekday。")
        day = self._day(one, place)
        parameter = self.rules.spec.parameters.get(one.about)
        said = format_roc(day) if day else ""
        if place.value is not None:
            unit = parameter.unit if parameter else ""
            said = f"{place.value}{unit}" if unit == "%" else f"{place.value} {unit}".rstrip()
        return Quote(place.cite, place.source, said, "；".join(map(right_weekday, wrong)))

    def _day(self, one: DiscrepancySpec, place: PlaceSpec) -> datetime.date | None:
        """The day that a place gives for an entry of the schedule, as typed or as quoted."""
        if one.about not in self.schedule:
            return place.date
        return next(iter(place_days(place)), None)

    def _check_followed(self, one: DiscrepancySpec, node: Node) -> None:
        """The followed place says what this edition says."""
        place = one.followed()
        if place is None:
            self._check_unfollowed(one, node)
            return
        event, parameter = self.schedule.get(one.about), self.rules.spec.parameters.get(one.about)
        day = self._day(one, place)
        known = {event.first, event.last} - {None} if event is not None else set()
        if event is not None and day is not None and known and day not in known:
            message = f"「{place.cite}」寫{format_roc(day)}，時程的「{event.label}」卻是{event.printed}"
            self.report.add(message, node.at("follows").span, f"請改時程的日期，或改 follows。{MOVED}")
        if parameter is not None and place.value is not None:
            figures = set(figures_of(parameter))
            if _plain(place.value) not in {_plain(figure) for figure in figures}:
                message = f"「{place.cite}」寫 {place.value}，參數「{parameter.label}」卻不是 {place.value}"
                self.report.add(message, node.at("follows").span, "請改參數的數字，或改 follows。")

    def _check_unfollowed(self, one: DiscrepancySpec, node: Node) -> None:
        """Places that disagree need one that is followed; a misprint that is not followed is told."""
        event, parameter = self.schedule.get(one.about), self.rules.spec.parameters.get(one.about)
        known: set[object] = set()
        said: dict[object, str] = {}
        if event is not None:
            known = {*days_of(event)}
            said = {day: format_roc(day) for place in one.places if (day := self._day(one, place))}
        elif parameter is not None:
            known = {_plain(figure) for figure in figures_of(parameter)}
            said = {_plain(place.value): place.value for place in one.places if place.value is not None}
        told = "、".join(said.values())
        if len(said) > 1:
            message = f"「{one.about}」的各處寫得不一樣（{told}），卻沒有寫依哪一處"
            self.report.add(message, node.at("about").span, f"請寫 follows：依的那一處的 cite。{MOVED}")
        elif said and known and not known & set(said):
            label = event.label if event is not None else parameter.label if parameter is not None else ""
            message = f"原文寫{told}，「{label}」卻不是，也沒有寫依哪一處"
            hint = "原文誤植、reading 也寫明的話，不必理會；不是的話，請寫 follows。"
            self.report.warn(message, node.at("about").span, f"{hint}{MOVED if event is not None else ''}")


def _plain(text: str) -> Decimal | str:
    """A figure whatever its commas."""
    try:
        return Decimal(text.replace(",", ""))
    except InvalidOperation:
        return text
