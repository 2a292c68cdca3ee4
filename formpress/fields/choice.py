"""單選：從一組選項中選一項；可以有「其他」自己寫。"""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from .base import Dimensions, OptionsSpec, Traits


class Choice(OptionsSpec):
    title: ClassVar[str] = "單選"
    example: ClassVar[str] = """\
# 選項寫在 edition.yaml 的 lists：
#   instruments: {label: 樂器, options: {flute: 直笛, drum: 小鼓, other: 其他}}
- {id: leads, type: choice, label: 主奏樂器, options: instruments, other: other, span: 2}
- {id: second, type: choice, label: 副奏樂器, options: instruments, style: dropdown}
"""
    type: Literal["choice"]
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
            other=self.other or "",
            other_longest=self.other_max,
        )
