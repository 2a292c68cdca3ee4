"""換頁：之後的內容從新的一頁開始，直式或橫式。"""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from ..page import NewPage
from .base import BlockSpec, Drawing, Place


class Page(BlockSpec):
    title: ClassVar[str] = "換頁"
    example: ClassVar[str] = """\
- page:
    orientation: landscape
"""
    orientation: Literal["portrait", "landscape"] = Field("portrait", description="直式或橫式")

    def draw(self, drawing: Drawing, place: Place) -> tuple[NewPage]:
        return (NewPage(self.orientation == "landscape"),)
