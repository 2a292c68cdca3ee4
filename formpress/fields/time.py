"""時間：時、分各一格，24 小時制。"""

from __future__ import annotations

from typing import ClassVar, Literal

from .base import Dimensions, FieldSpec, Traits


class Time(FieldSpec):
    title: ClassVar[str] = "時間"
    example: ClassVar[str] = """\
- {id: begins, type: time, label: 開始時間}
- {id: ends, type: time, label: 結束時間}
"""
    type: Literal["time"]

    def traits(self, dimensions: Dimensions) -> Traits:
        return Traits(
            kind="time",
            widget="number",
            format="24 小時制的時、分",
            schema={"type": "integer", "minimum": 0},
            align="center",
            longest=2,
            parts=(("h", "時", 2), ("n", "分", 2)),
        )
