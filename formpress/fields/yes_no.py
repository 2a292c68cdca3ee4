"""是否：圈選「是」或「否」；兩個選項的文字可以改，例如有、無。"""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from ..authoring import Label
from ..model import Option
from .base import Dimensions, FieldSpec, Traits


class YesNo(FieldSpec):
    title: ClassVar[str] = "是否"
    example: ClassVar[str] = """\
- {id: insured, type: yes_no, label: 已投保, required: true}
- {id: travel, type: yes_no, label: 交通補助, yes_label: 有, no_label: 無}
"""
    type: Literal["yes_no"]
    yes_label: Label = Field("是", description="代號 yes 的文字")
    no_label: Label = Field("否", description="代號 no 的文字")

    def traits(self, dimensions: Dimensions) -> Traits:
        options = (Option("yes", self.yes_label), Option("no", self.no_label))
        return Traits(
            kind="choice",
            widget="radio",
            format=f"擇一：{self.yes_label}、{self.no_label}",
            schema={"type": "string", "enum": ["yes", "no"]},
            longest=max(len(option.label) for option in options),
            options=options,
        )
