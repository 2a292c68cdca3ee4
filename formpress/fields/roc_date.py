"""日期：民國年、月、日各一格。"""

from __future__ import annotations

from typing import ClassVar, Literal

from .base import Dimensions, FieldSpec, Traits


class RocDay(FieldSpec):
    title: ClassVar[str] = "日期"
    example: ClassVar[str] = """\
- {id: filed, type: roc_date, label: 填表日期, required: true}
- {id: founded, type: roc_date, label: 成立日期, span: 2}
"""
    type: Literal["roc_date"]

    def traits(self, dimensions: Dimensions) -> Traits:
        return Traits(
            kind="date",
            widget="number",
            format="民國年、月、日",
            schema={"type": "integer", "minimum": 0},
            align="center",
            longest=3,
            parts=(("y", "年", 3), ("m", "月", 2), ("d", "日", 2)),
            before="民國",
        )
