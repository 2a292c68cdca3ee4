"""限定選項：欄位的內容只能是列出的幾種。"""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from ..authoring import Expression
from .base import Lowered, Reader, RuleSpec, plain


class OneOf(RuleSpec):
    title: ClassVar[str] = "限定選項"
    example: ClassVar[str] = """\
allowed_kinds:
  kind: one_of
  field: plan.kind
  values: [talk, open]
  cite: 伍
"""
    kind: Literal["one_of"]
    field: Expression = Field(description="要檢查的欄位")
    values: tuple[str, ...] = Field(min_length=1, description="可以的內容：選項代號或文字")

    def lower(self, read: Reader) -> Lowered:
        test, label, words = read.among("field", "values")
        listed = "、".join(words)
        return Lowered(
            test=test,
            statement=f"{label}只能是{listed}",
            brief=f"限{listed}",
            message=(plain(f"{label}只能是{listed}"),),
        )
