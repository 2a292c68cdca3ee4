"""次數：符合條件的列數要在規定的範圍內，例如公開授課至少一次。"""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field, model_validator

from ..authoring import Expression, Label, complaint
from ..expr.build import compare
from ..expr.chinese import say
from ..expr.tree import All, Count
from .base import Lowered, Reader, RuleSpec, bare, figure, plain


class CountOf(RuleSpec):
    title: ClassVar[str] = "次數"
    example: ClassVar[str] = """\
open_class_held:
  kind: count_of
  matching: plan.sessions.kind == "open"
  called: 公開授課
  at_least: min_open
  cite: 伍
"""
    kind: Literal["count_of"]
    matching: Expression = Field(description='哪些列算數，例如 plan.kind == "open"')
    called: Label = Field(description="算的是什麼，例如 公開授課")
    unit: str = Field("次", max_length=4, description="單位")
    at_least: Expression | None = Field(None, description="最少幾次")
    at_most: Expression | None = Field(None, description="最多幾次")

    @model_validator(mode="after")
    def _some_limit(self) -> CountOf:
        if self.at_least is None and self.at_most is None:
            raise complaint("要寫 at_least 或 at_most，或兩個都寫")
        return self

    def lower(self, read: Reader) -> Lowered:
        found = Count(read.truths_by_row("matching"))
        tests, words = [], []
        if self.at_least is not None:
            least = read.number("at_least")
            tests.append(compare(">=", found, bare(least)))
            words.append(f"至少{say(least)}")
        if self.at_most is not None:
            most = read.number("at_most")
            tests.append(compare("<=", found, bare(most)))
            words.append(f"最多{say(most)}")
        sentence = "、".join(words)
        return Lowered(
            test=All(tuple(tests)),
            statement=f"{self.called}{sentence}",
            brief=f"{self.called}{sentence}",
            message=(plain(f"{self.called} "), *figure(found), plain(f" {self.unit}，應{sentence}")),
        )
