"""The only place where trees are made: checks types and units, aligns places.

A `Fault` says in the author's words why two things do not go together; whoever knows the
place in the file adds it. Names are in `resolve`; nothing here knows a field or a parameter.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation

from .limits import magnitude, never_negative
from .quantity import DATE, DAYS, HOURS, MINUTES, MONTHS, ON_A_DAY, TIME, Quantity, Unit
from .tree import (
    Absent,
    Add,
    AddMonths,
    All,
    Bracket,
    Choose,
    Compare,
    Comparison,
    Computed,
    Direction,
    Divide,
    Extreme,
    Field,
    Months,
    Multiply,
    Named,
    Negate,
    Not,
    Nothing,
    Number,
    Numeric,
    Open,
    Rounding,
    Scale,
    Truth,
    When,
    WorkDays,
)
from .tree import Any as AnyOf
from .units import is_bare, is_count, taking

ASIDE = "不計"
"""How a figure is called that stands in for a term which does not count: at the far end, never chosen."""

MOST_MONTHS = 1200

EXACT = 2**53
"""Above this a PDF viewer's numbers are no longer exact."""


class Fault(Exception):
    """Two things that do not go together, in the author's words."""

    def __init__(self, message: str, hint: str = "") -> None:
        self.message = message
        self.hint = hint
        super().__init__(message)


def parse_unit(text: str) -> Unit:
    """元/人/場 -> its base units. A count (班, 次) is a base unit too; %, 比 and blank have none."""
    powers: dict[str, int] = {}
    for index, part in enumerate(re.split(r"[/／]", text.strip())):
        name = part.strip()
        if name and name not in {"%", "％", "比"}:
            powers[name] = powers.get(name, 0) + (1 if index == 0 else -1)
    return _tidy(powers)


def unit_text(unit: Unit) -> str:
    """The unit as people write it: 元/人."""
    over = [name for name, power in unit for _ in range(power)]
    under = [name for name, power in unit for _ in range(-power)]
    return "·".join(over) + "".join(f"/{name}" for name in under)


def number(shown: str, unit: str = "", label: str = "") -> Number:
    """A figure as typed: 8000, 1.5, 30%, 1/6. A percentage is the ratio, with two more places.

    Raises:
        Fault: when it is not a number.
    """
    text = shown.strip().replace(",", "")
    if ratio := re.fullmatch(r"(\d{1,4})/([1-9]\d{0,3})", text):
        return Number(int(ratio[1]), Quantity((), 0, over=int(ratio[2])), text, label)
    percent = text.endswith(("%", "％")) or unit.strip() in {"%", "％"}
    try:
        value = Decimal(text.rstrip("%％").strip())
    except InvalidOperation:
        raise Fault(f"「{shown}」不是數字") from None
    if not value.is_finite() or len(text) > 16:
        raise Fault(f"「{shown}」不是可以計算的數字")
    exponent = value.normalize().as_tuple().exponent
    decimals = max(0, -exponent) if isinstance(exponent, int) else 0
    places = decimals + (2 if percent else 0)
    printed = f"{text.rstrip('%％').strip()}%" if percent else ""
    kind = Quantity(() if percent else parse_unit(unit), places, percent)
    return Number(int(value.scaleb(decimals)), kind, printed, label)


def scale(value: Numeric, places: int, over: int = 1) -> Numeric:
    """`value` carried with `places` places over `over`, which are at least its own and a multiple of it."""
    factor = 10 ** (places - value.type.places) * over // value.type.over
    if factor == 1:
        return value
    kind = Quantity(value.type.unit, places, over=over)
    if isinstance(value, Number):
        return Number(value.value * factor, kind, value.shown, value.label)
    return Scale(value, factor, kind)


def add(
    terms: tuple[Numeric, ...], *, skip_blank: bool = False, label: str = "",
    absent: Sequence[Absent | None] = (),
) -> Numeric:  # fmt: skip
    """The sum; all terms need one unit. `absent` says of each term when its row does not exist: then it
    adds nothing.
    """
    for point, span in ((DATE, DAYS), (TIME, MINUTES)):
        moments = [term for term in terms if term.type.unit == point]
        if len(moments) == 1 and all(term.type.unit == span for term in terms if term not in moments):
            return Add(terms, moments[0].type, skip_blank, label)
        if len(moments) > 1:
            raise Fault(f"兩個{point[0][0]}不能相加", "可以相減，得到天數或分鐘數。")
    aligned = _aligned(terms, "相加減")
    if absent:
        aligned = tuple(map(_in_row, aligned, absent))
    return Add(aligned, aligned[0].type, skip_blank, label)


def _in_row(term: Numeric, absent: Absent | None) -> Numeric:
    return term if absent is None else When(absent, Number(0, term.type), term, term.type)


def _is(term: Numeric, part: Numeric) -> bool:
    """Whether both are one number; in its row it has another name than outside."""
    if isinstance(term, Field | Computed) and isinstance(part, Field | Computed):
        return term.address == part.address
    return term == part


def _without_row(term: Numeric) -> Numeric:
    return term.otherwise if isinstance(term, When) and isinstance(term.test, Absent) else term


def subtract(left: Numeric, right: Numeric) -> Numeric:
    """left − right. Where `right` is itself a term of the sum `left`, it is left out exactly."""
    if (rest := without(left, right)) is not None:
        return rest
    for point, span in ((DATE, DAYS), (TIME, MINUTES)):
        if left.type.unit == point and right.type.unit in {point, span}:
            unit = span if right.type.unit == point else point
            return Add((left, Negate(right, right.type)), Quantity(unit))
    low, high = _aligned((left, right), "相加減")
    return Add((low, Negate(high, high.type)), low.type)


def without(total: Numeric, part: Numeric) -> Numeric | None:
    """The sum `total` without its term `part`, or None when it is no such sum."""
    formula = total.formula if isinstance(total, Computed) else total
    if not isinstance(formula, Add) or len(formula.terms) < 2:
        return None
    terms = tuple(term for term in formula.terms if not _is(_without_row(term), part))
    if len(terms) < len(formula.terms):
        label = f"{label_of(total)}（不含{label_of(part)}）" if label_of(total) else ""
        return Add(terms, formula.type, formula.skip_blank, label)
    return None


def label_of(value: Numeric) -> str:
    """What the author calls this number, or nothing for a compound one."""
    return getattr(value, "label", "")


def multiply(left: Numeric, right: Numeric) -> Numeric:
    """The product: units multiply (元/校 × 校 is 元) and places add."""
    powers = dict(left.type.unit)
    for name, power in right.type.unit:
        powers[name] = powers.get(name, 0) + power
    places, over = left.type.places + right.type.places, left.type.over * right.type.over
    return Multiply(left, right, Quantity(_tidy(powers), places, over=over))


def negate(value: Numeric) -> Numeric:
    return Negate(value, value.type)


def divide(numerator: Numeric, denominator: Numeric, rounding: Rounding, places: int) -> Numeric:
    """The quotient rounded to `places` places; both sides are scaled to integers first."""
    powers = dict(numerator.type.unit)
    for name, power in denominator.type.unit:
        powers[name] = powers.get(name, 0) - power
    shift = places + denominator.type.places - numerator.type.places
    kind = Quantity(_tidy(powers), places)
    above = _times(numerator, 10 ** max(shift, 0) * denominator.type.over)
    return Divide(above, _times(denominator, 10 ** max(-shift, 0) * numerator.type.over), rounding, kind)


def rounded(value: Numeric, rounding: Rounding, places: int) -> Numeric:
    """`value` with `places` places."""
    if value.type.places <= places and value.type.over == 1:
        return scale(value, places)
    return divide(value, Number(1, Quantity()), rounding, places)


def extreme(
    direction: Direction, terms: tuple[Numeric, ...], tests: Sequence[Truth | None] = (), *,
    bound: bool = False,
) -> Numeric:  # fmt: skip
    """The smallest or largest of those terms of which the test holds, or that have no test; `bound` as
    in `Extreme`.
    """
    aligned = _aligned(terms, "比大小")
    if any(test is not None for test in tests):
        far = max(map(magnitude, aligned)) + 1
        aside = Number(far if direction == "min" else -far, aligned[0].type, ASIDE)
        aligned = tuple(
            term if test is None else When(test, term, aside, term.type)
            for term, test in zip(aligned, tests, strict=True)
        )
    return Extreme(direction, aligned, aligned[0].type, bound=bound)


def named(value: Numeric, label: str, unit: Unit, words: str = "") -> Named:
    """`value` under a name; a bare figure or a count takes `unit`, and minutes become hours."""
    value = taking(value, unit)
    if value.type.unit != unit:
        have, want = unit_text(value.type.unit) or "無單位", unit_text(unit) or "無單位"
        raise Fault(f"「{label}」的單位是「{want}」，算式的結果卻是「{have}」", "請檢查算式裡各欄的單位。")
    return Named(label, value, words, value.type)


def choose(
    address: str, cases: tuple[tuple[str, Numeric], ...], label: str, options: tuple[tuple[str, str], ...]
) -> Numeric:
    """A look-up by the option at `address`."""
    aligned = _aligned(tuple(value for _, value in cases), "並列")
    pairs = tuple((code, value) for (code, _), value in zip(cases, aligned, strict=True))
    return Choose(address, pairs, aligned[0].type, label, options)


def bracket(value: Numeric, steps: tuple[tuple[int | None, Numeric], ...], label: str) -> Numeric:
    """A look-up by a count; bounds ascend and the last is open."""
    aligned = _aligned(tuple(figure for _, figure in steps), "並列")
    pairs = tuple((bound, figure) for (bound, _), figure in zip(steps, aligned, strict=True))
    return Bracket(value, pairs, aligned[0].type, label)


def months(start: Numeric, end: Numeric) -> Numeric:
    _need_days(start, end)
    return Months(start, end)


def work_days(start: Numeric, end: Numeric, holidays: tuple[int, ...], makeup: tuple[int, ...]) -> Numeric:
    _need_days(start, end)
    return WorkDays(start, end, holidays, makeup)


def add_months(date: Numeric, months: Numeric) -> Numeric:
    """`date` some months later; the months are a figure, or looked up."""
    _need_days(date)
    match months:
        case Number(type=Quantity(unit=() | MONTHS.unit, places=0)) if 0 <= months.value <= MOST_MONTHS:
            return AddMonths(date, months.value)
        case Choose():
            cases = tuple((code, add_months(date, case)) for code, case in months.cases)
            return Choose(months.address, cases, ON_A_DAY, months.label, months.options)
        case Bracket():
            steps = tuple((bound, add_months(date, one)) for bound, one in months.steps)
            return Bracket(months.value, steps, ON_A_DAY, months.label)
        case Nothing():
            return Nothing(months.word, ON_A_DAY)
    raise Fault("月數要是固定的數", "請寫整數，或單位是「個月」的參數。")


def ratio(operator: Comparison, top: Numeric, bottom: Numeric, limit: Numeric) -> Truth:
    """top ÷ bottom (operator) limit without dividing; a bottom of 0 leaves it undecided."""
    if not never_negative(bottom):
        raise Fault("除數可能是負數，不能這樣比較", "請改寫成乘法。")
    zero = Number(0, Quantity())
    limit = taking(limit, divide(top, bottom, "floor", 0).type.unit)
    known = compare(operator, top, multiply(limit, bottom))
    return AnyOf((All((compare(">", bottom, zero), known)), All((compare("==", bottom, zero), Open("人員")))))


def when(test: Truth, then: Numeric, otherwise: Numeric) -> Numeric:
    first, second = _aligned((then, otherwise), "二擇一")
    return When(test, first, second, first.type)


def there(absent: Absent | None, test: Truth) -> Truth:
    """`test`, and there is such a row; `absent` is None for a row that always stands."""
    return test if absent is None else All((Not(absent), test))


def row_of(test: Truth) -> Absent | None:
    """The row that `there` or `unless_absent` has put a test in."""
    match test:
        case All(tests=(Not(test=Absent() as absent), _)) | AnyOf(tests=(Absent() as absent, _)):
            return absent
    return None


def unless_absent(absent: Absent | None, test: Truth) -> Truth:
    """`test` wherever there is such a row."""
    return test if absent is None else AnyOf((absent, test))


def compare(operator: Comparison, left: Numeric, right: Numeric) -> Truth:
    """left (operator) right, exactly; both need one unit."""
    first, second = _aligned((left, right), "比較")
    return Compare(operator, first, second)


def opposite(test: Truth) -> Truth:
    return test.test if isinstance(test, Not) else Not(test)


def check_exact(value: Numeric) -> None:
    """Prove from the fields' limits that no step loses exactness.

    Raises:
        Fault: when a step could pass 2**53.
    """
    if magnitude(value) >= EXACT:
        raise Fault("這個算式的結果可能大到無法精確計算", "請為用到的欄位寫上較小的 max。")


def _need_days(*values: Numeric) -> None:
    if any(value.type.unit != DATE for value in values):
        raise Fault("這裡要日期", '日期欄位、schedule.代號，或 date("112-09-15")。')


def _aligned(terms: tuple[Numeric, ...], verb: str) -> tuple[Numeric, ...]:
    """All terms with the same unit and places."""
    unit = next((one.type.unit for one in terms if not is_bare(one) and not is_count(one)), ())
    unit = HOURS if unit == MINUTES and any(one.type.unit == HOURS for one in terms) else unit
    terms = tuple(taking(term, unit) for term in terms)
    for term in terms:
        if term.type.unit != unit:
            raise Fault(
                f"單位不同，不能{verb}：「{unit_text(unit) or '無單位'}」與"
                f"「{unit_text(term.type.unit) or '無單位'}」"
            )
    places, over = max(term.type.places for term in terms), math.lcm(*(term.type.over for term in terms))
    return tuple(scale(term, places, over) for term in terms)


def _times(value: Numeric, factor: int) -> Numeric:
    """`value` times a plain integer, with its type unchanged."""
    return value if factor == 1 else Scale(value, factor, value.type)


def _tidy(powers: dict[str, int]) -> Unit:
    return tuple(sorted((name, power) for name, power in powers.items() if power))
