"""印好的文字：不必填。在表格裡，內容寫在各列；在基本欄位裡，內容寫在 text。"""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from ..authoring import Prose
from .base import Dimensions, FieldSpec, Traits


class Printed(FieldSpec):
    title: ClassVar[str] = "印好的文字"
    example: ClassVar[str] = """\
# 表格的欄不寫 type 就是這一種：- {id: item, label: 項目}
- {id: told, type: printed, label: 說明, text: 以上各欄由社團填寫。}
"""
    datum: ClassVar[bool] = False
    type: Literal["printed"] = "printed"
    text: Prose | None = Field(None, description="印出的文字；表格的欄不寫")

    def traits(self, dimensions: Dimensions) -> Traits:
        return Traits(kind="text", widget="line", format="印好的文字", schema={"type": "string"})
