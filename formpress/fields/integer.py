"""整數：人數、次數、數量。"""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, model_validator

from ..authoring import complaint
from ..tw import thousands
from .base import Dimensions, FieldSpec, Traits


class Integer(FieldSpec):
    title: ClassVar[str] = "整數"
    type: Literal["integer"]
    unit: Annotated[str, Field(max_length=12)] = Field("", description="單位；表格的數量欄不寫")
    min: Annotated[int, Field(ge=-999_999_999, le=999_999_999)] = Field(0, description="最小值")
    max: Annotated[int, Field(ge=0, le=999_999_999)] = Field(9_999, description="最大值")

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.max < self.min:
            raise complaint(f"max {self.max} 比 min {self.min} 小", "請檢查 min 與 max。")
        return self

    def traits(self, dimensions: Dimensions) -> Traits:
        return Traits(
            kind="number",
            widget="number",
            format=f"整數，{thousands(self.min, 0)}～{thousands(self.max, 0)}",
            schema={"type": "integer", "minimum": self.min, "maximum": self.max},
            align="right",
            unit=self.unit,
            minimum=self.min,
            maximum=self.max,
            longest=max(len(thousands(self.max, 0)), len(thousands(self.min, 0))),
        )
