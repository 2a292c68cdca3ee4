"""Reads the expressions of one rule by key, in one scope; an exception's changed keys first."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, NoReturn, TypeVar

from ..expr import build
from ..expr.tree import All, Is, Known, Number, Numeric, Quantity, SameText, Truth
from ..expr.tree import Any as AnyTruth
from ..problems import Report, did_you_mean
from ..rules import Part, RuleSpec
from ..source import Node
from ..tw import normalise
from . import expressions
from .expressions import Abandoned, Scope
from .meaning import ChoiceField, Column, Meaning, TextField, kind_of

T = TypeVar("T")


class RuleReader:
    """`changed` are the keys that stand in the exception at `place` instead of in the rule."""

    def __init__(
        self, spec: RuleSpec, node: Node, scope: Scope, report: Report, changed: frozenset[str] = frozenset(),
        place: tuple[str | int, ...] = (),
    ) -> None:  # fmt: skip
        self.spec = spec
        self.node = node
        self.scope = Scope(lambda name: self._noted(scope.find(name)), scope.known)
        self.report = report
        self.changed = changed
        self.place = place
        self.read: list[str] = []
        """Full addresses that the rule's expressions name, in order."""
        self.choices: dict[str, ChoiceField] = {}
        """The choice fields among them."""
        self.failed = False

    def number(self, *key: str | int) -> Numeric:
        zero: Numeric = Number(0, Quantity())  # goes with every unit
        return self._try(lambda: expressions.number(self._text(*key), *self._at(*key)), zero)

    def numbers(self, key: str) -> tuple[Part, ...]:
        found: list[Part] = []
        for index, _ in enumerate(getattr(self.spec, key)):
            found += self._try(partial(self._spread, key, index), (Part(Number(0, Quantity())),))
        return tuple(found)

    def _spread(self, key: str, index: int) -> tuple[Part, ...]:
        return expressions.numbers(self._text(key, index), *self._at(key, index))

    def truth(self, *key: str | int) -> Truth:
        holds: Truth = Known(True)
        return self._try(lambda: expressions.truth(self._text(*key), *self._at(*key)), holds)

    def truths(self, key: str) -> tuple[Truth, ...]:
        return tuple(self.truth(key, index) for index, _ in enumerate(getattr(self.spec, key)))

    def truths_by_row(self, key: str) -> tuple[Truth, ...]:
        nothing: tuple[Truth, ...] = ()
        return self._try(lambda: expressions.truths(self._text(key), *self._at(key)), nothing)

    def blank(self, key: str) -> tuple[Truth, str]:
        nothing: tuple[Truth, str] = (Known(True), "")
        return self._try(lambda: expressions.blank(self._text(key), *self._at(key)), nothing)

    def among(self, key: str, values: str) -> tuple[Truth, str, tuple[str, ...]]:
        nothing: tuple[Truth, str, tuple[str, ...]] = (Known(True), "", ())
        return self._try(lambda: self._among(key, values), nothing)

    def same(self, key: str, other: str) -> tuple[Truth, str, str]:
        nothing: tuple[Truth, str, str] = (Known(True), "", "")
        return self._try(lambda: self._same(key, other), nothing)

    def _among(self, key: str, values: str) -> tuple[Truth, str, tuple[str, ...]]:
        field = expressions.named(self._text(key), *self._at(key))
        if not isinstance(field, ChoiceField | TextField):
            self._complain(f"「{self._text(key)}」是{kind_of(field)}，這裡要選項或文字欄位", key)
        pairs = []
        labels = (
            {option.value: option.label for option in field.options} if isinstance(field, ChoiceField) else {}
        )
        for index, word in enumerate(getattr(self.spec, values)):
            if labels and word not in labels:
                hint = did_you_mean(word, labels)
                self._complain(f"「{field.label}」沒有「{word}」這個選項", values, index, hint=hint)
            pairs.append((word if labels else normalise(word), labels.get(word, word)))
        return Is(field.address, field.label, tuple(pairs)), field.label, tuple(label for _, label in pairs)

    def _same(self, key: str, other: str) -> tuple[Truth, str, str]:
        first = expressions.named(self._text(key), *self._at(key))
        second = expressions.named(self._text(other), *self._at(other))
        names = (getattr(first, "label", ""), getattr(second, "label", ""))
        if isinstance(first, Numeric) and isinstance(second, Numeric):
            try:
                return build.compare("==", first, second), *names
            except build.Fault as fault:
                self._complain(fault.message, other, hint=fault.hint)
        if isinstance(first, TextField) and isinstance(second, TextField):
            return SameText(first.address, second.address, *names), *names
        if not isinstance(first, ChoiceField) or not isinstance(second, ChoiceField):
            self._complain("這兩處的類型不同，不能比較", other)
        if first.options != second.options:
            self._complain("這兩處的選項不同，不能比較", other)
        pairs = [((option.value, option.label),) for option in first.options]
        both = [All((Is(first.address, names[0], one), Is(second.address, names[1], one))) for one in pairs]
        return AnyTruth(tuple(both)), *names

    def _complain(self, message: str, *key: str | int, hint: str = "") -> NoReturn:
        self.report.add(message, self._node(*key).span, hint)
        raise Abandoned

    def _noted(self, meaning: Meaning | None) -> Meaning | None:
        for cell in meaning.cells if isinstance(meaning, Column) else (meaning,):
            address = getattr(cell, "address", None)
            if isinstance(address, str):
                self.read.append(address)
            if isinstance(cell, ChoiceField):
                self.choices[cell.address] = cell
        return meaning

    def _try(self, read: Callable[[], T], instead: T) -> T:
        """`read()`; after a reported problem something harmless, so that the rule's other
        expressions are looked at too.
        """
        try:
            return read()
        except Abandoned:
            self.failed = True
            return instead

    def _text(self, *path: str | int) -> str:
        value: Any = self.spec
        for step in path:
            value = value[step] if isinstance(step, int) else getattr(value, step)
        return str(value)

    def _node(self, *path: str | int) -> Node:
        return self.node.at(*(self.place if path[0] in self.changed else ()), *path)

    def _at(self, *path: str | int) -> tuple[Scope, Node, Report]:
        return self.scope, self._node(*path), self.report
