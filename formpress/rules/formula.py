"""算式：以上種類都寫不出來時，直接寫應成立的條件；一定要自己寫 says。"""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from ..authoring import Expression, Prose
from ..expr.chinese import condition
from .base import Lowered, Reader, RuleSpec, plain


class Formula(RuleSpec):
    title: ClassVar[str] = "算式"
    example: ClassVar[str] = """\
balanced:
  kind: formula
  says: 支出不可超過收入。
  test: plan.spent <= plan.income
  cite: 伍
"""
    kind: Literal["formula"]
    test: Expression = Field(description="應成立的條件")
    says: Prose = Field(description="規則的一句話")

    def lower(self, read: Reader) -> Lowered:
        test = read.truth("test")
        return Lowered(
            test=test,
            statement=self.says,
            brief=condition(test),
            message=(plain(f"不符：{condition(test)}"),),
        )
