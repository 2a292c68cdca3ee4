"""算式：以上種類都寫不出來時，直接寫應成立的條件；一定要自己寫 says。"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Literal

from pydantic import Field

from ..authoring import Expression, Prose
from ..expr.build import row_of
from ..expr.chinese import condition, due
from ..expr.tree import Absent, All, Not, Text, Truth
from .base import Lowered, OneCase, Reader, RuleSpec, plain


class Formula(RuleSpec):
    title: ClassVar[str] = "算式"
    example: ClassVar[str] = """\
balanced:
  kind: formula
  says: 支出不可超過收入。
  test: plan.spent <= plan.income
  cite: 伍
"""
    kind: Literal["formula"]
    test: Expression = Field(description="應成立的條件")
    says: Prose = Field(description="規則的一句話")

    def lower(self, read: Reader) -> Lowered:
        test = read.truth("test")
        parts = tuple(_parts(test))
        cases = tuple(OneCase(part, _message(part)) for part in parts)
        return Lowered(
            test=test,
            statement=self.says,
            brief=condition(test),
            message=_message(test),
            cases=cases if len(cases) > 1 else (),
        )


def _parts(test: Truth) -> Iterator[Truth]:
    """What a chain of `and` asks, one by one; a range or all rows of a table are one thing to ask."""
    match test:
        case All(tests=(Not(test=Absent()), _)):
            yield test
        case All() if due(test) is None and not all(map(row_of, test.tests)):
            for part in test.tests:
                yield from _parts(part)
        case _:
            yield test


def _message(test: Truth) -> tuple[Text, ...]:
    return (plain(f"不符：{condition(test)}"),)
