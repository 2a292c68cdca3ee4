"""單行文字：校名、社群名稱等一行寫得完的內容。"""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from .base import Dimensions, FieldSpec, Traits


class Text(FieldSpec):
    title: ClassVar[str] = "文字"
    example: ClassVar[str] = """\
- {id: club, type: text, label: 社團名稱, max: 12, required: true}
- {id: nickname, type: text, label: 簡稱, hint: 沒有就不填}
"""
    type: Literal["text"]
    max: Annotated[int, Field(ge=1, le=200)] = Field(16, description="最多幾個字")

    def traits(self, dimensions: Dimensions) -> Traits:
        return Traits(
            kind="text",
            widget="line",
            format=f"文字，最多 {self.max} 個字",
            schema={"type": "string", "maxLength": self.max},
            longest=self.max,
        )
