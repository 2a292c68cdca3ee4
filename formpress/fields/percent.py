"""百分比：填 12.5 就是 12.5%；算式裡是比例，與單位為 % 的參數相同。"""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, model_validator

from .base import Dimensions, FieldSpec, Limits, Traits


class Percent(FieldSpec):
    title: ClassVar[str] = "百分比"
    example: ClassVar[str] = """\
- {id: own_share, type: percent, label: 自籌比例, max: 50}
- {id: attendance, type: percent, label: 出席率, places: 0}
"""
    type: Literal["percent"]
    places: Annotated[int, Field(ge=0, le=3)] = Field(1, description="小數位數")
    min: Annotated[Decimal, Field(ge=0, le=1000)] = Field(Decimal(0), description="最小值，寫 5 就是 5%")
    max: Annotated[Decimal, Field(ge=0, le=1000)] = Field(Decimal(100), description="最大值，寫法同 min")

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        Limits.of(self.min, self.max, self.places)
        return self

    def traits(self, dimensions: Dimensions) -> Traits:
        what = f"百分比，小數最多 {self.places} 位" if self.places else "百分比，整數"
        return Limits.of(self.min, self.max, self.places).traits(what, unit="%", said="%")
