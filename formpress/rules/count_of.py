"""次數：符合條件的列數要在規定的範圍內，例如公開授課至少一次；也可以每一種、每一位分開數。"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

from pydantic import Field, model_validator

from ..authoring import Expression, Label, complaint
from ..expr.build import compare, opposite, parse_unit, unit_text, unless_absent
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
    unit: Annotated[str, Field(max_length=4)] | None = Field(
        None, description="單位；不寫就用 at_least、at_most 的單位，也沒有的話是 次"
    )
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
        limits = self._limits(read)
        sentence = f"{self.called}{_sentence(limits)}"
        return Lowered(
            test=_within(found, limits),
            statement=sentence,
            brief=sentence,
            message=(plain(f"{self.called} "), *self._message(found, limits)),
        )

    def _limits(self, read: Reader) -> tuple[_Limit, ...]:
        least = None if self.at_least is None else read.number("at_least")
        most = None if self.at_most is None else read.number("at_most")
        unit = self.unit or next(filter(None, map(_unit_of, (least, most))), "次")
        found: list[_Limit] = []
        if least is not None:
            found.append(self._limit(">=", "至少", least, unit))
        if most is not None:
            found.append(self._limit("<=", "最多", most, unit))
        return tuple(found)

    def _limit(self, operator: Literal[">=", "<="], word: str, limit: Numeric, unit: str) -> _Limit:
        """A bare figure has the unit of the count; what is counted is not said again."""
        if isinstance(limit, Number) and not (limit.label or limit.type.unit):
            limit = in_unit(limit, parse_unit(unit))
        words = say(limit)
        if words.startswith((f"{self.called}（", f"{self.called} ")):
            words = words.removeprefix(self.called)
        return _Limit(operator, word, limit, f"{word}{words}", unit)

    def _message(self, found: Numeric, limits: tuple[_Limit, ...]) -> tuple[Text, ...]:
        """What is found, and what each limit comes to here."""
        parts: list[Text] = [*figure(found), plain(f" {limits[0].unit}，應")]
        for index, limit in enumerate(limits):
            parts += [plain(f"{'、' if index else ''}{limit.word} "), *figure(limit.value)]
        return tuple(parts)

    def _apart(self, groups: tuple[Group, ...]) -> Lowered:
        """One verdict for each group."""
        cases: list[OneCase] = []
        said: dict[str, list[str]] = {}
        for group in groups:
            limits = self._limits(group.read)
            said.setdefault(_sentence(limits), []).append(group.called)
            test = _within(group.count, limits)
            test = test if group.applies is None else Any((opposite(group.applies), test))
            start = (group.shown, plain(f"的{self.called} "))
            message = (*start, *self._message(group.count, limits))
            cases.append(OneCase(unless_absent(group.absent, test), message))
        told = ((list(dict.fromkeys(called)), words) for words, called in said.items())
        sentence = "；".join(f"{'、'.join(called)}的{self.called}{words}" for called, words in told)
        return Lowered(
            test=All(tuple(case.test for case in cases)),
            statement=sentence,
            brief=sentence,
            message=(plain(sentence),),
            cases=tuple(cases),
        )


@dataclass(frozen=True, slots=True)
class _Limit:
    """One end of what is allowed, and how the rule says it."""

    operator: Literal[">=", "<="]
    word: str
    value: Numeric
    words: str
    unit: str
    """Of what is counted; the same at both ends."""


def _unit_of(limit: Numeric | None) -> str:
    """人 of 3 人 and of 3 人/校; nothing for a bare figure."""
    return "" if limit is None else unit_text(tuple(one for one in limit.type.unit if one[1] > 0))


def _sentence(limits: tuple[_Limit, ...]) -> str:
    return "、".join(limit.words for limit in limits)


def _within(found: Numeric, limits: tuple[_Limit, ...]) -> Truth:
    return All(tuple(compare(limit.operator, found, bare(limit.value)) for limit in limits))
