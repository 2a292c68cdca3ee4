"""小數：時數、面積等有小數的量；小數位數寫在 places。"""

from __future__ import annotations

from decimal import Decimal as Exact
from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, model_validator

from .base import Dimensions, FieldSpec, Limits, Traits


class Decimal(FieldSpec):
    title: ClassVar[str] = "小數"
    example: ClassVar[str] = """\
- {id: weekly, type: decimal, label: 每週練習, unit: 小時, min: 0.5, max: 20}
- {id: ground, type: decimal, label: 場地面積, unit: 平方公尺, places: 2}
"""
    type: Literal["decimal"]
    unit: Annotated[str, Field(max_length=12)] = Field("", description="單位；表格的數量欄不寫")
    places: Annotated[int, Field(ge=1, le=4)] = Field(1, description="小數位數")
    min: Annotated[Exact, Field(ge=-999_999, le=999_999)] = Field(Exact(0), description="最小值")
    max: Annotated[Exact, Field(ge=0, le=999_999)] = Field(Exact(9_999), description="最大值")

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        Limits.of(self.min, self.max, self.places)
        return self

    def traits(self, dimensions: Dimensions) -> Traits:
        limits = Limits.of(self.min, self.max, self.places)
        return limits.traits(f"數字，小數最多 {self.places} 位", unit=self.unit)
