"""核章：各職稱一格，依簽核順序。"""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from ..authoring import Label
from ..page import Signatures as DrawnSignatures
from .base import BlockSpec, Drawing, Place


class Signatures(BlockSpec):
    title: ClassVar[str] = "核章"
    example: ClassVar[str] = """\
- signatures:
    roles: [承辦人, 主任, 校長]
"""
    roles: Annotated[tuple[Label, ...], Field(min_length=1, max_length=8)] = Field(description="職稱，依序")

    def draw(self, drawing: Drawing, place: Place) -> tuple[DrawnSignatures]:
        return (DrawnSignatures(self.roles),)
