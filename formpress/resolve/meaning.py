"""What a name in an expression can stand for."""

from __future__ import annotations

from dataclasses import dataclass

from ..expr.tree import (
    Add,
    Choose,
    Computed,
    Count,
    Divide,
    Extreme,
    Field,
    Multiply,
    Negate,
    Number,
    Numeric,
    Scale,
    When,
)
from ..model import Option


@dataclass(frozen=True, slots=True)
class ChoiceField:
    address: str
    label: str
    dimension: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class TextField:
    address: str
    label: str


@dataclass(frozen=True, slots=True)
class Column:
    """All cells of one table column, top to bottom."""

    label: str
    cells: tuple[Meaning, ...]


@dataclass(frozen=True, slots=True)
class Lookup:
    """A parameter that varies by a dimension: cap(budget.group)."""

    id: str
    label: str
    dimension: str
    cases: tuple[tuple[str, Numeric], ...]
    options: tuple[tuple[str, str], ...]


Meaning = Numeric | ChoiceField | TextField | Column | Lookup

NUMERIC = (
    Number, Field, Computed, Add, Multiply, Scale, Negate, Divide, Extreme, Choose, When, Count,
)  # fmt: skip


def kind_of(meaning: Meaning) -> str:
    """What to call it in a message."""
    match meaning:
        case ChoiceField():
            return "選項"
        case TextField():
            return "文字"
        case Column():
            return "一整欄"
        case Lookup():
            return "要查表的參數"
        case _:
            return "數字"
