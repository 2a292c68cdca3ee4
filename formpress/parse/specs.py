"""The four kinds of file an office writes, as models: site, edition, rules, form."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import ConfigDict, Field, WithJsonSchema, create_model, field_validator, model_validator

from ..authoring import (
    SCALAR,
    Annex,
    Cite,
    Identifier,
    Label,
    OptionCode,
    Prose,
    RocDate,
    Source,
    Spec,
    complaint,
)
from ..blocks import BLOCK_TYPES, BlockSpec
from ..rules import AnyRule
from .schedule import DiscrepancySpec, EventSpec, PeriodSpec

Figure = Annotated[str, Field(pattern=r"^-?\d[\d,]*(\.\d+)?$", max_length=16), SCALAR]
"""A figure as text: 8000, 1.5. Its unit stands beside it."""


class SiteSpec(Spec):
    """forms/site.yaml: what all programmes share."""

    title: Label = Field(description="網站名稱")
    office: Label = Field(description="發布單位")
    base_address: Annotated[str, Field(pattern=r"^https?://[^\s]+$")] | None = Field(None, description="網址")
    contact: Label | None = Field(None, description="聯絡電話，寫單位與職稱，不寫姓名")
    licence: Label = Field("政府資料開放授權條款－第1版", description="授權")
    tint: Annotated[str, Field(pattern=r"^#[0-9a-f]{6}$")] = Field("#2f5d7c", description="主色")
    paper: Literal["a4", "a3", "b4", "letter"] = Field("a4", description="表單的紙張")
    logo: Annotated[str, Field(pattern=r"^[\w./-]+\.(svg|png)$")] | None = Field(
        None, description="印在表單右上角的標誌，forms/ 裡的 SVG 或 PNG 檔"
    )
    field_font: Literal["embedded", "small"] = Field("embedded", description="表單填寫字型：內嵌或精簡")
    text_font: str | None = Field(None, description="內文字型檔；不寫用思源宋體")
    head_font: str | None = Field(None, description="標題字型檔；不寫用思源黑體")


class DimensionSpec(Spec):
    """What parameters vary by: options with labels."""

    label: Label
    options: dict[OptionCode, Label] = Field(default_factory=dict, description="選項：代號與名稱")
    unit: Annotated[str, Field(max_length=4)] | None = Field(
        None, description="數量的單位，例如 班；有選項就不寫"
    )

    @model_validator(mode="after")
    def _options_or_unit(self) -> DimensionSpec:
        if bool(self.options) == (self.unit is not None):
            raise complaint(
                f"「{self.label}」要嘛有 options，要嘛有 unit", "兩種擇一：選項，或可以分級的數量。"
            )
        return self


class ListSpec(Spec):
    """Options that several fields offer, and that nothing else varies by."""

    label: Label = Field(description="這組選項的名稱")
    options: dict[OptionCode, Label] = Field(min_length=1, description="選項：代號與名稱")


class EditionSpec(Spec):
    """edition.yaml: one programme in one year."""

    format: Annotated[Literal["1"], WithJsonSchema({"const": 1})] = Field(description="格式版本，寫 1")
    title: Label
    issuer: Label
    year: Label = Field(description="年度，例如 112學年度")
    revision: RocDate | None = Field(None, description="最後修正日期")
    period: PeriodSpec = Field(description="實施期程")
    dimensions: dict[Identifier, DimensionSpec] = Field(default_factory=dict)
    lists: dict[Identifier, ListSpec] = Field(
        default_factory=dict, description="幾份表單共用、參數不依它而不同的選項"
    )
    holidays: dict[RocDate, Label] = Field(default_factory=dict, description="放假日（平日），算工作天用")
    makeup_days: tuple[RocDate, ...] = Field((), description="補班日（週末）")
    forms: tuple[Identifier, ...] = Field((), description="表單檔名，依附件順序；沒有表單就不寫")
    schedule: dict[Identifier, EventSpec] = Field(default_factory=dict, description="時程，依先後順序")

    @field_validator("forms")
    @classmethod
    def _each_form_once(cls, forms: tuple[str, ...]) -> tuple[str, ...]:
        for name in forms:
            if forms.count(name) > 1:
                raise complaint(f"表單「{name}」列了兩次", "每份表單列一次。")
        return forms

    discrepancies: tuple[DiscrepancySpec, ...] = ()


class BracketSpec(Spec):
    """One bracket: `up_to` and `value`, or `up_to` and a figure for each option of `across`."""

    model_config = ConfigDict(extra="allow", frozen=True, str_strip_whitespace=True)
    __pydantic_extra__: dict[str, Figure] = Field(init=False)

    up_to: Annotated[int, Field(ge=0)] | None = Field(None, description="到多少為止（含）；最後一級不寫")

    @property
    def cells(self) -> dict[str, str]:
        return self.__pydantic_extra__


class ParameterSpec(Spec):
    """A figure the guideline sets; `by` names the dimension it varies by."""

    label: Label
    unit: Annotated[str, Field(max_length=12)]
    cite: Cite
    source: Source | None = None
    renew: Literal["yearly"] | None = Field(None, description="每年要檢查的數字寫 yearly")
    unchanged: bool = Field(False, description="已對照今年的公文，和去年的一樣")
    value: Figure | None = Field(None, description="數字")
    by: Identifier | None = Field(None, description="依哪個 dimensions 而不同")
    across: Identifier | None = Field(None, description="又依哪個 dimensions 而不同")
    values: dict[str, Figure] = Field(default_factory=dict, description="各選項的數字")
    table: dict[str, dict[str, Figure]] = Field(
        default_factory=dict, description="by 各選項、across 各選項的數字"
    )
    brackets: tuple[BracketSpec, ...] = Field((), description="依數量分級，由小到大")

    @model_validator(mode="after")
    def _one_shape(self) -> ParameterSpec:
        given = (self.value is not None, bool(self.values), bool(self.table), bool(self.brackets))
        if sum(given) != 1 or given[0] != (self.by is None) or (given[2] and not self.across):
            raise complaint(
                f"參數「{self.label}」的寫法不完整",
                "一個數字寫 value；依選項寫 by 和 values；依兩種選項寫 by、across 和 table；"
                "依數量分級寫 by 和 brackets。",
            )
        if self.across and given[1]:
            raise complaint(f"參數「{self.label}」有 across，數字要寫在 table", "請把 values 改成 table。")
        for word in self._figures():
            if self.unit in {"%", "％"} and not 0 <= float(word.replace(",", "")) <= 100:
                raise complaint(f"百分比 {word} 不在 0～100 之間", "百分比寫 30 就是 30%。")
        return self

    def _figures(self) -> Iterator[str]:
        yield from filter(None, [self.value, *self.values.values()])
        for row in [*self.table.values(), *(bracket.cells for bracket in self.brackets)]:
            yield from row.values()


class RulesSpec(Spec):
    """rules.yaml: the parameters and rules of one edition."""

    parameters: dict[Identifier, ParameterSpec] = Field(default_factory=dict)
    rules: dict[Identifier, AnyRule] = Field(default_factory=dict)


class BlockEntry(Spec):
    """One block: exactly one key, which names its type."""

    @model_validator(mode="after")
    def _exactly_one(self) -> BlockEntry:
        if len(self.model_fields_set) != 1:
            raise complaint("一個區塊要剛好寫一種", "每種區塊各用一個「-」開頭。")
        return self


_KEYS: dict[str, Any] = {name: (model | None, None) for name, model in BLOCK_TYPES.items()}

if TYPE_CHECKING:
    AnyBlock = BlockEntry
else:
    AnyBlock = create_model("Block", __base__=BlockEntry, **_KEYS)


class FormExampleSpec(Spec):
    """A form filled in, and what its computed boxes must show."""

    title: Label
    given: dict[Identifier, Any]
    rest: Annotated[str, Field(pattern=r"^\d+$"), SCALAR] | None = None
    shows: dict[str, Annotated[str, SCALAR]] = Field(min_length=1, description="計算出來的欄位代號與內容")


class FormSpec(Spec):
    """<form>.yaml: one attachment."""

    annex: Annex = Field(description="附件幾")
    title: Label
    copies: Label | None = Field(None, description="一份給誰，例如 一個社群一份")
    per: Identifier | None = Field(None, description="一份代表什麼，例如 school、community")
    key: Identifier | None = Field(None, description="分辨各份的欄位代號")
    intro: Prose | None = Field(None, description="表單頁開頭的說明")
    blocks: tuple[AnyBlock, ...] = Field(min_length=1)
    examples: tuple[FormExampleSpec, ...] = ()

    def entries(self) -> tuple[tuple[str, BlockSpec], ...]:
        """(type, block) of every block, in order."""
        found = []
        for entry in self.blocks:
            (name,) = entry.model_fields_set
            found.append((name, getattr(entry, name)))
        return tuple(found)
