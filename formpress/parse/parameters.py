"""The figures of a guideline: one value, a table, brackets, or steps that add up."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import ConfigDict, Field, model_validator

from ..authoring import SCALAR, Cite, Identifier, Label, Source, Spec, complaint

NUMBER = r"-?\d[\d,]*(\.\d+)?"
OTHERS = r"\d{1,4}/[1-9]\d{0,3}|\d{2,3}-\d{1,2}-\d{1,2}|\d{1,2}:\d{2}"
Figure = Annotated[str, Field(pattern=rf"^({NUMBER}|{OTHERS})$", max_length=16), SCALAR]
"""A figure as text: 8000, 1.5; 1/6, 112-09-15 or 12:30 where the unit says so."""

Cell = Annotated[str, Field(pattern=rf"^({NUMBER}|{OTHERS}|none)$", max_length=16), SCALAR]
"""A figure of a table, or `none` where there is no such case."""


class BracketSpec(Spec):
    """One bracket: `up_to` and `value`, or `up_to` and a figure for each option of `across`."""

    model_config = ConfigDict(extra="allow", frozen=True, str_strip_whitespace=True)
    __pydantic_extra__: dict[str, Cell] = Field(init=False)

    up_to: Annotated[int, Field(ge=0)] | None = Field(None, description="到多少為止（含）；最後一級不寫")

    @property
    def cells(self) -> dict[str, str]:
        return self.__pydantic_extra__


class StepSpec(Spec):
    """One step of a figure that grows: what is added for the part of the count inside it."""

    up_to: Annotated[int, Field(ge=1)] | None = Field(None, description="到多少為止（含）；最後一段不寫")
    value: Figure | None = Field(None, description="這一段固定的數，只能寫在第一段")
    plus: Figure | None = Field(None, description="這一段每增加 each 個單位，加多少")
    each: Annotated[int, Field(ge=1)] = Field(1, description="每幾個單位加一次")
    rate: Figure | None = Field(None, description="這一段的百分之幾")

    @model_validator(mode="after")
    def _one_shape(self) -> StepSpec:
        if sum(one is not None for one in (self.value, self.plus, self.rate)) != 1:
            raise complaint("一段要剛好寫一種", "固定的數寫 value，每增加幾個加多少寫 plus，百分比寫 rate。")
        return self


class ParameterSpec(Spec):
    """A figure the guideline sets; `by` names the dimension it varies by."""

    label: Label
    unit: Annotated[str, Field(max_length=12)]
    cite: Cite
    source: Source | None = None
    renew: Literal["yearly"] | None = Field(None, description="每年要檢查的數字寫 yearly")
    unchanged: bool = Field(False, description="已對照今年的公文，和去年的一樣")
    value: Figure | None = Field(
        None, description="數字；單位是 日期 寫 112-09-15，時刻 寫 '12:30'，比 寫 1/6"
    )
    by: Identifier | None = Field(None, description="依哪個 dimensions 而不同")
    across: Identifier | None = Field(None, description="又依哪個 dimensions 而不同")
    values: dict[str, Cell] = Field(default_factory=dict, description="各選項的數字；沒有這種情形的寫 none")
    table: dict[str, dict[str, Cell]] = Field(
        default_factory=dict, description="by 各選項、across 各選項的數字；空格寫 none"
    )
    empty: Label | None = Field(None, description="空格印什麼，例如 不適用；寫了以後，沒列出的就是空格")
    brackets: tuple[BracketSpec, ...] = Field((), description="依數量分級，由小到大")
    graduated: tuple[StepSpec, ...] = Field((), description="依數量累加，一段一段由小到大")
    at_most: Figure | None = Field(None, description="累加的上限")
    rounding: Literal["floor", "half_up", "ceil"] | None = Field(
        None, description="累加時的零頭：floor 捨去、half_up 四捨五入、ceil 進位；不寫就不進位，照算"
    )

    @model_validator(mode="after")
    def _one_shape(self) -> ParameterSpec:
        given = (
            self.value is not None, bool(self.values), bool(self.table), bool(self.brackets),
            bool(self.graduated),
        )  # fmt: skip
        if sum(given) != 1 or given[0] != (self.by is None) or (given[2] and not self.across):
            raise complaint(
                f"參數「{self.label}」的寫法不完整",
                "一個數字寫 value；依選項寫 by 和 values；依兩種選項寫 by、across 和 table；"
                "依數量分級寫 by 和 brackets；依數量累加寫 by 和 graduated。",
            )
        if self.across and given[1]:
            raise complaint(f"參數「{self.label}」有 across，數字要寫在 table", "請把 values 改成 table。")
        if not self.graduated and (self.at_most is not None or self.rounding is not None):
            raise complaint(f"參數「{self.label}」沒有 graduated，不能寫 at_most 或 rounding")
        if self.graduated and self.across:
            raise complaint(f"參數「{self.label}」依數量累加，不能再寫 across", "請每個選項寫成一個參數。")
        return self

    @model_validator(mode="after")
    def _percentages(self) -> ParameterSpec:
        for word in self._figures() if self.unit in {"%", "％"} else ():
            plain = word.replace(",", "")
            if plain.replace(".", "").isdigit() and not 0 <= float(plain) <= 100:
                raise complaint(f"百分比 {word} 不在 0～100 之間", "百分比寫 30 就是 30%。")
        return self

    def _figures(self) -> Iterator[str]:
        yield from filter(None, [self.value, *self.values.values()])
        for row in [*self.table.values(), *(bracket.cells for bracket in self.brackets)]:
            yield from row.values()
