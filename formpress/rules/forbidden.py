"""不可出現：條件成立就不符，例如名單寫「未定」。"""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from ..authoring import Expression
from ..expr.chinese import condition
from ..expr.tree import Contains, Not
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
        words = f"不可有「{condition(test)}」的情形"
        if isinstance(test, Contains):
            words = f"{test.label}不可寫「{test.piece}」"
        return Lowered(test=Not(test), statement=words, brief=words, message=(plain(words),))
