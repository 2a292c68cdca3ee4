"""Numbers that take the unit of their neighbour: figures typed in an expression, and counts."""

from __future__ import annotations

import dataclasses

from .quantity import DATE, HOURS, MINUTES, TIME, Unit
from .tree import Add, Alike, Count, Distinct, Number, Numeric, When

_MEASURED: tuple[Unit, ...] = (DATE, TIME, MINUTES, HOURS, (("元", 1),))
"""Units that no count of things takes."""


def in_unit(value: Numeric, unit: Unit = ()) -> Numeric:
    """The same figures, taken to be of another unit."""
    return dataclasses.replace(value, type=dataclasses.replace(value.type, unit=unit))


def taking(term: Numeric, unit: Unit) -> Numeric:
    """`term` in `unit`, where it is a bare figure, a count, or minutes to be told in hours."""
    if unit == HOURS and term.type.unit == MINUTES:
        kind = dataclasses.replace(term.type, unit=HOURS, over=60 * term.type.over)
        return dataclasses.replace(term, type=kind)
    if is_count(term) and unit not in _MEASURED:
        return dataclasses.replace(term, type=dataclasses.replace(term.type, unit=unit))
    return _with_unit(term, unit)


def is_count(term: Numeric) -> bool:
    """How many there are goes with 次, 人 and 校; so does one more than that."""
    if isinstance(term, Add):
        return any(map(is_count, term.terms)) and all(is_count(one) or is_bare(one) for one in term.terms)
    return isinstance(term, Count | Distinct | Alike) and not term.type.unit


def is_bare(term: Numeric) -> bool:
    """A figure typed in an expression has no unit of its own: it takes that of its neighbour."""
    if isinstance(term, When):
        return is_bare(term.then) and is_bare(term.otherwise)
    return isinstance(term, Number) and not (term.type.unit or term.label or term.shown)


def _with_unit(term: Numeric, unit: Unit) -> Numeric:
    if not is_bare(term):
        return term
    kind = dataclasses.replace(term.type, unit=unit)
    if isinstance(term, When):
        return When(term.test, _with_unit(term.then, unit), _with_unit(term.otherwise, unit), kind)
    return dataclasses.replace(term, type=kind)
