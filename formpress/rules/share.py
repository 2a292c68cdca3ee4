"""占比上限：一部分不可超過整體的某個百分比；比較時不先四捨五入。"""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from ..authoring import Expression
from ..expr.build import compare, multiply, rounded, subtract
from ..expr.chinese import name, say
from ..expr.tree import Number, Numeric
from .base import Lowered, Reader, RuleSpec, figure, plain


class Share(RuleSpec):
    title: ClassVar[str] = "占比上限"
    example: ClassVar[str] = """\
part_within_share:
  kind: share
  value: budget.items.printing.amount
  of: budget.total
  limit: printing_share
  cite: 伍
"""
    kind: Literal["share"]
    value: Expression = Field(description="這一部分")
    of: Expression = Field(description="整體")
    limit: Expression = Field(description="上限，百分比")
    without_itself: bool = Field(False, description="整體不含這一部分")

    def lower(self, read: Reader) -> Lowered:
        value, whole, limit = read.number("value"), read.number("of"), read.number("limit")
        base = subtract(whole, value) if self.without_itself else whole
        allowed = multiply(limit, base)
        called = f"{name(whole)}（不含{name(value)}）" if self.without_itself else name(whole)
        return Lowered(
            test=compare("<=", value, allowed),
            statement=f"{name(value)}不得超過{called}的 {_percent(limit)}",
            brief=f"不超過{called}的 {_percent(limit)}",
            message=(
                plain(f"{name(value)} "),
                *figure(value),
                plain(f"，超過{called}的 {_percent(limit)}（上限 "),
                *figure(rounded(allowed, "floor", value.type.places)),
                plain("）"),
            ),
        )


def _percent(limit: Numeric) -> str:
    return limit.shown if isinstance(limit, Number) and limit.shown else say(limit)
