"""備註欄：只在表格裡，印出各列的說明、規則和夾在文字裡的填寫格。"""

from __future__ import annotations

from typing import ClassVar, Literal

from .base import Dimensions, FieldSpec, Traits


class Remarks(FieldSpec):
    title: ClassVar[str] = "備註"
    example: ClassVar[str] = """\
# 只放在表格的 columns；各列的內容寫在那一列，例如 strings: {item: 琴弦, remarks: [{text: 檢附估價單}]}
- {id: note, type: remarks, label: 備註, width: 2}
"""
    datum: ClassVar[bool] = False
    type: Literal["remarks"]

    def traits(self, dimensions: Dimensions) -> Traits:
        return Traits(kind="text", widget="line", format="印好的說明", schema={"type": "string"})
