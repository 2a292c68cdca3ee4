"""期間：日期要落在開始日與結束日之間，頭尾都算；可要求每一段期間都有。"""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from ..authoring import Expression, Label, Spec
from ..expr.build import compare, there, unless_absent
from ..expr.chinese import say
from ..expr.tree import All, Any, Numeric, Truth
from .base import Lowered, Part, Reader, RuleSpec, plain, together


class PeriodSpec(Spec):
    """One part of the window that must be covered."""

    label: Label = Field(description="名稱，例如 上學期")
    start: Expression = Field(description="開始日")
    end: Expression = Field(description="結束日")


class Window(RuleSpec):
    title: ClassVar[str] = "期間"
    example: ClassVar[str] = """\
in_every_part:
  kind: window
  dates: [plan.sessions.day]
  start: period.from
  end: period.to
  covers:
    - {label: 上學期, start: period.from, end: 'date("113-01-31")'}
    - {label: 下學期, start: 'date("113-02-01")', end: period.to}
  cite: 伍
"""
    kind: Literal["window"]
    dates: tuple[Expression, ...] = Field(min_length=1, description="日期欄位，可以寫一整欄")
    start: Expression | None = Field(None, description="不早於這一天；不寫就不限")
    end: Expression | None = Field(None, description="不晚於這一天；不寫就不限")
    covers: tuple[PeriodSpec, ...] = Field((), description="每一段期間至少要有一個日期")

    def lower(self, read: Reader) -> Lowered:
        days = read.numbers("dates")
        tests = []
        words = []
        if self.start is not None:
            first = read.number("start")
            tests += [unless_absent(day.absent, compare(">=", day.value, first)) for day in days]
            words.append(f"不早於{say(first)}")
        if self.end is not None:
            last = read.number("end")
            tests += [unless_absent(day.absent, compare("<=", day.value, last)) for day in days]
            words.append(f"不晚於{say(last)}")
        for index, part in enumerate(self.covers):
            start, end = read.number("covers", index, "start"), read.number("covers", index, "end")
            tests.append(Any(tuple(_inside(day, start, end) for day in days)))
            words.append(f"{part.label}（{say(start)}至{say(end)}）至少一次")
        called = together(days, "各日期", 3)
        sentence = "，".join(words)
        return Lowered(
            test=All(tuple(tests)),
            statement=f"{called}{sentence}",
            brief=sentence,
            message=(plain(f"{called}應{sentence}"),),
        )


def _inside(day: Part, start: Numeric, end: Numeric) -> Truth:
    within = All((compare(">=", day.value, start), compare("<=", day.value, end)))
    return there(day.absent, within)
