"""印好的文字：只在表格裡，內容寫在各列，不必填。"""

from __future__ import annotations

from typing import ClassVar, Literal

from .base import Dimensions, FieldSpec, Traits


class Printed(FieldSpec):
    title: ClassVar[str] = "印好的文字"
    datum: ClassVar[bool] = False
    type: Literal["printed"] = "printed"

    def traits(self, dimensions: Dimensions) -> Traits:
        return Traits(kind="text", widget="line", format="印好的文字", schema={"type": "string"})
