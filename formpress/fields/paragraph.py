"""多行文字：說明、名單等需要分行的內容。"""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from .base import Dimensions, FieldSpec, Traits


class Paragraph(FieldSpec):
    title: ClassVar[str] = "多行文字"
    example: ClassVar[str] = """\
- {id: aim, type: paragraph, label: 成立宗旨, max: 120, lines: 3}
- {id: history, type: paragraph, label: 沿革}
"""
    type: Literal["paragraph"]
    max: Annotated[int, Field(ge=1, le=2000)] = Field(160, description="最多幾個字")
    lines: Annotated[int, Field(ge=2, le=40)] = Field(4, description="框高，幾行")

    def traits(self, dimensions: Dimensions) -> Traits:
        return Traits(
            kind="text",
            widget="paragraph",
            format=f"文字，可分行，最多 {self.max} 個字",
            schema={"type": "string", "maxLength": self.max},
            longest=self.max,
            lines=self.lines,
        )
