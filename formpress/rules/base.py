"""What every rule kind shares: its keys, and what it lowers to."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, Literal, Protocol

from pydantic import Field

from ..authoring import SCALAR, Cite, Expression, Identifier, Label, Prose, Source, Spec
from ..expr.build import unit_text
from ..expr.tree import Figure, Numeric, Plain, Text, Truth


class ExampleSpec(Spec):
    """A worked case: a filled form, and what must come out."""

    given: dict[Identifier, Any] = Field(description="填了什麼：表單代號、欄位代號、內容")
    rest: Annotated[str, Field(pattern=r"^\d+$"), SCALAR] | None = Field(
        None, description="其餘數字欄一律填這個數"
    )
    verdict: Literal["kept", "broken", "undecided"] = Field(description="應有的判斷")
    title: Label | None = Field(None, description="這個例子說明什麼")


class RuleSpec(Spec):
    """The keys that all rule kinds have."""

    title: ClassVar[str]
    """What the office calls this kind."""

    cite: Cite = Field(description="出處，例如 伍、捌一（一）、附件四")
    source: Source | None = Field(None, description="原文字句")
    subject: Label = Field("其他", description="主題，規則頁依此分組")
    severity: Literal["error", "warning", "note"] = Field("error", description="必須、提醒或參考")
    says: Prose | None = Field(None, description="規則的一句話；不寫就由規則種類產生")
    brief: Label | None = Field(None, description="表單上的短句；不寫就由規則種類產生")
    fix: Label | None = Field(None, description="不符時告訴填表人怎麼辦")
    when: Expression | None = Field(None, description="只在這個條件下適用")
    each: str | None = Field(None, description="逐列檢查哪個表格，例如 budget.items")
    rows: tuple[Identifier, ...] = Field((), description="只檢查這些列")
    judged_by: Label | None = Field(None, description="由誰判斷")
    examples: tuple[ExampleSpec, ...] = Field((), description="至少一個符合、一個不符合的例子")

    @property
    def verdicts(self) -> tuple[str, ...]:
        """The verdicts that the examples of this rule must show."""
        return ("kept", "broken")

    @abstractmethod
    def lower(self, read: Reader) -> Lowered:
        """This rule as an expression, a sentence, a short form and a message."""


@dataclass(frozen=True, slots=True)
class Lowered:
    """What a kind makes of a rule. Texts are without 句號; `message` is shown when it is broken."""

    test: Truth
    statement: str
    brief: str
    message: tuple[Text, ...]


class Reader(Protocol):
    """Reads the expressions of one rule by key; a fault is reported at its place in the file."""

    def number(self, key: str) -> Numeric: ...
    def numbers(self, key: str) -> tuple[Numeric, ...]: ...
    def truth(self, key: str) -> Truth: ...
    def truths(self, key: str) -> tuple[Truth, ...]: ...
    def blank(self, key: str) -> tuple[Truth, str]:
        """Whether the field named under `key` is blank, and its label."""


def figure(value: Numeric) -> tuple[Text, ...]:
    """A number with its unit, as it stands in a message."""
    unit = unit_text(value.type.unit)
    return (Figure(value), Plain(f" {unit}")) if unit else (Figure(value),)


def plain(text: str) -> Text:
    return Plain(text)
