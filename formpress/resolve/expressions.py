"""From what the office wrote to a typed tree: every name looked up, every type checked.

A fault carries its place inside the expression; the caller knows the file and the line.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from ..expr import build
from ..expr.grammar import Binary, Call, Figure, Name, Quoted, Syntax, Unary, parse
from ..expr.grammar import GrammarFault as Misuse
from ..expr.tree import Absent, All, Any, BlankNumber, BlankText, Comparison, Not, Numeric, Truth
from ..problems import Report, did_you_mean
from ..rules import Part
from ..source import Node
from .comparing import Word, compared
from .functions import FUNCTIONS, OF_COLUMNS
from .lookups import looked_up
from .meaning import ChoiceField, Column, Graduated, Lookup, Meaning, TextField, TicksField, kind_of

T = TypeVar("T")


class Abandoned(Exception):
    """A problem was reported; whatever needed this expression cannot go on."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What names mean here. `find` returns None for an unknown name; `known` lists the words."""

    find: Callable[[str], Meaning | None]
    known: Callable[[], Iterable[str]]


def number(text: str, scope: Scope, node: Node, report: Report) -> Numeric:
    """The expression `text`, written at `node`, as a number.

    Raises:
        Abandoned: after reporting what is wrong, and where.
    """

    def read(reader: Reader, tree: Syntax) -> Numeric:
        value = reader.number(tree)
        reader.guarded(tree, lambda: build.check_exact(value))
        return value

    return _read(text, scope, node, report, read)


def truth(text: str, scope: Scope, node: Node, report: Report) -> Truth:
    """The expression `text` as a condition; raises `Abandoned` like `number`."""
    return _read(text, scope, node, report, lambda reader, tree: reader.truth(tree))


def numbers(text: str, scope: Scope, node: Node, report: Report) -> tuple[Part, ...]:
    """Like `number`, with one number for each row where `text` names whole columns."""

    def read(reader: Reader, tree: Syntax) -> tuple[Part, ...]:
        found = tuple(Part(row.number(tree), row.absent) for row in reader.rows(tree))
        for part in found:
            reader.guarded(tree, partial(build.check_exact, part.value))
        return found

    return _read(text, scope, node, report, read)


def truths(text: str, scope: Scope, node: Node, report: Report) -> tuple[Truth, ...]:
    """Like `truth`, with one condition for each row where `text` names whole columns; that of a row
    that does not exist does not hold.
    """

    def read(reader: Reader, tree: Syntax) -> tuple[Truth, ...]:
        return tuple(build.there(row.absent, row.truth(tree)) for row in reader.rows(tree))

    return _read(text, scope, node, report, read)


def named(text: str, scope: Scope, node: Node, report: Report) -> Meaning:
    """What the one name `text` stands for; raises `Abandoned` like `number`."""

    def read(reader: Reader, tree: Syntax) -> Meaning:
        if not isinstance(tree, Name):
            raise Misuse("這裡要一個欄位的代號", tree.place)
        return reader.meaning(tree)

    return _read(text, scope, node, report, read)


def meant(text: str, scope: Scope, node: Node, report: Report) -> Meaning:
    """What a name stands for, or the number that any other expression comes to; raises `Abandoned`."""

    def read(reader: Reader, tree: Syntax) -> Meaning:
        return reader.meaning(tree) if isinstance(tree, Name) else reader.number(tree)

    return _read(text, scope, node, report, read)


def blank(text: str, scope: Scope, node: Node, report: Report) -> tuple[Truth, str]:
    """Whether the field named by `text` is blank, and its label; raises `Abandoned`."""
    return _read(text, scope, node, report, lambda reader, tree: reader.blank(tree))


def _read(text: str, scope: Scope, node: Node, report: Report, reading: Callable[[Reader, Syntax], T]) -> T:
    try:
        return reading(Reader(scope), parse(text))
    except Misuse as fault:
        report.add(fault.message, node.inner(fault.place.start, fault.place.width), fault.hint)
        raise Abandoned from None


class Reader:
    """Reads syntax trees in one scope; `absent` says when the row it stands in does not exist."""

    def __init__(self, scope: Scope, absent: Absent | None = None, whole: Scope | None = None) -> None:
        self.scope = scope
        self.absent = absent
        self.whole = whole or scope
        """Where a column is a whole column, in a row too."""

    def guarded(self, at: Syntax, make: Callable[[], T]) -> T:
        """`make()`, with the place of `at` added to a fault of types or units."""
        try:
            return make()
        except build.Fault as fault:
            raise Misuse(fault.message, at.place, fault.hint) from None

    def meaning(self, name: Name) -> Meaning:
        found = self.scope.find(name.text)
        if found is None:
            raise self._unknown(name)
        return found

    def rows(self, *trees: Syntax | None) -> list[Reader]:
        """This reader, or one for each row of the table whose whole columns the trees name."""
        columns = {}
        for name in (name for tree in trees if tree is not None for name in _names(tree)):
            if isinstance(meaning := self.scope.find(name.text), Column):
                columns[name.text] = meaning
        if not columns:
            return [self]
        tables = {name.rsplit(".", 1)[0]: name for name in columns}
        if len(tables) > 1:
            one, second = list(tables.values())[:2]
            place = next(name.place for tree in trees if tree for name in _names(tree) if name.text == second)
            raise Misuse(f"「{one}」和「{second}」在不同的表格，不能逐列一起算", place)
        shared = set.intersection(*({row for row, _ in column.rows} for column in columns.values()))
        first = next(iter(columns.values()))
        order = [row for row, _ in first.rows if row in shared]
        return [Reader(self._in_row(columns, row), first.absent(row), self.whole) for row in order]

    def _in_row(self, columns: dict[str, Column], row: str) -> Scope:
        cells = {name: dict(column.rows)[row] for name, column in columns.items()}
        return Scope(lambda name: cells.get(name) or self.scope.find(name), self.scope.known)

    def _unknown(self, name: Name) -> Misuse:
        """The longest part of the path that is known stays unmarked: the caret is at the wrong word."""
        known = list(self.scope.known())
        for length in range(len(name.path) - 1, 0, -1):
            prefix = ".".join(name.path[:length]) + "."
            below = {word[len(prefix) :].split(".")[0] for word in known if word.startswith(prefix)}
            if below:
                wrong, place = name.path[length], name.part(length)
                if wrong.isdigit() and (rows := sum(word.isdigit() for word in below)):
                    message = f"「{'.'.join(name.path[:length])}」只有 {rows} 列，沒有第 {wrong} 列"
                    return Misuse(message, place, f"列號是 1 到 {rows}。")
                return Misuse(f"沒有名為「{wrong}」的欄位", place, did_you_mean(wrong, below))
        wrong = name.path[0]
        tops = {word.split(".")[0] for word in known}
        return Misuse(f"沒有名為「{wrong}」的欄位或參數", name.part(0), did_you_mean(wrong, tops))

    # ----- numbers -----

    def number(self, tree: Syntax) -> Numeric:
        match tree:
            case Figure():
                return self.guarded(tree, lambda: build.number(tree.text))
            case Name():
                meaning = self.meaning(tree)
                if isinstance(meaning, Numeric):
                    return meaning
                raise _not_a_number(tree, meaning)
            case Unary(operator="-"):
                return build.negate(self.number(tree.operand))
            case Binary(operator="+"):
                terms = (self.number(tree.left), self.number(tree.right))
                return self.guarded(tree, lambda: build.add(terms))
            case Binary(operator="-"):
                left, right = self.number(tree.left), self.number(tree.right)
                return self.guarded(tree, lambda: build.subtract(left, right))
            case Binary(operator="*"):
                return build.multiply(self.number(tree.left), self.number(tree.right))
            case Binary(operator="/"):
                hint = "請寫成 round(… / …)、floor(… / …) 或 ceil(… / …)。"
                raise Misuse("除法的結果要說明怎麼進位", tree.place, hint)
            case Binary(operator="where"):
                raise Misuse("where 只能寫在 sum、min、max、count、any、all 裡", tree.place)
            case Call():
                return self._call(tree)
            case Quoted():
                raise Misuse(f"「{tree.text}」是文字，這裡要數字", tree.place)
            case _:
                hint = "要依條件選數字，請用 if(條件, 數, 數)。"
                raise Misuse("這裡要一個數字，不是條件", tree.place, hint)

    def _call(self, tree: Call) -> Numeric:
        name = tree.name.text
        function = FUNCTIONS.get(name)
        if function is not None and function.number is not None:
            return function.number(Reader(self.whole) if _is_whole(tree) else self, tree)
        if function is not None:
            raise Misuse(f"{name}(…) 是條件，這裡要數字", tree.place)
        meaning = self.scope.find(name)
        if not isinstance(meaning, Lookup | Graduated):
            hint = did_you_mean(name, [*FUNCTIONS, *self.scope.known()])
            raise Misuse(f"沒有名為「{name}」的函數或查表參數", tree.name.place, hint)
        return looked_up(self, tree, meaning)

    # ----- conditions -----

    def truth(self, tree: Syntax) -> Truth:
        match tree:
            case Unary(operator="not"):
                return Not(self.truth(tree.operand))
            case Binary(operator="and"):
                return All((self.truth(tree.left), self.truth(tree.right)))
            case Binary(operator="or"):
                return Any((self.truth(tree.left), self.truth(tree.right)))
            case Binary(operator="==" | "!=" | "<" | "<=" | ">" | ">=" as operator):
                return self._comparison(tree, operator)
            case Call() if (function := FUNCTIONS.get(tree.name.text)) and function.truth is not None:
                return function.truth(Reader(self.whole) if _is_whole(tree) else self, tree)
            case _:
                raise Misuse("這裡要一個條件", tree.place, "例如 數量 > 0 的寫法：quantity > 0。")

    def _comparison(self, tree: Binary, operator: Comparison) -> Truth:
        meaning = self.meaning(tree.left) if isinstance(tree.left, Name) else None
        if isinstance(meaning, Word):
            return compared(self, tree, meaning)
        if isinstance(meaning, TicksField):
            hint = f'請寫 includes({meaning.address.split(".")[-1]}, "代號")。'
            raise Misuse(f"「{meaning.label}」可以勾好幾項，不能用 {operator} 比較", tree.left.place, hint)
        if isinstance(tree.left, Binary) and tree.left.operator == "/":
            top, bottom = self.number(tree.left.left), self.number(tree.left.right)
            limit = self.number(tree.right)
            return self.guarded(tree, lambda: build.ratio(operator, top, bottom, limit))
        left, right = self.number(tree.left), self.number(tree.right)
        for side in (left, right):
            self.guarded(tree, partial(build.check_exact, side))
        return self.guarded(tree, lambda: build.compare(operator, left, right))

    def blank(self, tree: Syntax) -> tuple[Truth, str]:
        if not isinstance(tree, Name):
            raise Misuse("這裡要一個欄位的代號", tree.place)
        meaning = self.meaning(tree)
        if isinstance(meaning, ChoiceField | TicksField | TextField):
            return BlankText(meaning.address, meaning.label), meaning.label
        if not isinstance(meaning, Numeric):
            raise _not_a_number(tree, meaning)
        label = build.label_of(meaning)
        return BlankNumber(meaning, label), label


def _not_a_number(tree: Name, meaning: Meaning) -> Misuse:
    hint = ""
    if isinstance(meaning, Lookup):
        fields = ", ".join("欄位" for _ in meaning.axes)
        hint = f"「{meaning.label}」依選項而不同，請寫成 {meaning.id}({fields})。"
    elif isinstance(meaning, Column):
        hint = f"整欄的合計請寫成 sum({tree.text})。"
    return Misuse(f"「{tree.text}」是{kind_of(meaning)}，這裡要數字", tree.place, hint)


def _names(tree: Syntax) -> Iterator[Name]:
    """Every name in a syntax tree, without those of functions."""
    match tree:
        case Name():
            yield tree
        case Unary():
            yield from _names(tree.operand)
        case Binary():
            yield from _names(tree.left)
            yield from _names(tree.right)
        case Call() if not _is_whole(tree):
            for argument in tree.arguments:
                yield from _names(argument)
        case _:
            return


def _is_whole(tree: Call) -> bool:
    """min(day) inside of other arithmetic is that of the whole column; max(price, 0) is that of a row."""
    return tree.name.text in OF_COLUMNS and len(tree.arguments) == 1
