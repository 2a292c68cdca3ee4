"""What messages and computed boxes say: words with figures in them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .tree import Numeric, Truth


@dataclass(frozen=True, slots=True)
class Plain:
    text: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as people read it: 8,000 元; 至少 9,000 元 where a blank leaves it open."""

    value: Numeric


@dataclass(frozen=True, slots=True)
class Words:
    """A number in 國字大寫, whole or one box of it.

    `power` is None for 壹萬貳仟元整, else the power of ten of the box (4 = 萬); the box of the
    highest power, `top`, takes all that is left over.
    """

    value: Numeric
    power: int | None = None
    top: int = 4


@dataclass(frozen=True, slots=True)
class Entered:
    """What stands at `address`, as typed; a choice by its label."""

    address: str


@dataclass(frozen=True, slots=True)
class Join:
    parts: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Either:
    """`then` where `test` certainly holds, else `otherwise`."""

    test: Truth
    then: Text
    otherwise: Text


Text = Plain | Figure | Words | Entered | Join | Either
