"""What every field type says about itself: how it is drawn, read and described."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field

from ..authoring import Expression, Identifier, Label, Spec
from ..model import Option, WidgetKind
from ..page import Alignment

Dimensions = Mapping[str, tuple[Option, ...]]
"""The options of every dimension of the edition."""


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


class FieldSpec(Spec):
    """What all field types share."""

    title: ClassVar[str]
    """What the office calls this type."""
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
