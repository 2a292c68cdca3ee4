"""Reads the expressions of one rule by key, in one scope; an exception's changed keys first."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, NoReturn, TypeVar

from ..expr import build
from ..expr.chinese import name
from ..expr.tree import Entered, Is, Known, Named, Number, Numeric, Plain, Quantity, SameText, Truth
from ..expr.walk import addresses
from ..problems import Report, did_you_mean
from ..rules import Found, Group, Part, RuleSpec
from ..rules.base import figure
from ..source import Node
from ..tw import normalise
from . import expressions
from .comparing import unlike
from .expressions import Abandoned, Scope
from .groups import groups
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
        self.faults: list[str] = []
        """The keys that could not be read."""

    @property
    def failed(self) -> bool:
        return bool(self.faults)

    def within(self, scope: Scope) -> RuleReader:
        """This rule read in another scope; what it reads and what fails is noted here too."""
        other = RuleReader(self.spec, self.node, scope, self.report, self.changed, self.place)
        other.read, other.choices, other.faults = self.read, self.choices, self.faults
        return other

    def groups(self, key: str, matching: str, called: str) -> tuple[Group, ...]:
        texts = [str(getattr(self.spec, one) or "") for one in (key, matching)]
        nodes = [self._node(one) for one in (key, matching)]
        nothing: tuple[Group, ...] = ()
        return self._try(lambda: groups(texts[0], texts[1], called, self, *nodes), nothing)

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

    def same(self, key: str, other: str) -> tuple[Truth, Found, Found]:
        nothing: tuple[Truth, Found, Found] = (Known(True), Found("", ()), Found("", ()))
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

    def _same(self, key: str, other: str) -> tuple[Truth, Found, Found]:
        first = expressions.meant(self._text(key), *self._at(key))
        second = expressions.meant(self._text(other), *self._at(other))
        if isinstance(first, Numeric) and isinstance(second, Numeric):
            try:
                test = build.compare("==", first, second)
            except build.Fault as fault:
                self._complain(fault.message, other, hint=fault.hint)
            return test, Found(name(first), figure(first)), Found(name(second), figure(second))
        if not isinstance(first, ChoiceField | TextField) or not isinstance(second, ChoiceField | TextField):
            self._complain("這兩處的類型不同，不能比較", other)
        if fault_of := unlike(first, second):
            self._complain(fault_of, other)
        both = SameText(first.address, second.address, first.label, second.label)
        words = [(Plain("「"), Entered(one.address), Plain("」")) for one in (first, second)]
        return both, Found(first.label, words[0]), Found(second.label, words[1])

    def _complain(self, message: str, *key: str | int, hint: str = "") -> NoReturn:
        self.report.add(message, self._node(*key).span, hint)
        raise Abandoned

    def _noted(self, meaning: Meaning | None) -> Meaning | None:
        if isinstance(meaning, Named):
            self.read.extend(addresses(meaning))
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
            self.faults.append("")
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
