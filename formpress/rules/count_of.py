"""次數：符合條件的列數要在規定的範圍內，例如公開授課至少一次；也可以每一種、每一位分開數。"""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field, model_validator

from ..authoring import Expression, Label, complaint
from ..expr.build import compare, opposite, parse_unit, unless_absent
from ..expr.chinese import say
from ..expr.tree import All, Any, Count, Number, Numeric, Text, Truth
from ..expr.units import in_unit
from .base import Group, Lowered, OneCase, Reader, RuleSpec, bare, figure, plain


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
    matching: Expression | None = Field(None, description='哪些列算數，例如 plan.kind == "open"')
    per: Expression | None = Field(
        None,
        description="分開數的一欄：選項欄每個選項數一次，at_least、at_most 裡寫這一欄就是那個選項；"
        "文字欄填了誰就數誰，例如每位教師",
    )
    called: Label = Field(description="算的是什麼，例如 公開授課")
    unit: str = Field("次", max_length=4, description="單位")
    at_least: Expression | None = Field(None, description="最少幾次")
    at_most: Expression | None = Field(None, description="最多幾次")

    @model_validator(mode="after")
    def _some_limit(self) -> CountOf:
        if self.at_least is None and self.at_most is None:
            raise complaint("要寫 at_least 或 at_most，或兩個都寫")
        if self.matching is None and self.per is None:
            raise complaint("要寫 matching（哪些列算數）或 per（依哪一欄分開數），或兩個都寫")
        return self

    def lower(self, read: Reader) -> Lowered:
        if self.per is not None:
            return self._apart(read.groups("per", "matching", self.called))
        found = Count(read.truths_by_row("matching"), label=self.called)
        test, words = self._within(found, read)
        return Lowered(
            test=test,
            statement=f"{self.called}{words}",
            brief=f"{self.called}{words}",
            message=(plain(f"{self.called} "), *self._message(found, words)),
        )

    def _within(self, found: Numeric, read: Reader) -> tuple[Truth, str]:
        """Whether the limits hold, and what they are."""
        tests, words = [], []
        if self.at_least is not None:
            least = read.number("at_least")
            tests.append(compare(">=", found, bare(least)))
            words.append(f"至少{self._limit(least)}")
        if self.at_most is not None:
            most = read.number("at_most")
            tests.append(compare("<=", found, bare(most)))
            words.append(f"最多{self._limit(most)}")
        return All(tuple(tests)), "、".join(words)

    def _limit(self, limit: Numeric) -> str:
        """A limit in words; a bare figure has the unit of the count."""
        if isinstance(limit, Number) and not (limit.label or limit.type.unit):
            return f" {say(in_unit(limit, parse_unit(self.unit)))}"
        return say(limit)

    def _message(self, found: Numeric, words: str) -> tuple[Text, ...]:
        return (*figure(found), plain(f" {self.unit}，應{words}"))

    def _apart(self, groups: tuple[Group, ...]) -> Lowered:
        """One verdict for each group."""
        cases: list[OneCase] = []
        said: dict[str, list[str]] = {}
        for group in groups:
            test, words = self._within(group.count, group.read)
            said.setdefault(words, []).append(group.called)
            start = (group.shown, plain(f"的{self.called} "))
            test = test if group.applies is None else Any((opposite(group.applies), test))
            test = unless_absent(group.absent, test)
            cases.append(OneCase(test, (*start, *self._message(group.count, words))))
        told = ((list(dict.fromkeys(called)), words) for words, called in said.items())
        sentence = "；".join(f"{'、'.join(called)}的{self.called}{words}" for called, words in told)
        return Lowered(
            test=All(tuple(case.test for case in cases)),
            statement=sentence,
            brief=sentence,
            message=(plain(sentence),),
            cases=tuple(cases),
        )
