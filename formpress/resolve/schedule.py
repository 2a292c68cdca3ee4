"""The schedule: what each entry's day is, as far as anybody knows, and how it is said."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from ..expr.calendar import add_months, work_days
from ..model import Event, EventKind
from ..parse import Draft, EditionSpec
from ..parse.schedule import EventSpec, SpanSpec
from ..problems import Report, did_you_mean
from ..tw import format_roc, format_roc_month

Day = datetime.date
WORKED_OFF = 400
"""Calendar days in which a number of working days must be over."""


@dataclass(frozen=True, slots=True)
class When:
    """From its first to its last day, None where nobody knows yet, and how it is said."""

    first: Day | None
    last: Day | None
    printed: str


UNKNOWN = When(None, None, "")


def events(draft: Draft[EditionSpec], report: Report) -> tuple[Event, ...]:
    """The schedule in the office's order; what does not follow from each other is reported."""
    spec = draft.spec
    reader = _Schedule(draft, report)
    found = []
    for name, event in spec.schedule.items():
        when = reader.when(name)
        found.append(
            Event(
                id=name,
                label=event.label,
                kind=_kind(event),
                first=when.first,
                last=when.last,
                printed=when.printed,
                cite=event.cite,
                who=event.who or "",
                how=event.how or "",
                missed=event.missed or "",
                postmark=event.postmark,
            )
        )
    _check_order(draft, found, report)
    return tuple(found)


def span(spec: SpanSpec, *, weekdays: bool) -> When:
    """From one side to the other: 112年9月1日至113年6月30日, 計畫公告日至114年12月31日."""
    sides = (spec.from_, spec.from_event or ""), (spec.to, spec.to_event or "")
    words = (format_roc(day, with_weekday=weekdays) if day else event for day, event in sides)
    return When(spec.from_, spec.to, "至".join(words))


def month_end(first: Day) -> Day:
    return Day.fromordinal(add_months(first.toordinal(), 1) - 1)


def _kind(spec: EventSpec) -> EventKind:
    if spec.kind is not None:
        return spec.kind
    if spec.event is not None:
        return "announcement"
    return "deadline" if spec.date or spec.month or spec.after else "period"


class _Schedule:
    """Looks up the day of an entry that others may stand on."""

    def __init__(self, draft: Draft[EditionSpec], report: Report) -> None:
        self.spec = draft.spec
        self.node = draft.node
        self.report = report
        self.open: list[str] = []
        self.circular: set[str] = set()

    def when(self, name: str) -> When:
        event = self.spec.schedule[name]
        if event.date is not None:
            return When(event.date, event.date, format_roc(event.date))
        if event.month is not None:
            return When(event.month, month_end(event.month), format_roc_month(event.month))
        if event.event is not None:
            return When(None, None, event.event)
        if event.after is None:
            return span(event, weekdays=True)
        base = self._base(name, event.after)
        return UNKNOWN if base is None else self._after(name, event, base)

    def _base(self, name: str, after: str) -> When | None:
        """The entry that another one follows; None after reporting that there is none."""
        place = self.node.at("schedule", name, "after").span
        if after not in self.spec.schedule:
            message = f"schedule 裡沒有「{after}」"
            self.report.add(message, place, did_you_mean(after, self.spec.schedule))
            return None
        if name in self.circular:
            return None
        if name in self.open:
            self.circular |= set(self.open)
            circle = [*self.open[self.open.index(name) :], name]
            self.report.add(f"時程繞了一圈：{' → '.join(circle)}", place, "請改掉其中一個 after。")
            return None
        self.open.append(name)
        try:
            return self.when(after)
        finally:
            self.open.pop()

    def _after(self, name: str, event: EventSpec, base: When) -> When:
        """So long after another entry, and no later than a day."""
        limit = event.no_later_than
        label = self.spec.schedule[event.after or ""].label
        length = event.days or event.workdays or event.months
        unit = "日" if event.days else "個工作天" if event.workdays else "個月"
        words = [f"{label}後 {length} {unit}內"]
        day = None if base.last is None else self._later(name, event, base.last)
        if limit is not None:
            words.append(f"且不得晚於{format_roc(limit)}")
            if base.last is not None and limit < base.last:
                place = self.node.at("schedule", name, "no_later_than").span
                message = f"「{event.label}」最晚的一天，比「{label}」還早"
                self.report.warn(message, place, "請檢查這兩個日期。")
            day = None if day is None else min(day, limit)
        if day is not None and day != limit:
            words.append(f"即{format_roc(day)}前")
        return When(day, day, "，".join(words))

    def _later(self, name: str, event: EventSpec, base: Day) -> Day | None:
        start = base.toordinal()
        if event.days:
            return Day.fromordinal(start + event.days)
        if event.months:
            return Day.fromordinal(add_months(start, event.months))
        off = holidays(self.spec)
        if off is None:
            place = self.node.at("schedule", name, "workdays").span
            self.report.add("要算工作天，得先知道放假日", place, "請在 edition.yaml 寫 holidays。")
            return None
        wanted = event.workdays or 0
        return next(
            (Day.fromordinal(end) for end in range(start, start + 3 * WORKED_OFF)
             if work_days(start, end, *off) == wanted),
            None,
        )  # fmt: skip


def holidays(spec: EditionSpec) -> tuple[tuple[int, ...], tuple[int, ...]] | None:
    """Weekdays without work and weekend days with work, ascending; None where nobody wrote any."""
    if not spec.holidays:
        return None
    off = sorted({day.toordinal() for day in spec.holidays if day.weekday() < 5})
    makeup = sorted({day.toordinal() for day in spec.makeup_days if day.weekday() >= 5})
    return tuple(off), tuple(makeup)


def _check_order(draft: Draft[EditionSpec], found: list[Event], report: Report) -> None:
    """Entries stand in the order of their days: one that is over before an earlier one begins is odd."""
    for earlier, event in _out_of_order(found):
        node = draft.node.at("schedule", event.id)
        report.warn(
            f"「{event.label}」（{event.printed}）排在「{earlier.label}」（{earlier.printed}）後面，日期卻比較早",
            node.key_span or node.span,
            "請檢查日期；日期沒錯的話，請依先後順序排列。",
        )


def _out_of_order(found: list[Event]) -> Iterator[tuple[Event, Event]]:
    latest: Event | None = None
    for event in found:
        if event.first is None or event.last is None:
            continue
        if latest is not None and latest.first is not None and event.last < latest.first:
            yield latest, event
        elif latest is None or latest.first is None or event.first >= latest.first:
            latest = event
