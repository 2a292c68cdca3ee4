"""不可出現：條件成立就不符，例如名單寫「未定」。"""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from ..authoring import Expression
from ..expr.chinese import condition
from ..expr.tree import Not
from .base import Lowered, Reader, RuleSpec, plain


class Forbidden(RuleSpec):
    title: ClassVar[str] = "不可出現"
    example: ClassVar[str] = """\
names_are_final:
  kind: forbidden
  test: contains(plan.speaker, "未定")
  cite: 伍
"""
    kind: Literal["forbidden"]
    test: Expression = Field(description="不可成立的條件")

    def lower(self, read: Reader) -> Lowered:
        test = read.truth("test")
        return Lowered(
            test=Not(test),
            statement=f"不可{condition(test)}",
            brief=f"不可{condition(test)}",
            message=(plain(f"不可{condition(test)}"),),
        )
