"""加總相符：各部分加起來要等於總數。"""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from ..authoring import Expression
from ..expr.build import add, compare
from ..expr.chinese import name
from .base import Lowered, Reader, RuleSpec, figure, plain


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
        whole = add(parts, skip_blank=True)
        called = "、".join(name(part) for part in parts) if len(parts) <= 4 else "各項"
        return Lowered(
            test=compare("==", whole, total),
            statement=f"{called}的合計應等於{name(total)}",
            brief=f"合計應等於{name(total)}",
            message=(
                plain(f"{called}的合計 "), *figure(whole), plain(f"，與{name(total)} "), *figure(total),
                plain(" 不符"),
            ),
        )  # fmt: skip
