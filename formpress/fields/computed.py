"""計算欄：由表單算出來的數，不必填；算式寫在 compute。"""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from ..authoring import Expression
from .base import Dimensions, FieldSpec, Limits, Traits


class Computed(FieldSpec):
    title: ClassVar[str] = "計算欄"
    example: ClassVar[str] = """\
- {id: rooms, type: integer, label: 教室數, max: 20}
- {id: rent, type: money, label: 每間租金, max: 5000}
- {id: all_rent, type: computed, label: 租金合計, unit: 元, compute: rent * rooms, max: 100000}
"""
    type: Literal["computed"]
    compute: Expression = Field(description="算式")
    unit: Annotated[str, Field(max_length=12)] = Field("", description="單位，要與算式的結果相同；比例寫 %")
    places: Annotated[int, Field(ge=0, le=4)] = Field(0, description="小數位數；多的四捨五入")
    max: Annotated[int, Field(ge=1, le=9_999_999_999)] = Field(9_999_999, description="框要放得下多大的數")

    def traits(self, dimensions: Dimensions) -> Traits:
        size = self.max * 10**self.places
        return Limits(0, size, self.places).traits("數字", unit=self.unit)
