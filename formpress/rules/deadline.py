"""期限：日期不可晚於規定的一天；當天可以。"""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from ..authoring import Expression
from ..expr.build import compare
from ..expr.chinese import name, say
from .base import Lowered, Reader, RuleSpec, figure, plain


class Deadline(RuleSpec):
    title: ClassVar[str] = "期限"
    example: ClassVar[str] = """\
report_in_time:
  kind: deadline
  date: report.sent
  by: add_months(report.finish, 2)
  cite: 伍
"""
    kind: Literal["deadline"]
    date: Expression = Field(description="日期欄位")
    by: Expression = Field(description="最晚的一天，例如 schedule.apply_by 或 add_months(finish, 2)")

    def lower(self, read: Reader) -> Lowered:
        date, last = read.number("date"), read.number("by")
        return Lowered(
            test=compare("<=", date, last),
            statement=f"{name(date)}不得晚於{say(last)}",
            brief=f"不晚於{say(last)}",
            message=(plain(f"{name(date)} "), *figure(date), plain("，晚於期限 "), *figure(last)),
        )
