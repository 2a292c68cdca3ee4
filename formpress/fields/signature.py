"""簽章：簽名或蓋章的空位，印出後填。"""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from .base import Dimensions, FieldSpec, Traits


class Signature(FieldSpec):
    title: ClassVar[str] = "簽章"
    example: ClassVar[str] = """\
- {id: filled_by, type: signature, label: 填表人}
- {id: coached_by, type: signature, label: 指導老師, height: 20}
"""
    datum: ClassVar[bool] = False
    type: Literal["signature"]
    height: Annotated[int, Field(ge=8, le=100)] = Field(16, description="空位高，公釐")

    def traits(self, dimensions: Dimensions) -> Traits:
        return Traits(kind="space", widget="line", format="簽名或蓋章", schema={}, height=self.height)
