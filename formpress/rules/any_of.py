"""擇一成立：幾個條件或幾種方式，有一個成立就符合；其餘可留給人員判斷。"""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field, model_validator

from ..authoring import Expression, Label, Spec, complaint
from ..expr.build import compare
from ..expr.chinese import condition, due, name
from ..expr.tree import All, Any, Count, Either, Join, Not, Open, Text, Truth
from .base import Lowered, Reader, RuleSpec, figure, plain


class WaySpec(Spec):
    """One way to keep a rule: all of its conditions hold."""

    label: Label = Field(description="名稱，例如 方式一")
    tests: tuple[Expression, ...] = Field(min_length=1, description="條件，要全部成立")


class AnyOf(RuleSpec):
    title: ClassVar[str] = "擇一成立"
    example: ClassVar[str] = """\
enough_training:
  kind: any_of
  ways:
    - {label: 分次入校, tests: ['between(visits, 3, 5)', hours >= 15]}
    - {label: 整日入校, tests: ['between(days, 2, 4)']}
  cite: 伍
"""
    kind: Literal["any_of"]
    tests: tuple[Expression, ...] = Field((), description="條件，有一個成立就符合")
    ways: tuple[WaySpec, ...] = Field((), description="幾種方式，每種要全部條件成立；訊息會說最接近哪一種")
    otherwise: Label | None = Field(None, description="都不成立時留給誰判斷；不寫就是不符")

    @model_validator(mode="after")
    def _one_shape(self) -> AnyOf:
        if bool(self.tests) == bool(self.ways):
            raise complaint("要寫 tests 或 ways，擇一", "單一條件寫 tests；一種方式有好幾個條件寫 ways。")
        return self

    @property
    def verdicts(self) -> tuple[str, ...]:
        return ("kept", "undecided") if self.otherwise else ("kept", "broken")

    def lower(self, read: Reader) -> Lowered:
        open_end = (Open(self.otherwise),) if self.otherwise else ()
        if self.ways:
            return self._ways(read, open_end)
        tests = read.truths("tests")
        words = "，或".join(condition(test) for test in tests)
        return Lowered(
            test=Any((*tests, *open_end)),
            statement=f"應符合：{words}",
            brief=words,
            message=(),
        )

    def _ways(self, read: Reader, open_end: tuple[Truth, ...]) -> Lowered:
        ways = [
            tuple(read.truth("ways", at, "tests", index) for index, _ in enumerate(way.tests))
            for at, way in enumerate(self.ways)
        ]
        labels = [way.label for way in self.ways]
        told = zip(labels, ways, strict=True)
        words = "；或".join(f"{label}（{'，且'.join(map(condition, parts))}）" for label, parts in told)
        return Lowered(
            test=Any((*map(All, ways), *open_end)),
            statement=f"應擇一符合：{words}",
            brief=f"擇一：{'、'.join(labels)}",
            message=(_nearest(labels, ways),),
        )


def _nearest(labels: list[str], ways: list[tuple[Truth, ...]]) -> Text:
    """What the way with the fewest open or unmet conditions still lacks; of equal ones the first."""
    lacking = [Count(tuple(Not(part) for part in parts)) for parts in ways]
    told = [Join((plain(f"{'、'.join(labels)}都未達到，最接近「{label}」"), *map(_lack, parts)))
            for label, parts in zip(labels, ways, strict=True)]  # fmt: skip
    found: Text = told[-1]
    for at in range(len(ways) - 2, -1, -1):
        nearer = All(tuple(compare("<=", lacking[at], other) for other in lacking[at + 1 :]))
        found = Either(nearer, told[at], found)
    return found


def _lack(part: Truth) -> Text:
    """What is found and wanted of a condition that does not hold."""
    found: tuple[Text, ...] = (plain(f"；未符合「{condition(part)}」"),)
    if (wanted := due(part)) is not None:
        found = (plain(f"；{name(wanted[0])} "), *figure(wanted[0]), plain(f"，應{wanted[1]}"))
    return Either(part, plain(""), Join(found))
