"""Rules of an edition: every one lowered to expressions, spoken, and checked against its examples."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from ..expr.build import Fault
from ..expr.chinese import condition
from ..expr.grammar import names
from ..expr.program import Case, Check
from ..expr.tree import Any as AnyTruth
from ..expr.tree import Join, Known, Not, Number, Numeric, Plain, Quantity, Truth
from ..model import Rule
from ..parse import Draft, RulesSpec
from ..problems import Report, did_you_mean
from ..rules import Lowered, RuleSpec
from ..source import Node
from . import expressions
from .expressions import Abandoned, Scope
from .meaning import Column, Meaning
from .names import FormNames, Parameters, parameter
from .prose import Context, fill

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Judged:
    """A rule for people and the check that engines run; a narrative rule has no check."""

    rule: Rule
    check: Check | None


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the rules of one edition are read in."""

    forms: Mapping[str, FormNames]
    parameters: Parameters
    context: Context
    report: Report


def resolve_rules(draft: Draft[RulesSpec], around: Surroundings) -> tuple[Judged, ...]:
    """All rules in file order; a rule with a problem is reported and left out."""
    found = []
    for index, (rule_id, spec) in enumerate(draft.spec.rules.items()):
        try:
            found.append(_rule(rule_id, index + 1, spec, draft.node.at("rules", rule_id), around))
        except Abandoned:
            continue
    return tuple(found)


def _rule(rule_id: str, number: int, spec: RuleSpec, node: Node, around: Surroundings) -> Judged:
    parameters, context, report = around.parameters, around.context, around.report
    edition = _edition_scope(around.forms, parameters)
    cases: list[Case] = []
    lowered: list[Lowered] = []
    conditions: list[str] = []
    reads: list[str] = []
    for row, scope in _applications(spec, node, edition, around):
        reader = RuleReader(spec, node, scope, report)
        one = _lower(spec, reader, node, report)
        when = reader.truth("when") if spec.when else None
        if reader.failed:
            raise Abandoned
        test = AnyTruth((Not(when), one.test)) if when is not None else one.test
        conditions.append(condition(when) if when is not None else "")
        lowered.append(one)
        reads.extend(reader.read)
        cases.append(Case(row, test, Join(_message(spec, one))))
    first = lowered[0]
    says = (
        fill(spec.says, context, node.at("says"), report)
        if spec.says
        else _sentence(first, conditions[0], spec)
    )
    brief = fill(spec.brief, context, node.at("brief"), report) if spec.brief else first.brief
    read = tuple(dict.fromkeys(reads))
    rule = Rule(
        id=rule_id,
        number=number,
        kind=getattr(spec, "kind", ""),
        kind_label=spec.title,
        subject=spec.subject,
        severity=spec.severity,
        statement=says,
        brief=brief.rstrip("。"),
        when=conditions[0],
        cite=spec.cite,
        source=spec.source or "",
        judged_by=spec.judged_by or "",
        forms=tuple(dict.fromkeys(address.split(".")[0] for address in read)),
        reads=read,
        parameters=tuple(dict.fromkeys(_parameters_of(spec, parameters))),
        exceptions=(),
        examples=(),
    )
    checked = bool(spec.verdicts)
    return Judged(rule, Check(rule_id, number, spec.severity, tuple(cases)) if checked else None)


def _sentence(lowered: Lowered, when: str, spec: RuleSpec) -> str:
    """The statement a kind makes, with its condition and, for row rules, that it holds for each row."""
    start = f"{when}時，" if when else ""
    each = "每一列的" if spec.each else ""
    return f"{start}{each}{lowered.statement}。"


def _message(spec: RuleSpec, lowered: Lowered) -> tuple[Join | Plain, ...]:
    """What is found and allowed, then what to do about it."""
    fix = spec.fix or "請修正"
    return (Join(lowered.message), Plain(f"；{fix.rstrip('。')}。"))


def _lower(spec: RuleSpec, reader: RuleReader, node: Node, report: Report) -> Lowered:
    try:
        return spec.lower(reader)
    except Fault as fault:
        if not reader.failed:
            report.add(fault.message, node.at("value").span, fault.hint)
        raise Abandoned from None


def _applications(
    spec: RuleSpec, node: Node, edition: Scope, around: Surroundings
) -> Iterator[tuple[str, Scope]]:
    """(row name, scope): one for a plain rule, one a row for `each`."""
    if spec.each is None:
        yield "", edition
        return
    forms, report = around.forms, around.report
    form, _, table = spec.each.partition(".")
    rows = forms[form].rows(table) if form in forms else ()
    if not rows:
        known = [f"{name}.{address.split('.')[0]}" for name, names in forms.items()
                 for address in names.addresses if address.count(".") == 2]  # fmt: skip
        report.add(f"沒有名為「{spec.each}」的表格", node.at("each").span, did_you_mean(spec.each, known))
        raise Abandoned
    ids = [row_id for row_id, _ in rows]
    for index, wanted in enumerate(spec.rows):
        if wanted not in ids:
            report.add(
                f"表格沒有名為「{wanted}」的列", node.at("rows", index).span, did_you_mean(wanted, ids)
            )
            raise Abandoned
    for row_id, name in rows:
        if not spec.rows or row_id in spec.rows:
            inner = forms[form].in_row(table, row_id)
            yield name, Scope(lambda word, inner=inner: inner.find(word) or edition.find(word), inner.known)  # type: ignore[misc]  # a default argument binds this row


def _edition_scope(forms: Mapping[str, FormNames], parameters: Parameters) -> Scope:
    """Names in rules.yaml: a parameter, or form.address."""

    def find(name: str) -> Meaning | None:
        if (figure := parameter(name, parameters)) is not None:
            return figure
        form, _, address = name.partition(".")
        return forms[form].at(address) if form in forms and address else None

    def known() -> Iterator[str]:
        yield from parameters
        for form, inner_names in forms.items():
            for address in inner_names.below():
                yield f"{form}.{address}"

    return Scope(find, known)


class RuleReader:
    """Reads the expressions of one rule in one scope."""

    def __init__(self, spec: RuleSpec, node: Node, scope: Scope, report: Report) -> None:
        self.spec = spec
        self.node = node
        self.scope = Scope(lambda name: self._noted(scope.find(name)), scope.known)
        self.report = report
        self.read: list[str] = []
        """Full addresses that the rule's expressions name, in order."""
        self.failed = False

    def _noted(self, meaning: Meaning | None) -> Meaning | None:
        for cell in meaning.cells if isinstance(meaning, Column) else (meaning,):
            address = getattr(cell, "address", None)
            if isinstance(address, str):
                self.read.append(address)
        return meaning

    def number(self, key: str) -> Numeric:
        return self._number(self._text(key), key)

    def numbers(self, key: str) -> tuple[Numeric, ...]:
        return tuple(self._number(text, key, index) for index, text in enumerate(getattr(self.spec, key)))

    def truth(self, key: str) -> Truth:
        return self._truth(self._text(key), key)

    def truths(self, key: str) -> tuple[Truth, ...]:
        return tuple(self._truth(text, key, index) for index, text in enumerate(getattr(self.spec, key)))

    def blank(self, key: str) -> tuple[Truth, str]:
        nothing: tuple[Truth, str] = (Known(True), "")
        return self._try(lambda: expressions.blank(self._text(key), *self._at(key)), nothing)

    def _number(self, text: str, *path: str | int) -> Numeric:
        zero: Numeric = Number(0, Quantity())  # goes with every unit
        return self._try(lambda: expressions.number(text, *self._at(*path)), zero)

    def _truth(self, text: str, *path: str | int) -> Truth:
        holds: Truth = Known(True)
        return self._try(lambda: expressions.truth(text, *self._at(*path)), holds)

    def _try(self, read: Callable[[], T], instead: T) -> T:
        """`read()`; after a reported problem something harmless, so that the rule's other
        expressions are looked at too.
        """
        try:
            return read()
        except Abandoned:
            self.failed = True
            return instead

    def _text(self, key: str) -> str:
        return str(getattr(self.spec, key))

    def _at(self, *path: str | int) -> tuple[Scope, Node, Report]:
        return self.scope, self.node.at(*path), self.report


def _parameters_of(spec: RuleSpec, parameters: Parameters) -> Iterator[str]:
    """The parameters that a rule's expressions name, for its page."""
    for value in spec.model_dump(exclude={"examples", "says", "source", "brief", "fix", "cite"}).values():
        for text in value if isinstance(value, tuple | list) else (value,):
            if isinstance(text, str):
                yield from (word.split(".")[0] for word in names(text) if word.split(".")[0] in parameters)
