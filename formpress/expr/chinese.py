"""A tree as people read it: the words of rule pages, messages and "how it is computed"."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import assert_never

from ..tw import thousands
from .build import row_of, unit_text
from .tree import (
    Absent,
    Add,
    AddMonths,
    Alike,
    All,
    Any,
    BlankNumber,
    BlankText,
    Bracket,
    Choose,
    Compare,
    Computed,
    Contains,
    Count,
    Distinct,
    Divide,
    Extreme,
    Field,
    Is,
    Known,
    Matches,
    Months,
    Multiply,
    Named,
    Negate,
    Not,
    Nothing,
    Number,
    Numeric,
    Open,
    SameText,
    Scale,
    TextLength,
    Ticked,
    Truth,
    When,
    WorkDays,
    form_of,
)
from .written import bare, decimal, is_one, tidy

_COMPARED = {
    "<=": "不超過",
    "<": "小於",
    ">=": "不少於",
    ">": "大於",
    "==": "等於",
    "!=": "不等於",
}
_COMPARED_DAYS = _COMPARED | {"<=": "不晚於", "<": "早於", ">=": "不早於", ">": "晚於"}
_ROUNDED = {"half_up": "四捨五入", "floor": "無條件捨去", "ceil": "無條件進位"}


def figure(value: Number) -> str:
    """A figure with its unit: 8,000 元, 30%. Of 元/人/場 only the 元: its name says per what."""
    if value.shown:
        return value.shown
    unit = unit_text(tuple((name, power) for name, power in value.type.unit if power > 0))
    if value.type.over > 1:
        digits = decimal(Fraction(value.value, 10**value.type.places * value.type.over))
    else:
        digits = thousands(value.value, value.type.places)
    return digits + (f" {unit}" if unit else "")


def name(value: Numeric) -> str:
    """What a number is called, without its figures; a compound one by the names of its parts."""
    return getattr(value, "label", "") or _arithmetic(value, name) or say(value)


def say(value: Numeric) -> str:
    """A number in words, figures included: 經費上限（A組 8,000 元、B組 20,000 元）."""
    match value:
        case Number():
            return f"{value.label} {figure(value)}" if value.label else figure(value)
        case Field() | Computed() | Distinct() | Alike():
            return value.label
        case Named():
            return f"{value.label}（{value.words}）" if value.words else value.label
        case Nothing():
            return value.word
        case Add(label=label) | Extreme(label=label) | When(label=label) | Count(label=label) if label:
            return label
        case Add() | Multiply() | Scale() | Negate() | Divide() | Extreme():
            return _arithmetic(value, say)
        case Choose() | Bracket():
            return tidy(f"{value.label}（{_cases(value)}）")
        case When(test=Absent()):
            return say(value.otherwise)
        case When():
            return f"{condition(value.test)}時為{say(value.then)}，否則為{say(value.otherwise)}"
        case TextLength():
            return f"{value.label}的字數"
        case Months():
            return f"{say(value.start)}到{say(value.end)}的足月數"
        case AddMonths():
            return f"{say(value.date)}後 {value.months} 個月"
        case WorkDays():
            return f"{say(value.start)}到{say(value.end)}的工作天數"
        case Count():
            return f"符合「{'、'.join(condition(test) for test in value.tests)}」的項數"
        case _:
            assert_never(value)


def _arithmetic(value: Numeric, speak: Callable[[Numeric], str]) -> str:
    """Arithmetic without a name of its own, each part as `speak` says it; else nothing."""
    match value:
        case Add():
            return _sum(value, speak)
        case Multiply():
            return f"{_part(value.left, speak)} × {_part(value.right, speak)}"
        case Scale():
            return speak(value.value)
        case Negate():
            return f"−{_part(value.value, speak)}"
        case Divide() if is_one(bare(value.denominator)):
            return f"{speak(value.numerator)}（{_ROUNDED[value.rounding]}）"
        case Divide():
            sides = f"{_part(value.numerator, speak)} ÷ {_part(value.denominator, speak)}"
            return f"{sides}（{_ROUNDED[value.rounding]}）"
        case Extreme():
            word = "最小者" if value.direction == "min" else "最大者"
            return f"{'、'.join(map(speak, value.terms))}之{word}"
    return ""


def _cases(value: Choose | Bracket) -> str:
    """A look-up without its name: 12 班以下 1 群、13 班以上 2 群."""
    if isinstance(value, Choose):
        labels = dict(value.options)
        return "、".join(f"{labels.get(code, code)} {_bare(case)}" for code, case in value.cases)
    unit = unit_text(value.value.type.unit)
    return "、".join(
        f"{_step_words(value.steps, index, unit)} {_bare(one)}" for index, (_, one) in enumerate(value.steps)
    )


def condition(test: Truth) -> str:
    """A truth in words: 印刷費大於 0."""
    match test:
        case Compare():
            return f"{say(test.left)}{_wanted(test)}".rstrip()
        case All(tests=(Compare(), Compare())) if wanted := due(test):
            return f"{say(wanted[0])}{wanted[1]}"
        case Is():
            return f"{test.label}為「{'」或「'.join(label for _, label in test.values)}」"
        case Contains():
            return f"{test.label}含有「{test.piece}」"
        case Matches():
            return f"{test.label}的格式為「{test.pattern}」"
        case SameText():
            return f"{test.first_label}與{test.second_label}相同"
        case BlankText() | BlankNumber():
            return f"{test.label}未填"
        case Ticked():
            return f"{test.label}有勾「{test.option}」"
        case Absent():
            return f"{dict(test.roster.rows)[test.row]}沒有填"
        case All(tests=(Not(test=Absent()), part)) | Any(tests=(Absent(), part)):
            return condition(part)
        case All() | Any() if test.tests and all(map(row_of, test.tests)):
            return _of_rows(test)
        case All():
            return "，且".join(condition(part) for part in test.tests)
        case Any():
            return "，或".join(condition(part) for part in test.tests)
        case Not():
            if isinstance(test.test, BlankText | BlankNumber):
                return f"{test.test.label}已填"
            return f"並非「{condition(test.test)}」"
        case Known():
            return "必定成立" if test.value else "必不成立"
        case Open():
            return f"由{test.who}判斷"
        case _:
            assert_never(test)


def due(test: Truth) -> tuple[Numeric, str] | None:
    """What a comparison looks at, and what that should be: 不超過 5 次; 在 3～5 次之間."""
    match test:
        case Compare():
            return test.left, _wanted(test)
        case All(tests=(Compare(">=", value, low), Compare("<=", other, high))) if value == other:
            if isinstance(low, Number) and isinstance(high, Number):
                return value, f"在 {thousands(low.value, low.type.places)}～{figure(high)}之間"
            return value, f"在{say(low)}與{say(high)}之間"
    return None


def _wanted(test: Compare) -> str:
    words = _COMPARED if form_of(test.left.type) == "number" else _COMPARED_DAYS
    right = say(test.right)
    return f"{words[test.operator]}{' ' if right[:1].isascii() else ''}{right}"


def _of_rows(test: All | Any) -> str:
    """What is asked of the rows of a roster: they have no names worth listing."""
    match test.tests[0]:
        case Any(tests=(Absent(), Any(tests=(then, Not(test=where))))) if isinstance(test, All):
            return f"{condition(where)}的每一列，{condition(then)}"
    words = "，或".join(dict.fromkeys(condition(part) for part in test.tests))
    return f"{'每一列' if isinstance(test, All) else '至少一列'}的{words}"


def _step_words(steps: tuple[tuple[int | None, Numeric], ...], index: int, unit: str) -> str:
    """A bracket in words, such as 13～25 班."""
    low = (steps[index - 1][0] or 0) + 1 if index else None
    high = steps[index][0]
    if low is None:
        return f"{high} {unit}以下"
    return f"{low} {unit}以上" if high is None else f"{low}～{high} {unit}".strip()


def _sum(value: Add, speak: Callable[[Numeric], str]) -> str:
    words = speak(value.terms[0])
    for term in value.terms[1:]:
        words += f" − {_part(term.value, speak)}" if isinstance(term, Negate) else f" ＋ {speak(term)}"
    return words


def _part(value: Numeric, speak: Callable[[Numeric], str]) -> str:
    """A factor; a sum without a name of its own stands in brackets."""
    return f"（{speak(value)}）" if isinstance(value, Add) and not value.label else speak(value)


def _bare(value: Numeric) -> str:
    """A figure without the parameter's name, for lists of cases."""
    if isinstance(value, Choose | Bracket):
        return f"（{_cases(value)}）"
    return figure(value) if isinstance(value, Number) else say(value)
