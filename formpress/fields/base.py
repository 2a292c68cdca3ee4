"""What every field type says about itself: how it is drawn, read and described."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field

from ..authoring import Expression, Identifier, Label, OptionCode, Spec, complaint
from ..model import Option, WidgetKind
from ..page import Alignment
from ..tw import thousands

Dimensions = Mapping[str, tuple[Option, ...]]
"""The options that fields may offer, by name: dimensions, lists, and parameters that vary by one."""


@dataclass(frozen=True, slots=True)
class Traits:
    """A field type applied to one specification: nothing left to decide."""

    kind: Literal["number", "text", "choice", "choices", "date", "time", "space"]
    """`space` holds no datum: a frame for a photo or a stamp."""
    widget: WidgetKind
    format: str
    """What may be entered, for people: 整數，0 以上."""
    schema: Mapping[str, Any]
    align: Alignment = "left"
    unit: str = ""
    places: int = 0
    minimum: int | None = None
    maximum: int | None = None
    longest: int = 0
    """Characters of the longest value the box must print."""
    lines: int = 1
    options: tuple[Option, ...] = field(default=())
    parts: tuple[tuple[str, str, int], ...] = field(default=())
    """(id, unit behind the box, digits) of a datum that is filled in several boxes."""
    before: str = ""
    """What is printed before its first box."""
    pattern: str = ""
    """What a text must match as a whole: a regular expression that Python and ES5 read alike."""
    wanted: str = ""
    """What people are asked for where it does not match."""
    other: str = ""
    """The option behind which people write what they mean."""
    other_longest: int = 0
    height: float = 0
    """Of a space, in millimetres."""


@dataclass(frozen=True, slots=True)
class Limits:
    """The least and the greatest number of a box, in steps of its decimal places.

    Raises a complaint to the author where they are not in order.
    """

    minimum: int
    maximum: int
    places: int = 0

    def __post_init__(self) -> None:
        if self.maximum < self.minimum:
            least, most = (self._said(number) for number in (self.minimum, self.maximum))
            raise complaint(f"max {most} 比 min {least} 小", "請檢查 min 與 max。")

    @staticmethod
    def of(minimum: Decimal, maximum: Decimal, places: int) -> Limits:
        """The limits as they are written: 0.5 and 8 with one place are 5 and 80 steps."""
        steps = [number.scaleb(places) for number in (minimum, maximum)]
        for number, step in zip((minimum, maximum), steps, strict=True):
            if step != step.to_integral_value():
                raise complaint(f"「{number}」的小數超過 {places} 位", "請減少小數，或把 places 寫大。")
        return Limits(int(steps[0]), int(steps[1]), places)

    def traits(self, what: str, *, unit: str = "", said: str = "") -> Traits:
        """A number between them; `said` follows the limits where people read them."""
        least, most = thousands(self.minimum, self.places), thousands(self.maximum, self.places)
        whole = self.places == 0
        size = 10**self.places
        schema: dict[str, Any] = {
            "type": "integer" if whole else "number",
            "minimum": self.minimum if whole else self.minimum / size,
            "maximum": self.maximum if whole else self.maximum / size,
        }
        return Traits(
            kind="number",
            widget="number",
            format=f"{what}，{least}～{most}{said}",
            schema=schema if whole else {**schema, "multipleOf": 1 / size},
            align="right",
            unit=unit,
            places=self.places,
            minimum=self.minimum,
            maximum=self.maximum,
            longest=max(len(most), len(least)),
        )

    def _said(self, number: int) -> str:
        return thousands(number, self.places).replace(",", "")


def shaped(pattern: str, wanted: str, longest: int) -> Traits:
    """A line of text that must match `pattern` as a whole; `wanted` says what that is, with an example."""
    return Traits(
        kind="text",
        widget="line",
        format=wanted,
        schema={"type": "string", "pattern": f"^(?:{pattern})$", "maxLength": longest},
        longest=longest,
        pattern=pattern,
        wanted=wanted,
    )


class FieldSpec(Spec):
    """What all field types share."""

    title: ClassVar[str]
    """What the office calls this type."""
    example: ClassVar[str]
    """Fields of this type as they stand below `items` or `columns`."""
    datum: ClassVar[bool] = True
    """Whether anything is filled in; else it is only printed."""

    type: str
    id: Identifier
    label: Label
    required: bool = Field(False, description="必填")
    personal: bool = Field(False, description="個人資料")
    compute: Expression | None = Field(None, description="由表單計算的算式；有它就不用填")
    hint: Label | None = Field(None, description="印在框旁的小字")
    width: Annotated[float, Field(gt=0, le=100)] | None = Field(None, description="寬度，占可用寬度的份數")
    within: Identifier | None = Field(None, description="不自成一欄，填在哪一欄的文字裡")
    span: Annotated[int, Field(ge=1, le=4)] | None = Field(
        None, description="在基本欄位裡占幾格；不寫由類型決定"
    )
    over: Label | None = Field(None, description="表格裡，這一欄上面的大標題；相鄰同名的合成一格")

    @abstractmethod
    def traits(self, dimensions: Dimensions) -> Traits:
        """This field with every default decided."""


class OptionsSpec(FieldSpec):
    """What the types share that are chosen from options."""

    options: Identifier = Field(
        description="選項：edition.yaml 的 dimensions 或 lists，或 rules.yaml 裡依選項而不同的參數"
    )
    other: OptionCode | None = Field(None, description="選了要自己寫清楚的那一項，例如 other")
    other_max: Annotated[int, Field(ge=1, le=60)] = Field(20, description="自己寫的最多幾個字")
