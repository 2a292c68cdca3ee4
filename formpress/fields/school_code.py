"""學校代碼：六位數字一格一字，前面的 0 不會掉。"""

from __future__ import annotations

from typing import ClassVar, Literal

from .base import Dimensions, FieldSpec, Traits

PATTERN = r"[0-9]{6}"


class SchoolCode(FieldSpec):
    title: ClassVar[str] = "學校代碼"
    example: ClassVar[str] = """\
- {id: code, type: school_code, label: 學校代碼, required: true}
- {id: partner_code, type: school_code, label: 合作學校代碼}
"""
    type: Literal["school_code"]

    def traits(self, dimensions: Dimensions) -> Traits:
        return Traits(
            kind="text",
            widget="comb",
            format="六位數字的學校代碼",
            schema={"type": "string", "pattern": f"^(?:{PATTERN})$"},
            longest=6,
            pattern=PATTERN,
            wanted="六位數字的學校代碼",
        )
