"""不得超過：一個數不可大於上限；等於上限可以。"""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from ..authoring import Expression
from ..expr.build import compare
from ..expr.chinese import name, say
from .base import Lowered, Reader, RuleSpec, figure, plain, told


class AtMost(RuleSpec):
    title: ClassVar[str] = "不得超過"
    example: ClassVar[str] = """\
total_within_cap:
  kind: at_most
  value: budget.total
  limit: cap(budget.group)
  cite: 伍
"""
    kind: Literal["at_most"]
    value: Expression = Field(description="要檢查的數")
    limit: Expression = Field(description="上限")

    def lower(self, read: Reader) -> Lowered:
        value, limit = read.number("value"), read.number("limit")
        return Lowered(
            test=compare("<=", value, limit),
            statement=f"{name(value)}不得超過{say(limit)}",
            brief=f"不超過{say(limit)}",
            message=(
                plain(f"{name(value)} "),
                *figure(value),
                plain("，超過"),
                *told(limit),
            ),
        )
