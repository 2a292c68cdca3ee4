"""金額：新臺幣，以元為單位的整數。"""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, model_validator

from .base import Dimensions, FieldSpec, Limits, Traits


class Money(FieldSpec):
    title: ClassVar[str] = "金額"
    example: ClassVar[str] = """\
- {id: fee, type: money, label: 申請金額, max: 60000, required: true}
- {id: raised, type: money, label: 自籌款}
"""
    type: Literal["money"]
    min: Annotated[int, Field(ge=0, le=9_999_999_999)] = Field(0, description="最小金額")
    max: Annotated[int, Field(ge=0, le=9_999_999_999)] = Field(9_999_999, description="最大金額")

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        Limits(self.min, self.max)
        return self

    def traits(self, dimensions: Dimensions) -> Traits:
        return Limits(self.min, self.max).traits("新臺幣整數", unit="元", said=" 元")
