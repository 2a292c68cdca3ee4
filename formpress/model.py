"""What every guideline becomes: plain frozen data with nothing left to decide.

Targets read only this (and `expr`). There is no YAML here, no default, no name to look up;
positions travel beside it, in `resolve`'s `places`. One noun a reader meets is one class here.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from .expr.program import Outcome, Program
from .page import Alignment, Block

WidgetKind = Literal["line", "comb", "paragraph", "number", "dropdown", "radio", "checkbox"]
Severity = Literal["error", "warning", "note"]
EventKind = Literal["deadline", "period", "meeting", "announcement", "task"]

VERDICTS = {"kept": "符合", "broken": "不符合", "undecided": "尚無法判定"}
EVENT_KINDS: dict[EventKind, str] = {
    "deadline": "期限", "period": "期間", "meeting": "會議", "announcement": "公告", "task": "工作",
}  # fmt: skip
SEVERITIES = {"error": "必須", "warning": "提醒", "note": "參考"}
"""What people read for a verdict and for how much a rule weighs."""


@dataclass(frozen=True, slots=True)
class Option:
    """One answer of a choice: `value` is ASCII and never changes, `label` is what people read."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Field:
    """One datum of a form, typed in or computed.

    `address` is its place in the form (items.printing.quantity); `name` is the same in the PDF
    (items__printing__quantity). `question` is what a screen reader says: label, unit, format, 必填.
    `longest` is the longest value the box must print, in characters of `sample`.
    """

    address: str
    name: str
    label: str
    short: str
    question: str
    type: str
    type_label: str
    format_label: str
    widget: WidgetKind
    align: Alignment
    unit: str
    places: int
    minimum: int | None
    maximum: int | None
    longest: int
    lines: int
    options: tuple[Option, ...]
    required: bool
    personal: bool
    start: str
    computed: bool
    formula: str
    schema: Mapping[str, Any]
    rules: tuple[str, ...]
    columns: int = 0
    """Han characters that one line of its box holds."""


# ----- rules -----


@dataclass(frozen=True, slots=True)
class Example:
    """A worked case: what is entered (by PDF name), and the verdict that must come out.

    Of a whole form, `breaks` are the rules that it breaks and `verdict` is kept where there are
    none; "" where only its computed boxes are told. `address` names it among all.
    """

    given: Mapping[str, str]
    verdict: str
    shows: Mapping[str, str]
    title: str
    address: str
    breaks: tuple[str, ...] = ()
    outcome: Outcome | None = None
    """What the form showed when the example was run; None where nobody has run it yet."""


@dataclass(frozen=True, slots=True)
class RuleException:
    """A case for which a rule holds differently: who it is for, when, and what then holds."""

    label: str
    when: str
    statement: str
    cite: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule as people read it; how it is judged stands in the form's `Program`.

    `number` is its place in rules.yaml. `reads` are full addresses (budget.items.printing.amount).
    `judged_by` names people for a narrative rule and is empty otherwise.
    """

    id: str
    number: int
    kind: str
    kind_label: str
    subject: str
    severity: Severity
    statement: str
    brief: str
    when: str
    cite: str
    source: str
    judged_by: str
    forms: tuple[str, ...]
    reads: tuple[str, ...]
    parameters: tuple[str, ...]
    exceptions: tuple[RuleException, ...]
    examples: tuple[Example, ...]
    proof: tuple[str, ...] = ()
    """Of a rule that reads no form: the arithmetic by which it holds, in sentences without 句號."""
    ask: str = ""
    """The question to which this rule is the answer, in the words of a school; "" where nobody asks."""
    answer: str = ""
    """What is then said; "" where nobody asks."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """A figure the guideline sets: its value for each option of each dimension, as printed."""

    id: str
    label: str
    unit: str
    by: tuple[str, ...]
    heads: tuple[str, ...]
    """The labels of the dimensions in `by`."""
    values: tuple[tuple[tuple[str, ...], str], ...]
    """((option labels...), printed value) in the author's order."""
    cite: str
    yearly: bool
    codes: tuple[tuple[str, ...], ...] = ()
    """For each of `values` the codes of its options; of a bracket or a step its number, from 1."""


@dataclass(frozen=True, slots=True)
class Use:
    """A place where a figure stands or counts.

    `figure` is cap, cap.A, schedule.apply_by or period; `of` is the id of the rule or form, and
    `where` is what people call the place.
    """

    figure: str
    room: Literal["rule", "form", "page"]
    of: str
    where: str


# ----- forms, editions, site -----


@dataclass(frozen=True, slots=True)
class Form:
    id: str
    annex: str
    title: str
    copies: str
    intro: str
    fingerprint: str
    identity: str
    """`1|<programme>/<edition>/<form>|r<revision>|<fingerprint>`, carried by every PDF."""
    fields: tuple[Field, ...]
    blocks: tuple[Block, ...]
    program: Program
    examples: tuple[Example, ...]

    def field(self, name: str) -> Field:
        """The field with this PDF name."""
        return next(field for field in self.fields if field.name == name)


@dataclass(frozen=True, slots=True)
class Event:
    """One entry of the schedule; `printed` is its day, month, period or event as people say it."""

    id: str
    label: str
    kind: EventKind
    first: datetime.date | None
    last: datetime.date | None
    """None where nobody knows the day yet; of a month, its first and last day."""
    printed: str
    cite: str = ""
    who: str = ""
    how: str = ""
    missed: str = ""
    postmark: bool = False


@dataclass(frozen=True, slots=True)
class Quote:
    """What the source document says in one place; `said` is its day or figure, `remark` what we see."""

    cite: str
    source: str
    said: str = ""
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """Places that disagree, or one that is mistyped; `follows` is the cite of the one we follow."""

    about: str
    quotes: tuple[Quote, ...]
    follows: str
    reading: str


@dataclass(frozen=True, slots=True)
class Edition:
    """One programme in one year: all that its pages, forms and rules need."""

    programme: str
    id: str
    title: str
    issuer: str
    year: str
    period: str
    revision: datetime.date | None
    events: tuple[Event, ...]
    parameters: tuple[Parameter, ...]
    rules: tuple[Rule, ...]
    forms: tuple[Form, ...]
    program: Program
    """The rules that read several forms; its boxes are named form/name."""
    discrepancies: tuple[Discrepancy, ...]
    announcement: str
    """The announcement in Markdown, every figure filled in."""
    uses: tuple[Use, ...] = ()
    contact: str = ""
    """Whom to ask about this edition; "" where the whole site has one place to ask."""
    applicants: str = ""
    """Who may apply, in a sentence; "" where the announcement has to say it."""

    @property
    def folder(self) -> str:
        return f"{self.programme}/{self.id}"


@dataclass(frozen=True, slots=True)
class Settings:
    """forms/site.yaml: what all editions share."""

    title: str
    office: str
    base_address: str
    tint: str
    paper: str
    logo: tuple[str, bytes]
    """The picture on every form: svg or png, and the content of its file; empty when there is none."""
    field_font: Literal["embedded", "small"]
    text_font: str
    head_font: str
    licence: str
    contact: str
    security_contact: str = ""
    """Where to tell of a weakness of the site: a mailto:, https: or tel: address; "" where none is named."""


@dataclass(frozen=True, slots=True)
class KeyDoc:
    """A key that may be written: what goes there, whether it must, and what it is for."""

    name: str
    content: str
    required: bool
    says: str
    default: str = ""
    """What holds where it is not written, as it would be written; empty where nothing does."""


@dataclass(frozen=True, slots=True)
class KindDoc:
    """A rule kind, field type or block as its reference page describes it."""

    id: str
    title: str
    says: str
    keys: tuple[KeyDoc, ...]
    shared: tuple[KeyDoc, ...]
    """Keys that all of its family have."""
    example: str


@dataclass(frozen=True, slots=True)
class FunctionDoc:
    """A function of expressions: how it is written, what it means, an example."""

    id: str
    gives: str
    usage: str
    says: str
    example: str


@dataclass(frozen=True, slots=True)
class Reference:
    """The YAML format, described by the code that reads it."""

    rules: tuple[KindDoc, ...]
    fields: tuple[KindDoc, ...]
    blocks: tuple[KindDoc, ...]
    functions: tuple[FunctionDoc, ...]
    files: tuple[KindDoc, ...]
    """The files of an edition and the groups of keys inside them."""


@dataclass(frozen=True, slots=True)
class Site:
    settings: Settings
    editions: tuple[Edition, ...]
    reference: Reference


@dataclass(frozen=True, slots=True)
class Artifact:
    """One output file: `path` is relative to the site, with forward slashes."""

    path: str
    content: bytes
