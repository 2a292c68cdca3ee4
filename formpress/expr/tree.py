"""The whole language of rules: a handful of node kinds, each with an exact type.

A number is a scaled integer: `Number(value=305, type=Quantity("元", places=1))` is 30.5 元.
Every node that yields a number says its unit and places, so that back-ends never guess
and never meet a binary fraction. Trees are built by `expr.build`, which checks types and
aligns scales; readers `match` on the node and end in `assert_never`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from .quantity import (
    COUNT,
    DATE,
    DAYS,
    MINUTES,
    MONTHS,
    ON_A_DAY,
    OVER_DAYS,
    TIME,
    FormOfNumber,
    Quantity,
    Unit,
    form_of,
)  # fmt: skip
from .roster import Roster
from .texts import Either, Entered, Figure, Join, Plain, Text, Words

__all__ = [
    "DATE", "DAYS", "MINUTES", "TIME", "Either", "Entered", "Figure", "FormOfNumber", "Join", "Plain",
    "Quantity", "Text", "Unit", "Words", "form_of",
]  # fmt: skip
"""What `quantity` and `texts` define and trees are made with."""

Comparison = Literal["==", "!=", "<", "<=", ">", ">="]
Rounding = Literal["half_up", "floor", "ceil"]
Direction = Literal["min", "max"]


@dataclass(frozen=True, slots=True)
class Number:
    """A figure from the specification. `shown` is how the author typed it (30%)."""

    value: int
    type: Quantity
    shown: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class Field:
    """The number that a filled form holds at `address` (budget.items.printing.quantity)."""

    address: str
    type: Quantity
    label: str
    minimum: int | None
    maximum: int
    """Largest magnitude the box accepts, in steps of `type.places`; the bound of every proof."""


@dataclass(frozen=True, slots=True)
class Computed:
    """The number a form computes at `address`; `formula` is what it is computed from."""

    address: str
    formula: Numeric
    type: Quantity
    label: str


@dataclass(frozen=True, slots=True)
class Add:
    """The sum of `terms`. With `skip_blank`, a display shows the sum of what is filled."""

    terms: tuple[Numeric, ...]
    type: Quantity
    skip_blank: bool = False
    label: str = ""


@dataclass(frozen=True, slots=True)
class Multiply:
    left: Numeric
    right: Numeric
    type: Quantity


@dataclass(frozen=True, slots=True)
class Scale:
    """The same number in smaller steps: `factor` of them make one of its own."""

    value: Numeric
    factor: int
    type: Quantity


@dataclass(frozen=True, slots=True)
class Negate:
    value: Numeric
    type: Quantity


@dataclass(frozen=True, slots=True)
class Divide:
    """numerator / denominator, rounded to whole steps of `type.places`.

    Both are integers of the same scale; a zero denominator leaves the result unknown.
    """

    numerator: Numeric
    denominator: Numeric
    rounding: Rounding
    type: Quantity


@dataclass(frozen=True, slots=True)
class Extreme:
    """The smallest or largest of `terms`. Of a `bound` the constants are limits, told where they bite."""

    direction: Direction
    terms: tuple[Numeric, ...]
    type: Quantity
    label: str = ""
    bound: bool = False


@dataclass(frozen=True, slots=True)
class Choose:
    """A look-up: the figure for the option that `address` holds."""

    address: str
    cases: tuple[tuple[str, Numeric], ...]
    type: Quantity
    label: str
    options: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Bracket:
    """A look-up by a count: the figure of the first step whose bound is not below `value`.

    Bounds ascend, in whole units of `value`; the last is None and takes everything above.
    """

    value: Numeric
    steps: tuple[tuple[int | None, Numeric], ...]
    type: Quantity
    label: str


@dataclass(frozen=True, slots=True)
class When:
    """`then` where `test` holds, else `otherwise`."""

    test: Truth
    then: Numeric
    otherwise: Numeric
    type: Quantity
    label: str = ""


@dataclass(frozen=True, slots=True)
class TextLength:
    """How many characters stand at `address`; a blank can still become any length."""

    address: str
    label: str
    type: Quantity = COUNT


@dataclass(frozen=True, slots=True)
class Months:
    """Full months from `start` to `end`, negative when `end` comes first."""

    start: Numeric
    end: Numeric
    type: Quantity = MONTHS


@dataclass(frozen=True, slots=True)
class AddMonths:
    """The same day `months` months later, or the last day of a month that is too short."""

    date: Numeric
    months: int
    type: Quantity = ON_A_DAY


@dataclass(frozen=True, slots=True)
class WorkDays:
    """Working days after `start` up to and including `end`, never below 0.

    Monday to Friday without `holidays`, and the weekend days of `makeup`; both are day numbers.
    """

    start: Numeric
    end: Numeric
    holidays: tuple[int, ...]
    makeup: tuple[int, ...]
    type: Quantity = OVER_DAYS


@dataclass(frozen=True, slots=True)
class Count:
    """How many of `tests` hold."""

    tests: tuple[Truth, ...]
    type: Quantity = COUNT
    label: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """What one row holds, to tell it from other rows: a number or what stands in a box.

    Only a row of which `test` holds counts.
    """

    test: Truth
    value: Numeric | Entered


@dataclass(frozen=True, slots=True)
class Distinct:
    """How many different things the entries hold; a blank holds nothing."""

    entries: tuple[Entry, ...]
    label: str
    type: Quantity = COUNT


@dataclass(frozen=True, slots=True)
class Alike:
    """How many entries hold the same as entry number `at`, itself included."""

    entries: tuple[Entry, ...]
    at: int
    label: str
    type: Quantity = COUNT


@dataclass(frozen=True, slots=True)
class Nothing:
    """An empty cell of a table: there is no such case, and `word` says so."""

    word: str
    type: Quantity


@dataclass(frozen=True, slots=True)
class Named:
    """`value` under a name of its own; `words` say how it comes about."""

    label: str
    value: Numeric
    words: str
    type: Quantity


Numeric = (
    Number | Field | Computed | Add | Multiply | Scale | Negate | Divide | Extreme | Choose | Bracket | When
    | Count | TextLength | Months | AddMonths | WorkDays | Distinct | Alike | Nothing | Named
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Compare:
    operator: Comparison
    left: Numeric
    right: Numeric


@dataclass(frozen=True, slots=True)
class Is:
    """The choice or text at `address` is one of `values`."""

    address: str
    label: str
    values: tuple[tuple[str, str], ...]
    """(code, label) pairs."""


@dataclass(frozen=True, slots=True)
class Ticked:
    """The option `code` is among those ticked at `address`; with nothing ticked it is still open."""

    address: str
    label: str
    code: str
    option: str
    """The label of the option."""


@dataclass(frozen=True, slots=True)
class Contains:
    """The text at `address` contains `piece`."""

    address: str
    label: str
    piece: str


@dataclass(frozen=True, slots=True)
class Matches:
    """The whole text at `address` has the shape `pattern`: # a digit, @ a letter, ? any one
    character, * any run of characters, everything else itself.
    """

    address: str
    label: str
    pattern: str


@dataclass(frozen=True, slots=True)
class SameText:
    """The texts at `first` and `second` are the same."""

    first: str
    second: str
    first_label: str
    second_label: str


@dataclass(frozen=True, slots=True)
class BlankText:
    """Nothing is entered at `address` (a text, choice or any typed field)."""

    address: str
    label: str


@dataclass(frozen=True, slots=True)
class BlankNumber:
    """`value` cannot be shown yet, because something it needs is blank."""

    value: Numeric
    label: str


@dataclass(frozen=True, slots=True)
class Absent:
    """There is no such row: nothing is filled in it, while another row of its roster is begun.

    A roster of which no row is begun is undecided: none of its rows is absent.
    """

    roster: Roster
    row: str


@dataclass(frozen=True, slots=True)
class All:
    tests: tuple[Truth, ...]


@dataclass(frozen=True, slots=True)
class Any:
    tests: tuple[Truth, ...]


@dataclass(frozen=True, slots=True)
class Not:
    test: Truth


@dataclass(frozen=True, slots=True)
class Known:
    """A truth that needs no field."""

    value: bool


@dataclass(frozen=True, slots=True)
class Open:
    """Only people can tell: `who` decides, and no field carries what they look at."""

    who: str


Truth = (
    Compare | Is | Ticked | Contains | Matches | SameText | BlankText | BlankNumber | Absent | All | Any
    | Not | Known | Open
)  # fmt: skip


Node = Numeric | Truth | Text
