"""The functions of expressions, each with the words of its reference page and an example.

A function reads its own arguments: some take fields by name, some whole columns, some a
condition behind `where`. Adding one is an entry in `FUNCTIONS`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..expr import build
from ..expr.grammar import Binary, Call, Figure
from ..expr.grammar import GrammarFault as Misuse
from ..expr.shapes import LONGEST
from ..expr.tree import All, Contains, Count, Is, Matches, Numeric, Rounding, TextLength, Ticked, Truth
from . import columns, lookups, moments
from .arguments import field_at, need, option_of, quoted, text_field, ticks_field
from .meaning import ChoiceField, TextField

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


def _when(reader: Reader, tree: Call) -> Numeric:
    need(tree, len(tree.arguments) == 3, "if(…) 要三樣：條件、成立時的數、不成立時的數")
    test, then, otherwise = tree.arguments
    parts = (reader.truth(test), reader.number(then), reader.number(otherwise))
    return reader.guarded(tree, lambda: build.when(*parts))


_ROUNDINGS: dict[str, Rounding] = {"round": "half_up", "floor": "floor", "ceil": "ceil"}


def _rounded(reader: Reader, tree: Call) -> Numeric:
    need(tree, len(tree.arguments) in {1, 2}, f"{tree.name.text}(…) 要一個數，可再寫小數位數")
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
    field = text_field(reader, tree, 1)
    return TextLength(field.address, field.label)


def _ticks(reader: Reader, tree: Call) -> Numeric:
    field = ticks_field(reader, tree, 1)
    tests = [Ticked(field.address, field.label, option.value, option.label) for option in field.options]
    return Count(tuple(tests), label=f"{field.label}勾選的項數")


# ----- conditions -----


def _blank(reader: Reader, tree: Call) -> Truth:
    need(tree, len(tree.arguments) == 1, "blank(…) 要剛好一個欄位")
    return reader.blank(tree.arguments[0])[0]


def _contains(reader: Reader, tree: Call) -> Truth:
    field, piece = text_field(reader, tree, 2), quoted(tree, 1, 2)
    return Contains(field.address, field.label, piece.text)


def _matches(reader: Reader, tree: Call) -> Truth:
    field, shape = text_field(reader, tree, 2), quoted(tree, 1, 2)
    if len(shape.text) > LONGEST:
        raise Misuse(f"格式太長，最多 {LONGEST} 個字", shape.place)
    return Matches(field.address, field.label, shape.text)


def _between(reader: Reader, tree: Call) -> Truth:
    need(tree, len(tree.arguments) == 3, "between(…) 要三樣：要看的數、最小、最大")
    value, low, high = (reader.number(argument) for argument in tree.arguments)
    least = reader.guarded(tree, lambda: build.compare(">=", value, low))
    return All((least, reader.guarded(tree, lambda: build.compare("<=", value, high))))


def _one_of(reader: Reader, tree: Call) -> Truth:
    need(tree, len(tree.arguments) >= 2, "one_of(…) 要一個欄位和至少一個加引號的內容")
    meaning = field_at(reader, tree, 0)
    if not isinstance(meaning, ChoiceField | TextField):
        raise Misuse("one_of(…) 的第一樣要是選項或文字欄位", tree.arguments[0].place)
    words = [quoted(tree, at, len(tree.arguments)) for at in range(1, len(tree.arguments))]
    return Is(meaning.address, meaning.label, tuple(option_of(meaning, word) for word in words))


def _includes(reader: Reader, tree: Call) -> Truth:
    field, word = ticks_field(reader, tree, 2), quoted(tree, 1, 2)
    return Ticked(field.address, field.label, *option_of(field, word))


OF_COLUMNS = frozenset({"sum", "min", "max", "count", "distinct", "any", "all"})
"""Functions that look at all rows of the columns they name."""

FUNCTIONS: dict[str, Function] = {
    "sum": Function(
        "sum(欄) 或 sum(算式 where 條件)",
        "加總。寫一整欄就逐列加；可以只加符合條件的列。顯示時只加已填的，全部空白就空白。",
        "sum(items.amount where items.quantity > 0)",
        number=columns.total,
    ),
    "min": Function(
        "min(數, 數…) 或 min(欄 where 條件)",
        "最小的一個；可以寫一整欄，可以只看符合條件的列。",
        "min(items.price where items.quantity > 0)",
        number=columns.extreme,
    ),
    "max": Function(
        "max(數, 數…) 或 max(欄 where 條件)", "最大的一個；寫法同 min。", "max(items.price)",
        number=columns.extreme,
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
        number=columns.count,
    ),
    "distinct": Function(
        "distinct(欄) 或 distinct(欄 where 條件)",
        "一欄裡有幾種不同的內容，例如幾個不同的日期；空白的不算。",
        "distinct(sessions.day) >= 3",
        number=columns.distinct,
    ),
    "round": Function(
        "round(數, 小數位數)", "四捨五入；除法要寫在裡面。", "round(total / people, 0)", number=_rounded
    ),
    "floor": Function("floor(數, 小數位數)", "無條件捨去。", "floor(total / people)", number=_rounded),
    "ceil": Function("ceil(數, 小數位數)", "無條件進位。", "ceil(total / people)", number=_rounded),
    "length": Function("length(文字欄位)", "文字有幾個字。", "length(reason) >= 50", number=_length),
    "ticks": Function("ticks(勾選欄位)", "勾了幾項。", "ticks(topics) <= 3", number=_ticks),
    "date": Function(
        'date("112-09-15")', "一個固定的日期。時程裡的日期請寫 schedule.代號。", 'start >= date("112-09-15")',
        number=moments.date,
    ),
    "time": Function('time("12:30")', "一個固定的時刻。", 'ends_at >= time("12:30")', number=moments.time),
    "months": Function(
        "months(開始日, 結束日)", "兩個日期之間有幾個足月。", "months(start, finish) >= 6",
        number=moments.months,
    ),
    "add_months": Function(
        "add_months(日期, 月數)",
        "幾個月後的同一天；那個月沒有這一天就取月底。月數可以用單位是「個月」的參數。",
        "report <= add_months(finish, 2)",
        number=moments.add_months,
    ),
    "workdays": Function(
        "workdays(開始日, 結束日)",
        "開始日之後到結束日（含）有幾個工作天；放假日寫在 edition.yaml 的 holidays，補班日寫在 makeup_days。",
        "workdays(notice, corrected) <= 5",
        number=moments.workdays,
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
    "between": Function(
        "between(數, 最小, 最大)", "一個數在兩個數之間，頭尾都算。", "between(visits, 3, 5)", truth=_between
    ),
    "exists": Function(
        "exists(查表)", "對照表在這個情形下有數字；空格（不適用）就不成立。",
        "exists(cap(kind, scope))", truth=lookups.exists,
    ),
    "includes": Function(
        'includes(勾選欄位, "代號")', "有勾這一項；一項都沒勾時還不能判斷。", 'includes(topics, "design")',
        truth=_includes,
    ),
    "any": Function(
        "any(條件) 或 any(條件 where 條件)",
        "至少有一列（一個條件）成立。",
        "any(items.quantity > 0)",
        truth=columns.some,
    ),
    "all": Function(
        "all(條件) 或 all(條件 where 條件)",
        "每一列（每個條件）都成立；where 以外的列不看。",
        "all(items.price <= 100 where items.quantity > 0)",
        truth=columns.every,
    ),
    "spans": Function(
        "spans(開始, 結束, 時刻)",
        "從開始到結束經過這個時刻（含頭尾）。",
        'spans(starts_at, ends_at, time("12:30"))',
        truth=moments.spans,
    ),
}  # fmt: skip
