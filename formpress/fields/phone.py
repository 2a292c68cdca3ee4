"""電話：市話或手機，可以有分機。"""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from .base import Dimensions, FieldSpec, Traits, shaped

EXTENSION = "(?: ?(?:#|轉|分機) ?[0-9]{1,6})?"
PATTERN = rf"(?:\+?[0-9][0-9() -]{{5,19}}|\([0-9]{{2,4}}\)[0-9 -]{{6,15}}){EXTENSION}"


class Phone(FieldSpec):
    title: ClassVar[str] = "電話"
    example: ClassVar[str] = """\
- {id: phone, type: phone, label: 學校電話, required: true}
- {id: fax, type: phone, label: 傳真}
"""
    type: Literal["phone"]
    max: Annotated[int, Field(ge=1, le=40)] = Field(20, description="最多幾個字")

    def traits(self, dimensions: Dimensions) -> Traits:
        return shaped(PATTERN, "電話號碼，例如 07-1234567#123", self.max)
