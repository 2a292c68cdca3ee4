"""The four kinds of file an office writes, as models: site, edition, rules, form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import Field, WithJsonSchema, create_model, field_validator, model_validator

from ..authoring import (
    SCALAR,
    Annex,
    Identifier,
    Label,
    OptionCode,
    Prose,
    RocDate,
    Spec,
    complaint,
)
from ..blocks import BLOCK_TYPES, BlockSpec
from ..rules import AnyRule, TermSpec
from .parameters import ParameterSpec
from .schedule import DiscrepancySpec, EventSpec, PeriodSpec

_URI = "[A-Za-z0-9._~:/?#@!$&()*+,;=%-]+"
"""What an address is made of: no quote and no bracket that could end what it is printed in."""


class SiteSpec(Spec):
    """forms/site.yaml: what all programmes share."""

    title: Label = Field(description="網站名稱")
    office: Label = Field(description="發布單位")
    base_address: Annotated[str, Field(pattern=rf"^https?://{_URI}$")] | None = Field(
        None, description="網址"
    )
    contact: Label | None = Field(None, description="聯絡電話，寫單位與職稱，不寫姓名")
    security_contact: (
        Annotated[
            str,
            Field(pattern=rf"^(mailto:[A-Za-z0-9._+-]+@[A-Za-z0-9.-]+|https://{_URI}|tel:\+[0-9;=a-z-]+)$"),
        ]
        | None
    ) = Field(
        None,
        description="網站弱點的通報處（security.txt）：mailto:、https:// 或 tel:+；不寫就用 contact 的電話",
    )
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
    contact: Label | None = Field(None, description="洽詢單位與電話，寫職稱，不寫姓名；不寫就用 site.yaml 的")
    applicants: Prose | None = Field(
        None, description="誰可以申請，寫成一句話；不寫就引公告裡說申請對象的一節"
    )
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


class RulesSpec(Spec):
    """rules.yaml: the parameters and rules of one edition."""

    parameters: dict[Identifier, ParameterSpec] = Field(default_factory=dict)
    terms: dict[Identifier, TermSpec] = Field(
        default_factory=dict, description="有名字的算式：寫一次，規則裡用它的代號"
    )
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
