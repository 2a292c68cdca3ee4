"""單選：從 edition.yaml 的一個 dimensions 中選一項。"""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from ..authoring import Identifier
from .base import Dimensions, FieldSpec, Traits


class Choice(FieldSpec):
    title: ClassVar[str] = "單選"
    type: Literal["choice"]
    options: Identifier = Field(description="edition.yaml 裡 dimensions 的代號")
    style: Literal["radio", "dropdown"] = Field("radio", description="圈選或下拉選單")

    def traits(self, dimensions: Dimensions) -> Traits:
        options = dimensions.get(self.options, ())
        return Traits(
            kind="choice",
            widget=self.style,
            format="擇一：" + "、".join(option.label for option in options),
            schema={"type": "string", "enum": [option.value for option in options]},
            longest=max((len(option.label) for option in options), default=1),
            options=options,
        )
