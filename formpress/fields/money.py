"""金額：新臺幣，以元為單位的整數。"""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, model_validator

from ..authoring import complaint
from ..tw import thousands
from .base import Dimensions, FieldSpec, Traits


class Money(FieldSpec):
    title: ClassVar[str] = "金額"
    type: Literal["money"]
    min: Annotated[int, Field(ge=0, le=9_999_999_999)] = Field(0, description="最小金額")
    max: Annotated[int, Field(ge=0, le=9_999_999_999)] = Field(9_999_999, description="最大金額")

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.max < self.min:
            raise complaint(f"max {self.max} 比 min {self.min} 小", "請檢查 min 與 max。")
        return self

    def traits(self, dimensions: Dimensions) -> Traits:
        return Traits(
            kind="number",
            widget="number",
            format=f"新臺幣整數，{thousands(self.min, 0)}～{thousands(self.max, 0)} 元",
            schema={"type": "integer", "minimum": self.min, "maximum": self.max},
            align="right",
            unit="元",
            minimum=self.min,
            maximum=self.max,
            longest=len(thousands(self.max, 0)),
        )
