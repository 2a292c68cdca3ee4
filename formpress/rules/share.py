"""占比：一部分不可超過、或不可少於整體的某個百分比或幾分之幾；比較時不先四捨五入。"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from pydantic import Field, model_validator

from ..authoring import Expression, complaint
from ..expr.build import compare, multiply, rounded, subtract
from ..expr.chinese import name, say
from ..expr.tree import All, Either, Join, Number, Numeric, Text, Truth
from .base import Lowered, Reader, RuleSpec, figure, plain


class Share(RuleSpec):
    title: ClassVar[str] = "占比"
    example: ClassVar[str] = """\
part_within_share:
  kind: share
  value: budget.items.printing.amount
  of: budget.total
  limit: printing_share
  cite: 伍
"""
    kind: Literal["share"]
    value: Expression = Field(description="這一部分")
    of: Expression = Field(description="整體")
    limit: Expression | None = Field(None, description="上限：百分比，或單位是「比」的參數，例如 1/6")
    at_least: Expression | None = Field(None, description="下限，寫法同上限；兩個可以都寫")
    without_itself: bool = Field(False, description="整體不含這一部分")

    @model_validator(mode="after")
    def _some_limit(self) -> Share:
        if self.limit is None and self.at_least is None:
            raise complaint("要寫 limit（上限）或 at_least（下限），或兩個都寫")
        return self

    def lower(self, read: Reader) -> Lowered:
        value, whole = read.number("value"), read.number("of")
        base = subtract(whole, value) if self.without_itself else whole
        called = f"{name(whole)}（不含{name(value)}）" if self.without_itself else name(whole)
        sides = []
        if self.at_least is not None:
            sides.append(_least(value, base, called, read.number("at_least")))
        if self.limit is not None:
            sides.append(_most(value, base, called, read.number("limit")))
        first, last = sides[0], sides[-1]
        return Lowered(
            test=All((first.test, last.test)) if len(sides) == 2 else first.test,
            statement=f"{name(value)}{'，'.join(f'不得{side.words}' for side in sides)}",
            brief="，".join(f"不{side.words}" for side in sides),
            message=(Either(last.test, first.message, last.message) if len(sides) == 2 else first.message,),
        )


@dataclass(frozen=True, slots=True)
class _Side:
    """One limit of a share; `words` say it without 不得."""

    test: Truth
    words: str
    message: Text


def _least(value: Numeric, base: Numeric, called: str, limit: Numeric) -> _Side:
    allowed, words = multiply(limit, base), f"少於{called}的 {_share(limit)}"
    bound = figure(rounded(allowed, "ceil", value.type.places))
    message = (plain(f"{name(value)} "), *figure(value), plain(f"，{words}（下限 "), *bound, plain("）"))
    return _Side(compare(">=", value, allowed), words, Join(message))


def _most(value: Numeric, base: Numeric, called: str, limit: Numeric) -> _Side:
    allowed, words = multiply(limit, base), f"超過{called}的 {_share(limit)}"
    bound = figure(rounded(allowed, "floor", value.type.places))
    message = (plain(f"{name(value)} "), *figure(value), plain(f"，{words}（上限 "), *bound, plain("）"))
    return _Side(compare("<=", value, allowed), words, Join(message))


def _share(limit: Numeric) -> str:
    return limit.shown if isinstance(limit, Number) and limit.shown else say(limit)
