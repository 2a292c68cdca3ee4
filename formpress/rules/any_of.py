"""擇一成立：幾個條件有一個成立就符合；其餘可留給人員判斷。"""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from ..authoring import Expression, Label
from ..expr.chinese import condition
from ..expr.tree import Any, Open
from .base import Lowered, Reader, RuleSpec, plain


class AnyOf(RuleSpec):
    title: ClassVar[str] = "擇一成立"
    example: ClassVar[str] = """\
external_lecturer:
  kind: any_of
  tests: [budget.items.lecture_external.quantity >= 1]
  otherwise: 承辦人
  cite: 伍
"""
    kind: Literal["any_of"]
    tests: tuple[Expression, ...] = Field(min_length=1, description="條件，有一個成立就符合")
    otherwise: Label | None = Field(None, description="都不成立時留給誰判斷；不寫就是不符")

    @property
    def verdicts(self) -> tuple[str, ...]:
        return ("kept", "undecided") if self.otherwise else ("kept", "broken")

    def lower(self, read: Reader) -> Lowered:
        tests = read.truths("tests")
        words = "，或".join(condition(test) for test in tests)
        open_end = (Open(self.otherwise),) if self.otherwise else ()
        return Lowered(
            test=Any((*tests, *open_end)),
            statement=f"應符合：{words}",
            brief=words,
            message=(plain(f"未符合：{words}"),),
        )
