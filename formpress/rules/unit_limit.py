"""單位上限：總額不可超過「每一單位的上限 × 單位數」，例如每人每場次。"""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from ..authoring import Expression
from ..expr.build import compare, multiply
from ..expr.chinese import name, say
from .base import Lowered, Reader, RuleSpec, figure, plain


class UnitLimit(RuleSpec):
    title: ClassVar[str] = "單位上限"
    example: ClassVar[str] = """\
cost_per_head:
  kind: unit_limit
  value: budget.items.printing.amount
  limit: printing_head
  per: [budget.items.printing.people, budget.items.printing.sessions]
  cite: 伍
"""
    kind: Literal["unit_limit"]
    value: Expression = Field(description="總額")
    limit: Expression = Field(description="每一單位的上限")
    per: tuple[Expression, ...] = Field(min_length=1, description="單位數，例如人數、場次；相乘")

    def lower(self, read: Reader) -> Lowered:
        value, limit, counts = (
            read.number("value"),
            read.number("limit"),
            tuple(part.value for part in read.numbers("per")),
        )
        allowed = limit
        for count in counts:
            allowed = multiply(allowed, count)
        units = " × ".join(name(count) for count in counts)
        return Lowered(
            test=compare("<=", value, allowed),
            statement=f"{name(value)}不得超過{say(limit)} × {units}",
            brief=f"不超過{say(limit)}",
            message=(
                plain(f"{name(value)} "),
                *figure(value),
                plain(f"，超過{say(limit)} × {units}（共 "),
                *figure(allowed),
                plain("）"),
            ),
        )
