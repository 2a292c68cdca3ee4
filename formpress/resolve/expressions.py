"""From what the office wrote to a typed tree: every name looked up, every type checked.

A fault carries its place inside the expression; the caller knows the file and the line.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from ..expr import build
from ..expr.grammar import Binary, Call, Figure, GrammarFault, Name, Place, Quoted, Syntax, Unary, parse
from ..expr.tree import (
    All,
    Any,
    BlankNumber,
    BlankText,
    Comparison,
    Contains,
    Count,
    Is,
    Not,
    Numeric,
    Rounding,
    Truth,
)
from ..problems import Report, did_you_mean
from ..source import Node
from .meaning import NUMERIC, ChoiceField, Column, Lookup, Meaning, TextField, kind_of

T = TypeVar("T")


class Abandoned(Exception):
    """A problem was reported; whatever needed this expression cannot go on."""


class _Fault(Exception):
    def __init__(self, message: str, place: Place, hint: str = "") -> None:
        self.message = message
        self.place = place
        self.hint = hint
        super().__init__(message)


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

    def read(reader: _Reader, tree: Syntax) -> Numeric:
        value = reader.number(tree)
        reader.guarded(tree, lambda: build.check_exact(value))
        return value

    return _read(text, scope, node, report, read)


def truth(text: str, scope: Scope, node: Node, report: Report) -> Truth:
    """The expression `text` as a condition; raises `Abandoned` like `number`."""
    return _read(text, scope, node, report, lambda reader, tree: reader.truth(tree))


def blank(text: str, scope: Scope, node: Node, report: Report) -> tuple[Truth, str]:
    """Whether the field named by `text` is blank, and its label; raises `Abandoned`."""
    return _read(text, scope, node, report, lambda reader, tree: reader.blank(tree))


def _read(text: str, scope: Scope, node: Node, report: Report, reading: Callable[[_Reader, Syntax], T]) -> T:
    try:
        return reading(_Reader(scope), parse(text))
    except (_Fault, GrammarFault) as fault:
        span = node.inner(fault.place.start, fault.place.width)
        report.add(fault.message, span, fault.hint)
        raise Abandoned from None


class _Reader:
    """Reads one syntax tree in one scope."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope

    def guarded(self, at: Syntax, make: Callable[[], T]) -> T:
        """`make()`, with the place of `at` added to a fault of types or units."""
        try:
            return make()
        except build.Fault as fault:
            raise _Fault(fault.message, at.place, fault.hint) from None

    def meaning(self, name: Name) -> Meaning:
        found = self.scope.find(name.text)
        if found is None:
            raise self.unknown(name)
        return found

    def unknown(self, name: Name) -> _Fault:
        """The longest part of the path that is known stays unmarked: the caret is at the wrong word."""
        known = list(self.scope.known())
        for length in range(len(name.path) - 1, 0, -1):
            prefix = ".".join(name.path[:length]) + "."
            below = {word[len(prefix) :].split(".")[0] for word in known if word.startswith(prefix)}
            if below:
                wrong = name.path[length]
                place = Place(name.place.start + len(prefix), len(wrong))
                return _Fault(f"沒有名為「{wrong}」的欄位", place, did_you_mean(wrong, below))
        wrong = name.path[0]
        tops = {word.split(".")[0] for word in known}
        return _Fault(
            f"沒有名為「{wrong}」的欄位或參數", Place(name.place.start, len(wrong)), did_you_mean(wrong, tops)
        )

    # ----- numbers -----

    def number(self, tree: Syntax) -> Numeric:
        match tree:
            case Figure():
                return self.guarded(tree, lambda: build.number(tree.text))
            case Name():
                meaning = self.meaning(tree)
                if isinstance(meaning, NUMERIC):
                    return meaning
                raise self.not_a_number(tree, meaning)
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
                raise _Fault(
                    "除法的結果要說明怎麼進位",
                    tree.place,
                    "請寫成 round(… / …)、floor(… / …) 或 ceil(… / …)。",
                )
            case Call():
                return self.call(tree)
            case Quoted():
                raise _Fault(f"「{tree.text}」是文字，這裡要數字", tree.place)
            case _:
                raise _Fault(
                    "這裡要一個數字，不是條件", tree.place, "要依條件選數字，請用 if(條件, 數, 數)。"
                )

    def not_a_number(self, tree: Name, meaning: Meaning) -> _Fault:
        if isinstance(meaning, Lookup):
            hint = f"「{meaning.label}」依選項而不同，請寫成 {meaning.id}(欄位)。"
        elif isinstance(meaning, Column):
            hint = f"整欄的合計請寫成 sum({tree.text})。"
        else:
            hint = ""
        return _Fault(f"「{tree.text}」是{kind_of(meaning)}，這裡要數字", tree.place, hint)

    def numbers(self, arguments: tuple[Syntax, ...]) -> tuple[Numeric, ...]:
        """Numbers, with whole columns spread out."""
        found: list[Numeric] = []
        for argument in arguments:
            meaning = self.meaning(argument) if isinstance(argument, Name) else None
            if isinstance(meaning, Column):
                for cell in meaning.cells:
                    if not isinstance(cell, NUMERIC):
                        raise _Fault(f"「{meaning.label}」欄不是數字，不能計算", argument.place)
                    found.append(cell)
            else:
                found.append(self.number(argument))
        return tuple(found)

    def call(self, tree: Call) -> Numeric:
        name = tree.name.text
        if name in _NUMBERS:
            return _NUMBERS[name](self, tree)
        if name in _TRUTHS:
            raise _Fault(f"{name}(…) 是條件，這裡要數字", tree.place)
        meaning = self.scope.find(name)
        if not isinstance(meaning, Lookup):
            words = [*_NUMBERS, *_TRUTHS, *self.scope.known()]
            raise _Fault(f"沒有名為「{name}」的函數或查表參數", tree.name.place, did_you_mean(name, words))
        chosen = self.chosen(tree, meaning)
        return self.guarded(
            tree, lambda: build.choose(chosen.address, meaning.cases, meaning.label, meaning.options)
        )

    def chosen(self, tree: Call, lookup: Lookup) -> ChoiceField:
        """The choice field that a look-up goes by."""
        if len(tree.arguments) != 1 or not isinstance(tree.arguments[0], Name):
            raise _Fault(f"{lookup.id}(…) 要剛好一個選項欄位", tree.place)
        argument = tree.arguments[0]
        meaning = self.meaning(argument)
        if not isinstance(meaning, ChoiceField) or meaning.dimension != lookup.dimension:
            hint = f"這個參數依「{lookup.dimension}」而不同，請用以它為選項的欄位。"
            raise _Fault(f"不能用「{argument.text}」查「{lookup.label}」", argument.place, hint)
        return meaning

    def sum(self, tree: Call) -> Numeric:
        terms = self.numbers(tree.arguments)
        self.need(tree, len(terms) > 0, "sum(…) 裡至少要有一欄或一個數字")
        return self.guarded(tree, lambda: build.add(terms, skip_blank=True))

    def extreme(self, tree: Call) -> Numeric:
        terms = self.numbers(tree.arguments)
        name = tree.name.text
        self.need(tree, len(terms) > 0, f"{name}(…) 裡至少要有一欄或一個數字")
        return self.guarded(tree, lambda: build.extreme("min" if name == "min" else "max", terms))

    def when(self, tree: Call) -> Numeric:
        self.need(tree, len(tree.arguments) == 3, "if(…) 要三樣：條件、成立時的數、不成立時的數")
        test, then, otherwise = tree.arguments
        parts = (self.truth(test), self.number(then), self.number(otherwise))
        return self.guarded(tree, lambda: build.when(*parts))

    def count(self, tree: Call) -> Numeric:
        self.need(tree, len(tree.arguments) > 0, "count(…) 裡至少要有一個條件")
        return Count(tuple(self.truth(argument) for argument in tree.arguments))

    def rounded(self, tree: Call) -> Numeric:
        self.need(tree, len(tree.arguments) in {1, 2}, f"{tree.name.text}(…) 要一個數，可再寫小數位數")
        places = 0
        if len(tree.arguments) == 2:
            second = tree.arguments[1]
            if not (isinstance(second, Figure) and second.text.strip() in {"0", "1", "2", "3", "4"}):
                raise _Fault("小數位數要寫 0 到 4 的數字", second.place)
            places = int(second.text)
        rounding = _ROUNDINGS[tree.name.text]
        inner = tree.arguments[0]
        if isinstance(inner, Binary) and inner.operator == "/":
            top, bottom = self.number(inner.left), self.number(inner.right)
            return build.divide(top, bottom, rounding, places)
        value = self.number(inner)
        return build.rounded(value, rounding, places)

    def need(self, tree: Call, holds: bool, message: str) -> None:
        if not holds:
            raise _Fault(message, tree.place)

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
                return self.comparison(tree, operator)
            case Call() if tree.name.text in _TRUTHS:
                return _TRUTHS[tree.name.text](self, tree)
            case _:
                raise _Fault("這裡要一個條件", tree.place, "例如 數量 > 0 的寫法：quantity > 0。")

    def comparison(self, tree: Binary, operator: Comparison) -> Truth:
        meaning = self.meaning(tree.left) if isinstance(tree.left, Name) else None
        if isinstance(meaning, ChoiceField | TextField):
            return self.same_text(tree, meaning)
        left, right = self.number(tree.left), self.number(tree.right)
        for side in (left, right):
            self.guarded(tree, partial(build.check_exact, side))
        return self.guarded(tree, lambda: build.compare(operator, left, right))

    def same_text(self, tree: Binary, field: ChoiceField | TextField) -> Truth:
        if tree.operator not in {"==", "!="}:
            raise _Fault("選項和文字只能用 == 或 != 比較", tree.place)
        if not isinstance(tree.right, Quoted):
            raise _Fault(
                "要比較的文字請加引號", tree.right.place, f'例如 {field.address.split(".")[-1]} == "A"。'
            )
        word = tree.right.text
        label = word
        if isinstance(field, ChoiceField):
            labels = {option.value: option.label for option in field.options}
            if word not in labels:
                raise _Fault(
                    f"「{field.label}」沒有「{word}」這個選項", tree.right.place, did_you_mean(word, labels)
                )
            label = labels[word]
        test = Is(field.address, field.label, ((word, label),))
        return test if tree.operator == "==" else Not(test)

    def blank(self, tree: Syntax) -> tuple[Truth, str]:
        if not isinstance(tree, Name):
            raise _Fault("這裡要一個欄位的代號", tree.place)
        meaning = self.meaning(tree)
        if isinstance(meaning, ChoiceField | TextField):
            return BlankText(meaning.address, meaning.label), meaning.label
        if not isinstance(meaning, NUMERIC):
            raise self.not_a_number(tree, meaning)
        label = build.label_of(meaning)
        return BlankNumber(meaning, label), label

    def is_blank(self, tree: Call) -> Truth:
        self.need(tree, len(tree.arguments) == 1, "blank(…) 要剛好一個欄位")
        return self.blank(tree.arguments[0])[0]

    def contains(self, tree: Call) -> Truth:
        self.need(tree, len(tree.arguments) == 2, 'contains(…) 要兩樣：欄位、"文字"')
        field, piece = tree.arguments
        meaning = self.meaning(field) if isinstance(field, Name) else None
        if not isinstance(meaning, TextField):
            raise _Fault("contains(…) 的第一樣要是文字欄位", field.place)
        if not isinstance(piece, Quoted) or not piece.text:
            raise _Fault("contains(…) 的第二樣要是加引號的文字", piece.place)
        return Contains(meaning.address, meaning.label, piece.text)


_ROUNDINGS: dict[str, Rounding] = {"round": "half_up", "floor": "floor", "ceil": "ceil"}
_NUMBERS: dict[str, Callable[[_Reader, Call], Numeric]] = {
    "sum": _Reader.sum,
    "min": _Reader.extreme,
    "max": _Reader.extreme,
    "if": _Reader.when,
    "count": _Reader.count,
    "round": _Reader.rounded,
    "floor": _Reader.rounded,
    "ceil": _Reader.rounded,
}
_TRUTHS: dict[str, Callable[[_Reader, Call], Truth]] = {
    "blank": _Reader.is_blank,
    "contains": _Reader.contains,
}
