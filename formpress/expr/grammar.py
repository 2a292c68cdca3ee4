"""An expression as the office writes it -> a syntax tree with places.

    price * quantity        cap(budget.group)        items.travel.quantity > 0 and not blank(speaker)

Loosest first: where (only in a call), or, and, not, comparison, + -, * /, unary minus.
或 且 非 × ÷ ≤ ≥ ≠ are accepted for those who write them. Nothing is looked up here: a name is only a name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

LONGEST = 1000
"""Characters in one expression; longer ones are split by naming their parts."""

MOST_TOKENS = 300
"""Names, figures and signs in one expression."""

DEEPEST = 40
"""Nested brackets and operators."""


@dataclass(frozen=True, slots=True)
class Place:
    """Characters from the start of the expression, and how many."""

    start: int
    width: int


@dataclass(frozen=True, slots=True)
class Name:
    """sessions[3].date is the path sessions, 3, date."""

    path: tuple[str, ...]
    place: Place

    @property
    def text(self) -> str:
        return ".".join(self.path)

    def part(self, index: int) -> Place:
        """Where one part of the path stands; a number has a bracket behind it."""
        closed = sum(part.isdigit() for part in self.path[:index])
        start = self.place.start + sum(len(part) + 1 for part in self.path[:index]) + closed
        return Place(start, len(self.path[index]))


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as typed: 8000, 1.5, 30%."""

    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class Quoted:
    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class Call:
    name: Name
    arguments: tuple[Syntax, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Unary:
    operator: str
    operand: Syntax
    place: Place


@dataclass(frozen=True, slots=True)
class Binary:
    operator: str
    left: Syntax
    right: Syntax
    place: Place


Syntax = Name | Figure | Quoted | Call | Unary | Binary


class GrammarFault(Exception):
    """The expression does not parse, or means nothing; `place` is within its text."""

    def __init__(self, message: str, place: Place, hint: str = "") -> None:
        self.message = message
        self.place = place
        self.hint = hint
        super().__init__(message)


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    place: Place


_TOKENS = re.compile(
    r"(?P<space>\s+)"
    r"|(?P<figure>\d+(?:\.\d+)?(?:\s*[%％])?)"
    r"|(?P<name>[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*|\[[0-9]+\])*)"
    r"|(?P<quoted>\"[^\"]*\"|'[^']*'|「[^」]*」)"
    r"|(?P<operator>==|!=|<=|>=|[-+*/×÷<>≤≥≠(),]|且|或|非)"
)
_SPELLINGS = {
    "×": "*", "÷": "/", "≤": "<=", "≥": ">=", "≠": "!=", "且": "and", "或": "or", "非": "not",
}  # fmt: skip
_WORDS = {"and", "or", "not", "where"}
_COMPARISONS = {"==", "!=", "<", "<=", ">", ">="}
_FULL_WIDTH = {
    "（": "(",
    "）": ")",
    "，": ",",
    "＋": "+",
    "－": "-",
    "＊": "*",
    "／": "/",
    "＝": "==",
    "［": "[",
    "］": "]",
}
_LEVELS = (("or",), ("and",), ("not",), tuple(_COMPARISONS), ("+", "-"), ("*", "/"))


def parse(text: str) -> Syntax:
    """The syntax tree of one expression.

    Raises:
        GrammarFault: with the place of the first character that does not fit.
    """
    if len(text) > LONGEST:
        raise GrammarFault(f"算式太長（超過 {LONGEST} 個字）", Place(0, 1), "請拆成幾個有名字的部分。")
    tokens = _tokens(text)
    if len(tokens) > MOST_TOKENS:
        raise GrammarFault("算式太長", tokens[MOST_TOKENS].place, "請拆成幾個有名字的部分，或用 sum(…)。")
    parser = _Parser(tokens, len(text))
    tree = parser.level(0, 0)
    if (left_over := parser.peek()) is not None:
        raise GrammarFault(f"「{left_over.text}」不該在這裡", left_over.place, _left_over_hint(left_over))
    return tree


def _tokens(text: str) -> tuple[_Token, ...]:
    found = []
    position = 0
    while position < len(text):
        match = _TOKENS.match(text, position)
        if match is None:
            raise _strange(text, position)
        if match.lastgroup != "space":
            word = match.group()
            kind = match.lastgroup or ""
            word = _SPELLINGS.get(word, word)
            if kind == "name" and word in _WORDS:
                kind = "operator"
            found.append(_Token(kind, word, Place(position, match.end() - position)))
        position = match.end()
    return tuple(found)


def _strange(text: str, position: int) -> GrammarFault:
    sign = text[position]
    if sign in _FULL_WIDTH:
        hint = f"請改用半形的「{_FULL_WIDTH[sign]}」。"
    elif sign == "=":
        hint = "比較相等要寫成 ==。"
    elif sign in "[]." and position:
        hint = "第 3 列寫成 sessions[3].date。"
    elif sign in "\"'「":
        hint = "引號沒有關起來。"
    else:
        hint = "算式裡只能有欄位或參數的代號、數字、引號文字和 + - * / 等符號。"
    return GrammarFault(f"算式裡不能用「{sign}」", Place(position, 1), hint)


def _left_over_hint(token: _Token) -> str:
    if token.text == ")":
        return "多了一個右括號。"
    if token.kind in {"name", "figure", "quoted"}:
        return "前面少了一個運算符號，例如 + 或 *。"
    return ""


class _Parser:
    """Reads tokens once, left to right; each precedence level is one call."""

    def __init__(self, tokens: tuple[_Token, ...], length: int) -> None:
        self.tokens = tokens
        self.length = length
        self.next = 0

    def peek(self) -> _Token | None:
        return self.tokens[self.next] if self.next < len(self.tokens) else None

    def take(self, *texts: str) -> _Token | None:
        token = self.peek()
        if token is not None and token.kind == "operator" and token.text in texts:
            self.next += 1
            return token
        return None

    def level(self, level: int, depth: int) -> Syntax:
        self._check_depth(depth)
        if level == len(_LEVELS):
            return self.unary(depth)
        if _LEVELS[level] == ("not",):
            if (token := self.take("not")) is not None:
                operand = self.level(level, depth + 1)
                return Unary("not", operand, _cover(token.place, operand.place))
            return self.level(level + 1, depth)
        left = self.level(level + 1, depth)
        seen = 0
        while (token := self.take(*_LEVELS[level])) is not None:
            seen += 1
            if token.text in _COMPARISONS and seen > 1:
                raise GrammarFault("一次只能比較兩個", token.place, "請用 and 連接兩個比較。")
            right = self.level(level + 1, depth)
            left = Binary(token.text, left, right, _cover(left.place, right.place))
        return left

    def unary(self, depth: int) -> Syntax:
        self._check_depth(depth)
        if (token := self.take("-")) is not None:
            operand = self.unary(depth + 1)
            return Unary("-", operand, _cover(token.place, operand.place))
        return self.atom(depth + 1)

    def atom(self, depth: int) -> Syntax:
        token = self.peek()
        if token is None:
            raise GrammarFault("算式沒有寫完", self._here(), "結尾少了一個數字或欄位。")
        if self.take("(") is not None:
            inner = self.level(0, depth)
            self._close(token)
            return inner
        if token.kind == "operator":
            raise GrammarFault(f"「{token.text}」的前面少了東西", token.place)
        self.next += 1
        if token.kind == "figure":
            return Figure(token.text, token.place)
        if token.kind == "quoted":
            return Quoted(token.text[1:-1], token.place)
        name = Name(tuple(part.rstrip("]") for part in re.split(r"[.\[]", token.text)), token.place)
        return self.call(name, depth) if self.take("(") is not None else name

    def call(self, name: Name, depth: int) -> Syntax:
        arguments = []
        if self.take(")") is None:
            arguments.append(self.argument(depth))
            while self.take(",") is not None:
                arguments.append(self.argument(depth))
            self._close(_Token("operator", "(", name.place))
        end = self.tokens[self.next - 1].place
        return Call(name, tuple(arguments), _cover(name.place, end))

    def argument(self, depth: int) -> Syntax:
        """One argument of a call, with its condition behind `where`."""
        value = self.level(0, depth)
        if self.take("where") is None:
            return value
        condition = self.level(0, depth)
        return Binary("where", value, condition, _cover(value.place, condition.place))

    def _close(self, opened: _Token) -> None:
        if self.take(")") is None:
            token = self.peek()
            if token is None:
                raise GrammarFault("少了一個右括號", opened.place, "請補上「)」。")
            raise GrammarFault(f"「{token.text}」不該在這裡", token.place, "這裡應該是「)」或「,」。")

    def _check_depth(self, depth: int) -> None:
        if depth > DEEPEST:
            raise GrammarFault("算式的括號太多層", self._here(), "請拆成幾個有名字的部分。")

    def _here(self) -> Place:
        token = self.peek()
        return token.place if token else Place(max(self.length - 1, 0), 1)


def _cover(first: Place, last: Place) -> Place:
    return Place(first.start, last.start + last.width - first.start)


def names(text: str) -> tuple[str, ...]:
    """Every name in an expression; nothing where the text is no expression."""
    try:
        return tuple(token.text for token in _tokens(text) if token.kind == "name")
    except GrammarFault:
        return ()
