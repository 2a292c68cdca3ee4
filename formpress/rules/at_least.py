"""不得少於：一個數不可小於下限；等於下限可以。"""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from ..authoring import Expression
from ..expr.build import compare
from ..expr.chinese import name, say
from .base import Lowered, Reader, RuleSpec, figure, plain, told


class AtLeast(RuleSpec):
    title: ClassVar[str] = "不得少於"
    example: ClassVar[str] = """\
members_at_least:
  kind: at_least
  value: application.members
  limit: min_members(application.group)
  cite: 伍
"""
    kind: Literal["at_least"]
    value: Expression = Field(description="要檢查的數")
    limit: Expression = Field(description="下限")

    def lower(self, read: Reader) -> Lowered:
        value, limit = read.number("value"), read.number("limit")
        return Lowered(
            test=compare(">=", value, limit),
            statement=f"{name(value)}不得少於{say(limit)}",
            brief=f"不少於{say(limit)}",
            message=(
                plain(f"{name(value)} "),
                *figure(value),
                plain("，少於"),
                *told(limit),
            ),
        )
