"""加總相符：各部分加起來要等於總數。"""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from ..authoring import Expression
from ..expr.build import add, compare
from ..expr.chinese import name
from .base import Lowered, Reader, RuleSpec, figure, plain, together


class SumsTo(RuleSpec):
    title: ClassVar[str] = "加總相符"
    example: ClassVar[str] = """\
parts_add_up:
  kind: sums_to
  parts: [plan.money.amount]
  total: plan.total
  cite: 伍
"""
    kind: Literal["sums_to"]
    parts: tuple[Expression, ...] = Field(min_length=1, description="各部分，可以寫一整欄")
    total: Expression = Field(description="總數")

    def lower(self, read: Reader) -> Lowered:
        parts, total = read.numbers("parts"), read.number("total")
        values, absent = tuple(part.value for part in parts), [part.absent for part in parts]
        whole = add(values, skip_blank=True, absent=absent)
        called = together(parts, "各項", 4)
        return Lowered(
            test=compare("==", whole, total),
            statement=f"{called}的合計應等於{name(total)}",
            brief=f"合計應等於{name(total)}",
            message=(
                plain(f"{called}的合計 "), *figure(whole), plain(f"，與{name(total)} "), *figure(total),
                plain(" 不符"),
            ),
        )  # fmt: skip
