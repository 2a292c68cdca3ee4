"""網址：以 http:// 或 https:// 開頭。"""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from .base import Dimensions, FieldSpec, Traits, shaped

PATTERN = r"https?://[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+(?::[0-9]{1,5})?(?:[/?#][^ ]*)?"


class Url(FieldSpec):
    title: ClassVar[str] = "網址"
    example: ClassVar[str] = """\
- {id: page, type: url, label: 社團網頁, max: 60, span: 2}
- {id: film, type: url, label: 影片網址, max: 50, span: 2}
"""
    type: Literal["url"]
    max: Annotated[int, Field(ge=1, le=200)] = Field(80, description="最多幾個字")

    def traits(self, dimensions: Dimensions) -> Traits:
        return shaped(PATTERN, "網址，以 https:// 開頭", self.max)
