"""What a name in an expression can stand for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from ..expr.roster import Roster
from ..expr.tree import Absent, Nothing, Number, Numeric
from ..model import Option


@dataclass(frozen=True, slots=True)
class ChoiceField:
    address: str
    label: str
    dimension: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class TicksField:
    address: str
    label: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class TextField:
    address: str
    label: str


@dataclass(frozen=True, slots=True)
class Column:
    """All cells of one table column, top to bottom."""

    label: str
    rows: tuple[tuple[str, Meaning], ...]
    """(row id, cell)"""
    roster: Roster | None = None
    """The roster whose column it is: some of its rows may not exist."""

    def absent(self, row: str) -> Absent | None:
        """That there is no such row; None where every row stands."""
        return None if self.roster is None else Absent(self.roster, row)

    @property
    def cells(self) -> tuple[Meaning, ...]:
        return tuple(cell for _, cell in self.rows)


@dataclass(frozen=True, slots=True)
class Axis:
    """A dimension of a table: options, or brackets of a count (`bounds`, the last open)."""

    id: str
    label: str
    options: tuple[tuple[str, str], ...]
    bounds: tuple[int | None, ...]
    unit: str

    @property
    def keys(self) -> tuple[str, ...]:
        """Option codes, or the numbers of the brackets."""
        return tuple(code for code, _ in self.options) or tuple(str(n) for n in range(len(self.bounds)))


@dataclass(frozen=True, slots=True)
class Lookup:
    """A parameter that varies: cap(budget.group). `cells` are by one key for each axis."""

    id: str
    label: str
    axes: tuple[Axis, ...]
    cells: Mapping[tuple[str, ...], Number | Nothing]


@dataclass(frozen=True, slots=True)
class Graduated:
    """A parameter that grows with a count: office_cost(schools)."""

    id: str
    label: str
    axis: Axis
    values: tuple[tuple[str, str], ...]
    """(for which part, how much) of each step, as printed."""
    words: str
    of: Callable[[Numeric], Numeric]
    """The figure for a count."""


@dataclass(frozen=True, slots=True)
class Picked:
    """One option in the place of the choice that is asked for: 甲組 of 組別."""

    label: str
    dimension: str
    code: str
    option: str
    codes: tuple[str, ...]
    """All options that there are."""


@dataclass(frozen=True, slots=True)
class DaysOff:
    """The edition's days without work on weekdays, and with work on weekends, ascending."""

    holidays: tuple[int, ...]
    makeup: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class NoDay:
    """An entry of the schedule whose day nobody knows yet."""


Meaning = (
    Numeric | ChoiceField | TicksField | TextField | Column | Lookup | Graduated | Picked | DaysOff | NoDay
)


def kind_of(meaning: Meaning) -> str:
    """What to call it in a message."""
    match meaning:
        case ChoiceField() | Picked():
            return "選項"
        case TicksField():
            return "可勾幾項的欄位"
        case TextField():
            return "文字"
        case Column():
            return "一整欄"
        case Lookup() | Graduated():
            return "要查表的參數"
        case NoDay():
            return "到時才知道的日子"
        case DaysOff():
            return "放假日"
        case _:
            return "數字"
