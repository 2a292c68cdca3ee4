"""What every rule kind shares: its keys, and what it lowers to."""

from __future__ import annotations

import dataclasses
from abc import abstractmethod
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, Literal, Protocol, Self

from pydantic import ConfigDict, Field, model_validator

from ..authoring import SCALAR, Cite, Expression, Identifier, Label, Prose, Source, Spec, complaint
from ..expr.build import compare, rounded, unit_text
from ..expr.chinese import name
from ..expr.tree import (
    Absent,
    Computed,
    Either,
    Figure,
    Number,
    Numeric,
    Plain,
    Quantity,
    Text,
    Truth,
    form_of,
)
from ..expr.tree import Field as Box
from ..expr.units import in_unit


class ExampleSpec(Spec):
    """A worked case: a filled form, and what must come out."""

    given: dict[Identifier, Any] = Field(description="填了什麼：表單代號、欄位代號、內容")
    rest: Annotated[str, Field(pattern=r"^\d+$"), SCALAR] | None = Field(
        None, description="其餘數字欄一律填這個數"
    )
    verdict: Literal["kept", "broken", "undecided"] = Field(description="應有的判斷")
    title: Label | None = Field(None, description="這個例子說明什麼")


class ExceptionSpec(Spec):
    """A case in which a rule holds differently: some of its keys with other contents."""

    model_config = ConfigDict(extra="allow", frozen=True, str_strip_whitespace=True)
    __pydantic_extra__: dict[str, Expression] = Field(init=False)

    label: Label = Field(description="對誰，例如 偏遠學校")
    when: Expression = Field(description="什麼情形")
    cite: Cite | None = Field(None, description="出處")

    @property
    def changes(self) -> dict[str, str]:
        """The keys of the rule that are different, with what they then hold."""
        return self.__pydantic_extra__


class TermSpec(Spec):
    """A number that rules call by a name of its own."""

    label: Label = Field(description="名稱，規則的句子和訊息裡用它")
    unit: Annotated[str, Field(max_length=12)] = Field("", description="單位，例如 次、元")
    value: Expression = Field(description='算式，例如 count(plan.sessions.kind == "talk")')


class RuleSpec(Spec):
    """The keys that all rule kinds have."""

    title: ClassVar[str]
    """What the office calls this kind."""

    example: ClassVar[str]
    """A rule of this kind as it stands in rules.yaml, without its worked examples."""

    cite: Cite = Field(description="出處，例如 伍、捌一（一）1、附件四註1、「申辦條件」3")
    source: Source | None = Field(None, description="原文字句")
    subject: Label = Field("其他", description="主題，規則頁依此分組")
    severity: Literal["error", "warning", "note"] = Field("error", description="必須、提醒或參考")
    says: Prose | None = Field(None, description="規則的一句話；不寫就由規則種類產生")
    brief: Label | None = Field(None, description="表單上的短句；不寫就由規則種類產生")
    fix: Label | None = Field(None, description="不符時告訴填表人怎麼辦")
    ask: Label | None = Field(None, description="學校會怎麼問；寫了就列在常見問題")
    answer: Prose | None = Field(None, description="怎麼回答；不寫就用規則的那一句話")
    when: Expression | None = Field(None, description="只在這個條件下適用")
    let: dict[Identifier, TermSpec] = Field(
        default_factory=dict, description="只在這條規則裡用的、有名字的算式"
    )
    each: str | None = Field(None, description="逐列檢查哪個表格，例如 budget.items")
    rows: tuple[Identifier, ...] = Field((), description="只檢查這些列")
    join: Identifier | None = Field(None, description="讀兩份表單時，以哪個欄位對應同一件申請")
    general: bool = Field(True, description="例外以外一律適用；寫 false 時，每種情形都要有例外寫明")
    exceptions: tuple[ExceptionSpec, ...] = Field((), description="例外：對某些對象有不同的規定")
    judged_by: Label | None = Field(None, description="由誰判斷")
    examples: tuple[ExampleSpec, ...] = Field((), description="至少一個符合、一個不符合的例子")

    @model_validator(mode="after")
    def _answers_a_question(self) -> Self:
        if self.answer is not None and self.ask is None:
            raise complaint("有 answer，沒有 ask", "請寫 ask：學校會怎麼問。")
        return self

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
    """A short form for the printed page; "" where only the rule's own words say it."""
    message: tuple[Text, ...]
    """() says the short form."""
    cases: tuple[OneCase, ...] = ()
    """What is judged one by one, where that is more than one thing; `test` says that all hold."""


@dataclass(frozen=True, slots=True)
class OneCase:
    """One thing that a rule judges."""

    test: Truth
    message: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Rows that are counted apart: `shown` is what they share. There is no such group where its row is
    `absent`, or where it does not `apply`.

    `read` reads the limits, in which the column may mean this group.
    """

    count: Numeric
    called: str
    shown: Text
    absent: Absent | None
    applies: Truth | None
    read: Reader


@dataclass(frozen=True, slots=True)
class Part:
    """One of several numbers that are looked at together; of a roster, where its row does not exist."""

    value: Numeric
    absent: Absent | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """What a field or a number is called, and what stands there."""

    called: str
    shown: tuple[Text, ...]


class Reader(Protocol):
    """Reads the expressions of one rule by key; a fault is reported at its place in the file."""

    def number(self, *key: str | int) -> Numeric: ...
    def numbers(self, key: str) -> tuple[Part, ...]:
        """A list of expressions; whole columns are spread out."""

    def truth(self, *key: str | int) -> Truth: ...
    def truths(self, key: str) -> tuple[Truth, ...]: ...
    def truths_by_row(self, key: str) -> tuple[Truth, ...]:
        """A condition that names columns, once for each row; it does not hold for a row that is not."""

    def among(self, key: str, values: str) -> tuple[Truth, str, tuple[str, ...]]:
        """Whether the field under `key` holds one of `values`; its label, and theirs."""

    def groups(self, key: str, matching: str, called: str) -> tuple[Group, ...]:
        """The rows under `matching` apart by the column under `key`; what a count of them is called."""

    def same(self, key: str, other: str) -> tuple[Truth, Found, Found]:
        """Whether two fields or numbers are the same, and what they are."""

    def blank(self, key: str) -> tuple[Truth, str]:
        """Whether the field named under `key` is blank, and its label."""


def together(parts: tuple[Part, ...], several: str, most: int) -> str:
    """What numbers are called together: each by its name, or `several` of more than `most`."""
    names = dict.fromkeys(name(part.value) for part in parts)
    return "、".join(names) if len(names) <= most else several


def figure(value: Numeric) -> tuple[Text, ...]:
    """A number with its unit, as it stands in a message."""
    if isinstance(value, Number) and value.shown:
        return (Plain(value.shown),)
    if value.type.percent:
        shown = dataclasses.replace(value, type=Quantity((), value.type.places - 2))
        return (Figure(shown), Plain("%"))
    unit = unit_text(tuple((word, power) for word, power in value.type.unit if power > 0))
    after = (Plain(f" {unit}"),) if unit and form_of(value.type) == "number" else ()
    if isinstance(value, Box | Computed) or (value.type.places == 0 and value.type.over == 1):
        return (Figure(value), *after)
    whole, cents = rounded(value, "floor", 0), rounded(value, "half_up", max(value.type.places, 2))
    return (Either(compare("==", value, whole), Figure(whole), Figure(cents)), *after)


def told(value: Numeric) -> tuple[Text, ...]:
    """A limit by its name and its figure; one that was typed has no name."""
    typed = isinstance(value, Number) and not value.label
    return figure(value) if typed else (Plain(f"{name(value)} "), *figure(value))


def bare(value: Numeric) -> Numeric:
    """The number without its unit, to compare a count with 6 次."""
    return in_unit(value)


def plain(text: str) -> Text:
    return Plain(text)
