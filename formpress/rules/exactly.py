"""應等於：一個數必須剛好是規定的數。"""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from ..authoring import Expression
from ..expr.build import compare
from ..expr.chinese import name, say
from .base import Lowered, Reader, RuleSpec, figure, plain, told


class Exactly(RuleSpec):
    title: ClassVar[str] = "應等於"
    example: ClassVar[str] = """\
hours_fixed:
  kind: exactly
  value: plan.hours
  limit: hours
  cite: 伍
"""
    kind: Literal["exactly"]
    value: Expression = Field(description="要檢查的數")
    limit: Expression = Field(description="規定的數")

    def lower(self, read: Reader) -> Lowered:
        value, limit = read.number("value"), read.number("limit")
        return Lowered(
            test=compare("==", value, limit),
            statement=f"{name(value)}應為{say(limit)}",
            brief=f"應為{say(limit)}",
            message=(
                plain(f"{name(value)} "),
                *figure(value),
                plain("，應為"),
                *told(limit),
            ),
        )
