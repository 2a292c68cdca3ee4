"""What the limits of the boxes prove about a number: how large it can become, and its sign."""

from __future__ import annotations

from .tree import (
    Add,
    AddMonths,
    Alike,
    Bracket,
    Choose,
    Computed,
    Count,
    Distinct,
    Divide,
    Extreme,
    Field,
    Months,
    Multiply,
    Named,
    Negate,
    Nothing,
    Number,
    Numeric,
    Scale,
    TextLength,
    When,
    WorkDays,
)  # fmt: skip

LAST_DAY = 1_100_000
"""More than the number of any day with a three-digit ROC year."""


def never_negative(value: Numeric) -> bool:
    """Whether the fields' limits prove that `value` is at least 0."""
    match value:
        case Number():
            return value.value >= 0
        case Field():
            return value.minimum is not None and value.minimum >= 0
        case Computed():
            return never_negative(value.formula)
        case Add() | Extreme():
            return all(never_negative(term) for term in value.terms)
        case Multiply():
            return never_negative(value.left) and never_negative(value.right)
        case Scale() | Named():
            return never_negative(value.value)
        case Choose():
            return all(never_negative(case) for _, case in value.cases)
        case Bracket():
            return all(never_negative(figure) for _, figure in value.steps)
        case When():
            return never_negative(value.then) and never_negative(value.otherwise)
        case Divide():
            return never_negative(value.numerator) and never_negative(value.denominator)
        case Count() | Distinct() | Alike() | TextLength() | WorkDays() | Nothing():
            return True
        case Negate() | Months() | AddMonths():
            return False


def magnitude(value: Numeric) -> int:
    """The largest absolute value that `value` or any step on the way to it can take."""
    match value:
        case Number():
            return abs(value.value)
        case Field():
            return value.maximum
        case Computed():
            return magnitude(value.formula)
        case Add():
            return sum(magnitude(term) for term in value.terms)
        case Multiply():
            return magnitude(value.left) * magnitude(value.right)
        case Scale():
            return magnitude(value.value) * value.factor
        case Negate() | Named():
            return magnitude(value.value)
        case Divide():
            return 2 * max(magnitude(value.numerator), magnitude(value.denominator))
        case Extreme():
            return max(magnitude(term) for term in value.terms)
        case Choose():
            return max(magnitude(case) for _, case in value.cases)
        case When():
            return max(magnitude(value.then), magnitude(value.otherwise))
        case Bracket():
            return max(magnitude(figure) for _, figure in value.steps)
        case Count():
            return len(value.tests)
        case Distinct() | Alike():
            return len(value.entries)
        case Nothing():
            return 0
        case TextLength() | Months() | AddMonths() | WorkDays():
            return LAST_DAY
