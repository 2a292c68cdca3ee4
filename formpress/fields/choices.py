"""複選：從一組選項中勾幾項，可以規定最少和最多；可以有「其他」自己寫。"""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, model_validator

from ..authoring import complaint
from .base import Dimensions, OptionsSpec, Traits


class Choices(OptionsSpec):
    title: ClassVar[str] = "複選"
    example: ClassVar[str] = """\
# 選項寫在 edition.yaml 的 lists：
#   instruments: {label: 樂器, options: {flute: 直笛, drum: 小鼓, other: 其他}}
- {id: plays, type: choices, label: 使用樂器, options: instruments, min: 1, max: 2}
- {id: borrows, type: choices, label: 借用樂器, options: instruments, other: other, other_max: 8}
"""
    type: Literal["choices"]
    min: Annotated[int, Field(ge=1, le=99)] | None = Field(None, description="最少勾幾項")
    max: Annotated[int, Field(ge=1, le=99)] | None = Field(None, description="最多勾幾項")

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.min is not None and self.max is not None and self.max < self.min:
            raise complaint(f"max {self.max} 比 min {self.min} 小", "請檢查 min 與 max。")
        return self

    def traits(self, dimensions: Dimensions) -> Traits:
        options = dimensions.get(self.options, ())
        limits = [f"至少 {self.min} 項"] if self.min else []
        limits += [f"最多 {self.max} 項"] if self.max else []
        named = "、".join(option.label for option in options)
        return Traits(
            kind="choices",
            widget="checkbox",
            format=f"可複選（{'，'.join(limits)}）：{named}" if limits else f"可複選：{named}",
            schema={"type": "boolean"},
            minimum=self.min,
            maximum=self.max,
            longest=max((len(option.label) for option in options), default=1),
            options=options,
            other=self.other or "",
            other_longest=self.other_max,
        )
