"""查表：一個數要等於、或不超過，對照表在這個情形下的數。"""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from ..authoring import Expression
from ..expr.build import compare
from ..expr.chinese import name, say
from .base import Lowered, Reader, RuleSpec, figure, plain, told


class Lookup(RuleSpec):
    title: ClassVar[str] = "查表"
    example: ClassVar[str] = """\
groups_within_quota:
  kind: lookup
  value: summary.groups
  table: quota(summary.class_count)
  relation: at_most
  cite: 伍
"""
    kind: Literal["lookup"]
    value: Expression = Field(description="要檢查的數")
    table: Expression = Field(description="查表，例如 quota(school.class_count, budget.group)")
    relation: Literal["equal", "at_most", "at_least"] = Field("equal", description="相等、不超過或不少於")

    def lower(self, read: Reader) -> Lowered:
        value, table = read.number("value"), read.number("table")
        operator, word = _RELATIONS[self.relation]
        return Lowered(
            test=compare(operator, value, table),
            statement=f"{name(value)}{word}{say(table)}",
            brief=f"{word}{say(table)}",
            message=(
                plain(f"{name(value)} "), *figure(value), plain(f"，{word}"), *told(table),
            ),
        )  # fmt: skip


_RELATIONS: dict[str, tuple[Literal["==", "<=", ">="], str]] = {
    "equal": ("==", "應為"),
    "at_most": ("<=", "不可超過"),
    "at_least": (">=", "不可少於"),
}
