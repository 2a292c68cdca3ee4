"""應填：在條件成立時，這一欄不可空白；沒有條件就一律要填。"""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from ..authoring import Expression
from ..expr.tree import Not
from .base import Lowered, Reader, RuleSpec, plain


class RequiredWhen(RuleSpec):
    title: ClassVar[str] = "應填"
    example: ClassVar[str] = """\
mealtime_chosen:
  kind: required_when
  field: budget.meal_time
  when: budget.meals > 0
  cite: 伍
"""
    kind: Literal["required_when"]
    field: Expression = Field(description="要填的欄位")

    def lower(self, read: Reader) -> Lowered:
        blank, label = read.blank("field")
        return Lowered(
            test=Not(blank),
            statement=f"應填{label}",
            brief=f"應填{label}",
            message=(plain(f"{label}未填"),),
        )
