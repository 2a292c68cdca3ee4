"""Arithmetic as text: what a sentence of `worked` is put together from."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from ..tw import thousands
from . import tree
from .tree import Comparison, Numeric

RELATIONS: dict[Comparison, tuple[str, str]] = {
    "<=": ("未超過", "超過"), "<": ("小於", "未小於"), ">=": ("不少於", "少於"), ">": ("大於", "未大於"),
    "==": ("等於", "不等於"), "!=": ("不等於", "等於"),
}  # fmt: skip
"""What is said where a comparison holds, and where it does not."""

RELATIONS_OF_DAYS: dict[Comparison, tuple[str, str]] = RELATIONS | {
    "<=": ("未晚於", "晚於"), "<": ("早於", "未早於"), ">=": ("未早於", "早於"), ">": ("晚於", "未晚於"),
}  # fmt: skip
OPPOSITE: dict[Comparison, Comparison] = {
    "<=": ">", ">": "<=", "<": ">=", ">=": "<", "==": "!=", "!=": "==",
}  # fmt: skip

DECIMALS = 3
"""Decimals of a percentage that is written out; a longer one is cut off."""


@dataclass(frozen=True, slots=True)
class Written:
    """A number as arithmetic: 8,000 ＋ 1,000. `steps` are the sentences that its figures need.

    `plain` is a single figure; `loose` needs brackets as a part of other arithmetic.
    """

    text: str
    steps: tuple[str, ...] = ()
    plain: bool = False
    loose: bool = False
    equals: str = " = "


def decimal(ratio: Fraction, limit: Fraction | None = None) -> str:
    """0.3; 0.333… where it does not end, never cut off before it differs from the limit."""
    places = 0
    while (shifted := ratio * 10**places).denominator > 1 and (
        places < DECIMALS or (limit is not None and math.floor(shifted) == limit * 10**places)
    ):
        places += 1
    return f"{thousands(math.floor(shifted), places)}{'…' if shifted.denominator > 1 else ''}"


def percent(ratio: Fraction, limit: Fraction) -> str:
    """30%; 33.333…%, of the ratio 1/3."""
    return f"{decimal(100 * ratio, 100 * limit)}%"


def bare(value: Numeric) -> Numeric:
    """The number itself, where it is carried with more places."""
    return bare(value.value) if isinstance(value, tree.Scale) else value


def parts_of(value: Numeric, kind: type[tree.Add] | type[tree.Multiply]) -> Iterator[Numeric]:
    """The terms of nested sums or the factors of nested products; what has a name stays whole."""
    inner = bare(value)
    named = getattr(inner, "label", "")
    if isinstance(inner, tree.Add | tree.Multiply) and isinstance(inner, kind) and not named:
        for part in inner.terms if isinstance(inner, tree.Add) else (inner.left, inner.right):
            yield from parts_of(part, kind)
    else:
        yield inner


def is_one(value: Numeric) -> bool:
    return isinstance(value, tree.Number) and value.value == 10**value.type.places and not value.shown


def tidy(text: str) -> str:
    """A full-width bracket brings its own space."""
    return text.replace("） ", "）").replace(" （", "（")
