"""A whole form as an example: examples/<form>-….json."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field

from ..authoring import SCALAR, Identifier, Label, Spec


class FilledSpec(Spec):
    """What is filled in, and exactly which rules that breaks."""

    title: Label = Field(description="這份範例說明什麼")
    form: Identifier = Field(description="表單代號")
    given: dict[str, Any] = Field(description="填了什麼；一層一層寫，名冊各列用列號或清單")
    rest: Annotated[str, Field(pattern=r"^\d+$"), SCALAR] | None = Field(
        None, description="其餘數字欄一律填這個數"
    )
    breaks: tuple[Identifier, ...] = Field((), description="不符合的規則，剛好這幾條；沒有就是全部符合")
    undecided: tuple[Identifier, ...] = Field((), description="留給人判斷的規則，剛好這幾條")
    shows: dict[str, Annotated[str, SCALAR]] = Field(
        default_factory=dict, description="計算出來的欄位代號與內容，想核對才寫"
    )
