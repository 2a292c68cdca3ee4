"""備註欄：只在表格裡，印出各列的說明、規則和夾在文字裡的填寫格。"""

from __future__ import annotations

from typing import ClassVar, Literal

from .base import Dimensions, FieldSpec, Traits


class Remarks(FieldSpec):
    title: ClassVar[str] = "備註"
    datum: ClassVar[bool] = False
    type: Literal["remarks"]

    def traits(self, dimensions: Dimensions) -> Traits:
        return Traits(kind="text", widget="line", format="印好的說明", schema={"type": "string"})
