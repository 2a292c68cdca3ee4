"""前後一致：同一件事在兩份表單（或兩處）填的內容要相同。"""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from ..authoring import Expression
from .base import Lowered, Reader, RuleSpec, plain


class SameAs(RuleSpec):
    title: ClassVar[str] = "前後一致"
    example: ClassVar[str] = """\
same_total:
  kind: same_as
  value: application.total
  other: budget.total
  cite: 伍
"""
    kind: Literal["same_as"]
    value: Expression = Field(description="這一處，例如 application.total")
    other: Expression = Field(
        description="另一處，例如 budget.total；數字可以寫算式，例如 count(not blank(members.name))"
    )

    def lower(self, read: Reader) -> Lowered:
        test, first, second = read.same("value", "other")
        return Lowered(
            test=test,
            statement=f"{first.called}應與{second.called}相同",
            brief=f"與{second.called}相同",
            message=(
                plain(f"{first.called} "), *first.shown, plain(f"，與{second.called} "), *second.shown,
                plain(" 不同"),
            ),
        )  # fmt: skip
