"""The functions of expressions, each with the words of its reference page and an example.

A function reads its own arguments: some take fields by name, some whole columns, some a
condition behind `where`. Adding one is an entry in `FUNCTIONS`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from ..expr import build
from ..expr.grammar import Binary, Call, Figure, Name, Quoted, Syntax
from ..expr.grammar import GrammarFault as Misuse
from ..expr.shapes import LONGEST
from ..expr.tree import (
    DATE,
    TIME,
    All,
    Any,
    Contains,
    Count,
    Direction,
    Is,
    Matches,
    Number,
    Numeric,
    Quantity,
    Rounding,
    TextLength,
    Truth,
)
from ..problems import did_you_mean
from ..tw import format_roc, normalise, parse_roc
from .meaning import ChoiceField, DaysOff, TextField

if TYPE_CHECKING:
    from .expressions import Reader


@dataclass(frozen=True, slots=True)
class Function:
    """`usage` and `says` are for the reference page; `example` is an expression that uses it."""

    usage: str
    says: str
    example: str
    number: Callable[[Reader, Call], Numeric] | None = None
    truth: Callable[[Reader, Call], Truth] | None = None


# ----- numbers -----


def _sum(reader: Reader, tree: Call) -> Numeric:
    terms = tuple(term for argument in tree.arguments for term in _terms(reader, argument))
    _need(tree, len(terms) > 0, "sum(…) 裡至少要有一欄或一個數字")
    return reader.guarded(tree, lambda: build.add(terms, skip_blank=True))


def _terms(reader: Reader, argument: Syntax) -> list[Numeric]:
    """The numbers of one argument: a column or an expression over columns gives one a row."""
    body, condition = _split(argument)
    rows = reader.rows(body, condition)
    if condition is None:
        return [row.number(body) for row in rows]
    zero = Number(0, Quantity())
    return [
        reader.guarded(argument, partial(build.when, row.truth(condition), row.number(body), zero))
        for row in rows
    ]


def _split(argument: Syntax) -> tuple[Syntax, Syntax | None]:
    """An argument and its condition behind `where`."""
    if isinstance(argument, Binary) and argument.operator == "where":
        return argument.left, argument.right
    return argument, None


def _extreme(reader: Reader, tree: Call) -> Numeric:
    name = tree.name.text
    _need(tree, len(tree.arguments) > 0, f"{name}(…) 裡至少要有一欄或一個數字")
    body, condition = _split(tree.arguments[0])
    if condition is not None and len(tree.arguments) == 1:
        return _extreme_where(reader, tree, body, condition)
    terms = tuple(row.number(one) for one in tree.arguments for row in reader.rows(one, None))
    return reader.guarded(tree, lambda: build.extreme(_DIRECTIONS[name], terms))


def _extreme_where(reader: Reader, tree: Call, body: Syntax, condition: Syntax) -> Numeric:
    """Rows that the condition leaves out stand aside at the far end; without any row the number is open."""
    rows = reader.rows(body, condition)
    tests = [row.truth(condition) for row in rows]
    values = [row.number(body) for row in rows]
    far = max(build.magnitude(value) for value in values) + 1
    sign = 1 if tree.name.text == "min" else -1

    def make() -> Numeric:
        aside = [Number(sign * far, value.type) for value in values]
        parts = tuple(map(build.when, tests, values, aside))
        found = build.extreme(_DIRECTIONS[tree.name.text], parts)
        nothing = build.divide(Number(0, found.type), Number(0, Quantity()), "floor", found.type.places)
        return build.when(Any(tuple(tests)), found, nothing)

    return reader.guarded(tree, make)


_DIRECTIONS: dict[str, Direction] = {"min": "min", "max": "max"}


def _when(reader: Reader, tree: Call) -> Numeric:
    _need(tree, len(tree.arguments) == 3, "if(…) 要三樣：條件、成立時的數、不成立時的數")
    test, then, otherwise = tree.arguments
    parts = (reader.truth(test), reader.number(then), reader.number(otherwise))
    return reader.guarded(tree, lambda: build.when(*parts))


def _count(reader: Reader, tree: Call) -> Numeric:
    return Count(_truths(reader, tree))


def _truths(reader: Reader, tree: Call) -> tuple[Truth, ...]:
    """The conditions of all arguments, one a row where columns are named."""
    _need(tree, len(tree.arguments) > 0, f"{tree.name.text}(…) 裡至少要有一個條件")
    found: list[Truth] = []
    for argument in tree.arguments:
        body, condition = _split(argument)
        for row in reader.rows(body, condition):
            tests = [row.truth(part) for part in (body, condition) if part is not None]
            found.append(tests[0] if len(tests) == 1 else _joined(tree, tests))
    return tuple(found)


def _joined(tree: Call, tests: list[Truth]) -> Truth:
    """A test with its `where`: for all(…) a row that the condition leaves out does not count."""
    if tree.name.text == "all":
        return Any((tests[0], build.opposite(tests[1])))
    return All(tuple(tests))


_ROUNDINGS: dict[str, Rounding] = {"round": "half_up", "floor": "floor", "ceil": "ceil"}


def _rounded(reader: Reader, tree: Call) -> Numeric:
    _need(tree, len(tree.arguments) in {1, 2}, f"{tree.name.text}(…) 要一個數，可再寫小數位數")
    places = 0
    if len(tree.arguments) == 2:
        second = tree.arguments[1]
        if not (isinstance(second, Figure) and second.text in {"0", "1", "2", "3", "4"}):
            raise Misuse("小數位數要寫 0 到 4 的數字", second.place)
        places = int(second.text)
    rounding = _ROUNDINGS[tree.name.text]
    inner = tree.arguments[0]
    if isinstance(inner, Binary) and inner.operator == "/":
        top, bottom = reader.number(inner.left), reader.number(inner.right)
        return build.divide(top, bottom, rounding, places)
    return build.rounded(reader.number(inner), rounding, places)


def _length(reader: Reader, tree: Call) -> Numeric:
    field = _text_field(reader, tree, 1)
    return TextLength(field.address, field.label)


def _date(reader: Reader, tree: Call) -> Numeric:
    text = _quoted(tree, 0, 1)
    try:
        day = parse_roc(text.text)
    except ValueError as error:
        raise Misuse(str(error.args[0]), text.place, str(error.args[1])) from None
    return Number(day.toordinal(), Quantity(DATE), format_roc(day, with_weekday=False))


def _time(reader: Reader, tree: Call) -> Numeric:
    text = _quoted(tree, 0, 1)
    hour, _, minute = text.text.partition(":")
    if not (
        hour.isdecimal() and len(minute) == 2 and minute.isdecimal() and int(hour) < 24 and int(minute) < 60
    ):
        raise Misuse(f"「{text.text}」不是時間", text.place, "時間寫成 12:30。")
    return Number(int(hour) * 60 + int(minute), Quantity(TIME), text.text)


def _months(reader: Reader, tree: Call) -> Numeric:
    start, end = _two_numbers(reader, tree)
    return reader.guarded(tree, lambda: build.months(start, end))


def _add_months(reader: Reader, tree: Call) -> Numeric:
    _need(tree, len(tree.arguments) == 2, "add_months(…) 要兩樣：日期、月數")
    count = tree.arguments[1]
    if not (isinstance(count, Figure) and count.text.isdecimal() and int(count.text) <= 1200):
        raise Misuse("月數要寫整數", count.place)
    day = reader.number(tree.arguments[0])
    return reader.guarded(tree, lambda: build.add_months(day, int(count.text)))


def _workdays(reader: Reader, tree: Call) -> Numeric:
    start, end = _two_numbers(reader, tree)
    off = reader.scope.find("holidays")
    if not isinstance(off, DaysOff):
        raise Misuse("要算工作天，得先知道放假日", tree.place, "請在 edition.yaml 寫 holidays。")
    return reader.guarded(tree, lambda: build.work_days(start, end, off.holidays, off.makeup))


def _two_numbers(reader: Reader, tree: Call) -> tuple[Numeric, Numeric]:
    _need(tree, len(tree.arguments) == 2, f"{tree.name.text}(…) 要兩個日期")
    return reader.number(tree.arguments[0]), reader.number(tree.arguments[1])


# ----- conditions -----


def _blank(reader: Reader, tree: Call) -> Truth:
    _need(tree, len(tree.arguments) == 1, "blank(…) 要剛好一個欄位")
    return reader.blank(tree.arguments[0])[0]


def _contains(reader: Reader, tree: Call) -> Truth:
    field, piece = _text_field(reader, tree, 2), _quoted(tree, 1, 2)
    return Contains(field.address, field.label, piece.text)


def _matches(reader: Reader, tree: Call) -> Truth:
    field, shape = _text_field(reader, tree, 2), _quoted(tree, 1, 2)
    if len(shape.text) > LONGEST:
        raise Misuse(f"格式太長，最多 {LONGEST} 個字", shape.place)
    return Matches(field.address, field.label, shape.text)


def _one_of(reader: Reader, tree: Call) -> Truth:
    _need(tree, len(tree.arguments) >= 2, "one_of(…) 要一個欄位和至少一個加引號的內容")
    first = tree.arguments[0]
    meaning = reader.meaning(first) if isinstance(first, Name) else None
    if not isinstance(meaning, ChoiceField | TextField):
        raise Misuse("one_of(…) 的第一樣要是選項或文字欄位", first.place)
    words = [_quoted(tree, at, len(tree.arguments)) for at in range(1, len(tree.arguments))]
    return Is(meaning.address, meaning.label, tuple(option_of(meaning, word) for word in words))


def _any(reader: Reader, tree: Call) -> Truth:
    return Any(_truths(reader, tree))


def _all(reader: Reader, tree: Call) -> Truth:
    return All(_truths(reader, tree))


def _spans(reader: Reader, tree: Call) -> Truth:
    _need(tree, len(tree.arguments) == 3, "spans(…) 要三樣：開始、結束、時刻")
    start, end, moment = (reader.number(argument) for argument in tree.arguments)
    return All(
        (
            reader.guarded(tree, lambda: build.compare("<=", start, moment)),
            reader.guarded(tree, lambda: build.compare("<=", moment, end)),
        )
    )


def option_of(field: ChoiceField | TextField, word: Quoted) -> tuple[str, str]:
    """(code, label) of what a field is compared with."""
    if isinstance(field, TextField):
        return normalise(word.text), word.text
    labels = {option.value: option.label for option in field.options}
    if word.text not in labels:
        raise Misuse(
            f"「{field.label}」沒有「{word.text}」這個選項", word.place, did_you_mean(word.text, labels)
        )
    return word.text, labels[word.text]


def _text_field(reader: Reader, tree: Call, count: int) -> TextField:
    name = tree.name.text
    wanted = f"{name}(…) 要一個文字欄位" if count == 1 else f'{name}(…) 要兩樣：文字欄位、"文字"'
    _need(tree, len(tree.arguments) == count, wanted)
    first = tree.arguments[0]
    meaning = reader.meaning(first) if isinstance(first, Name) else None
    if not isinstance(meaning, TextField):
        raise Misuse(f"{name}(…) 的第一樣要是文字欄位", first.place)
    return meaning


def _quoted(tree: Call, at: int, count: int) -> Quoted:
    name = tree.name.text
    _need(tree, len(tree.arguments) == count, f"{name}(…) 的寫法不對")
    word = tree.arguments[at]
    if not isinstance(word, Quoted) or not word.text:
        raise Misuse(f"{name}(…) 裡的文字要加引號", word.place)
    return word


def _need(tree: Call, holds: bool, message: str) -> None:
    if not holds:
        raise Misuse(message, tree.place)


FUNCTIONS: dict[str, Function] = {
    "sum": Function(
        "sum(欄) 或 sum(算式 where 條件)",
        "加總。寫一整欄就逐列加；可以只加符合條件的列。顯示時只加已填的，全部空白就空白。",
        "sum(items.amount where items.quantity > 0)",
        number=_sum,
    ),
    "min": Function(
        "min(數, 數…) 或 min(欄 where 條件)",
        "最小的一個；可以寫一整欄，可以只看符合條件的列。",
        "min(items.price where items.quantity > 0)",
        number=_extreme,
    ),
    "max": Function(
        "max(數, 數…) 或 max(欄 where 條件)", "最大的一個；寫法同 min。", "max(items.price)", number=_extreme
    ),
    "if": Function(
        "if(條件, 成立時的數, 不成立時的數)",
        "依條件選一個數。條件還不能判斷時，兩個數都有可能。",
        "if(quantity > 10, 90, 100)",
        number=_when,
    ),
    "count": Function(
        "count(條件) 或 count(條件 where 條件)",
        "有幾列（幾個條件）成立。",
        "count(items.quantity > 0)",
        number=_count,
    ),
    "round": Function(
        "round(數, 小數位數)", "四捨五入；除法要寫在裡面。", "round(total / people, 0)", number=_rounded
    ),
    "floor": Function("floor(數, 小數位數)", "無條件捨去。", "floor(total / people)", number=_rounded),
    "ceil": Function("ceil(數, 小數位數)", "無條件進位。", "ceil(total / people)", number=_rounded),
    "length": Function("length(文字欄位)", "文字有幾個字。", "length(reason) >= 50", number=_length),
    "date": Function(
        'date("112-09-15")', "一個固定的日期。時程裡的日期請寫 schedule.代號。", 'start >= date("112-09-15")',
        number=_date,
    ),
    "time": Function('time("12:30")', "一個固定的時刻。", 'ends_at >= time("12:30")', number=_time),
    "months": Function(
        "months(開始日, 結束日)", "兩個日期之間有幾個足月。", "months(start, finish) >= 6", number=_months
    ),
    "add_months": Function(
        "add_months(日期, 月數)",
        "幾個月後的同一天；那個月沒有這一天就取月底。",
        "report <= add_months(finish, 2)",
        number=_add_months,
    ),
    "workdays": Function(
        "workdays(開始日, 結束日)",
        "開始日之後到結束日（含）有幾個工作天；放假日寫在 edition.yaml 的 holidays，補班日寫在 makeup_days。",
        "workdays(notice, corrected) <= 5",
        number=_workdays,
    ),
    "blank": Function("blank(欄位)", "這一欄還沒填。", "not blank(reason)", truth=_blank),
    "contains": Function(
        'contains(文字欄位, "文字")', "文字裡有這幾個字。", 'contains(speaker, "未定")', truth=_contains
    ),
    "matches": Function(
        'matches(文字欄位, "格式")',
        "整段文字符合格式：# 是一個數字、@ 是一個英文字母、? 是任何一個字、* 是任何一段，其他照寫。",
        'matches(phone, "0#-*")',
        truth=_matches,
    ),
    "one_of": Function(
        'one_of(欄位, "甲", "乙"…)',
        "欄位的內容是其中之一。",
        'one_of(level, "elementary", "junior")',
        truth=_one_of,
    ),
    "any": Function(
        "any(條件) 或 any(條件 where 條件)",
        "至少有一列（一個條件）成立。",
        "any(items.quantity > 0)",
        truth=_any,
    ),
    "all": Function(
        "all(條件) 或 all(條件 where 條件)",
        "每一列（每個條件）都成立；where 以外的列不看。",
        "all(items.price <= 100 where items.quantity > 0)",
        truth=_all,
    ),
    "spans": Function(
        "spans(開始, 結束, 時刻)",
        "從開始到結束經過這個時刻（含頭尾）。",
        'spans(starts_at, ends_at, time("12:30"))',
        truth=_spans,
    ),
}  # fmt: skip
