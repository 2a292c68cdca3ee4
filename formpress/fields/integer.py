"""整數：人數、場次等數得出來的量，有單位。"""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, model_validator

from .base import Dimensions, FieldSpec, Limits, Traits


class Integer(FieldSpec):
    title: ClassVar[str] = "整數"
    example: ClassVar[str] = """\
- {id: pupils, type: integer, label: 團員人數, unit: 人, min: 5, max: 60, required: true}
- {id: lessons, type: integer, label: 練習節數, unit: 節}
"""
    type: Literal["integer"]
    unit: Annotated[str, Field(max_length=12)] = Field("", description="單位；表格的數量欄不寫")
    min: Annotated[int, Field(ge=-999_999_999, le=999_999_999)] = Field(0, description="最小值")
    max: Annotated[int, Field(ge=0, le=999_999_999)] = Field(9_999, description="最大值")

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        Limits(self.min, self.max)
        return self

    def traits(self, dimensions: Dimensions) -> Traits:
        return Limits(self.min, self.max).traits("整數", unit=self.unit)
