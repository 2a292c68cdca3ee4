"""照片：印好的照片框，貼照片或在電腦上疊圖；說明另由照片頁的區塊提供。"""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from .base import Dimensions, FieldSpec, Traits


class Photo(FieldSpec):
    title: ClassVar[str] = "照片"
    example: ClassVar[str] = """\
- {id: group_photo, type: photo, label: 團體照}
- {id: room_photo, type: photo, label: 練習教室, height: 40}
"""
    datum: ClassVar[bool] = False
    type: Literal["photo"]
    height: Annotated[int, Field(ge=20, le=220)] = Field(60, description="框高，公釐")

    def traits(self, dimensions: Dimensions) -> Traits:
        return Traits(kind="space", widget="line", format="照片", schema={}, height=self.height)
