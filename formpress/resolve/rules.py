"""Rules of an edition: every one lowered to expressions, spoken, and checked against its examples."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import TypeVar

from ..expr.build import Fault, unless_absent
from ..expr.chinese import condition, say
from ..expr.grammar import names
from ..expr.program import Case, Check
from ..expr.tree import Absent, All, Join, Known, Named, Not, Number, Open, Plain, SameText, Truth
from ..expr.tree import Any as AnyTruth
from ..expr.walk import nodes
from ..model import Rule, RuleException
from ..parse import Draft, RulesSpec
from ..problems import Report, did_you_mean
from ..rules import Lowered, OneCase, RuleSpec
from ..source import Node
from .boxes import column_of
from .exceptions import check as check_exceptions
from .expressions import Abandoned, Scope
from .meaning import Meaning, TextField
from .names import FormNames, Parameters, parameter, prefixed
from .proof import prove
from .prose import Context, fill
from .rule_reader import RuleReader
from .terms import Terms

T = TypeVar("T")

_ASIDE = {"examples", "says", "source", "brief", "fix", "ask", "answer", "cite"}
"""Keys of a rule that hold no expressions."""


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
    edition = _edition_scope(around.forms, around.parameters)
    terms = Terms(draft.spec.terms, draft.node.at("terms"), edition, around.report)
    terms.check()
    for index, (rule_id, spec) in enumerate(draft.spec.rules.items()):
        try:
            found.append(_rule(rule_id, index + 1, spec, draft.node.at("rules", rule_id), terms, around))
        except Abandoned:
            continue
    return tuple(found)


def _rule(
    rule_id: str, number: int, spec: RuleSpec, node: Node, terms: Terms, around: Surroundings
) -> Judged:
    context, report = around.context, around.report
    cases: list[tuple[Absent | None, Case]] = []
    lowered: list[Lowered] = []
    whens: list[Truth] = []
    reads: list[str] = []
    exceptions: tuple[RuleException, ...] = ()
    brief = fill(spec.brief, context, node.at("brief"), report) if spec.brief else ""
    for row, inner, absent in _applications(spec, node, terms.scope, around):
        scope = Terms(spec.let, node.at("let"), inner, report).scope
        reader = RuleReader(spec, node, scope, report)
        one = _lower(spec, reader, node, report)
        when = reader.truth("when") if spec.when else None
        if reader.failed:
            raise Abandoned
        others, exceptions = _exceptional(spec, node, reader, scope, row)
        tests = [case.when for case in others]
        if tests and not row:
            check_exceptions(spec, tests, reader.choices, node, report)
        found = _cases(spec, one, row, tests, brief) if spec.general else [Case(row, Known(True), Plain(""))]
        found += [part for case in others for part in case.cases]
        cases += [(absent, _under(when, case)) for case in found]
        whens += [] if when is None else [when]
        lowered.append(one)
        reads.extend(reader.read)
    first = lowered[0]
    when_said = _condition(whens)
    says = (
        fill(spec.says, context, node.at("says"), report) if spec.says else _sentence(first, when_said, spec)
    )
    brief = brief or _spaced(first.brief)
    read = tuple(dict.fromkeys(map(column_of, reads)))
    rule = Rule(
        id=rule_id,
        number=number,
        kind=getattr(spec, "kind", ""),
        kind_label=spec.title,
        subject=spec.subject,
        severity=spec.severity,
        statement=says,
        brief=(brief or says).rstrip("。"),
        when=when_said,
        cite=spec.cite,
        source=spec.source or "",
        judged_by=spec.judged_by or "",
        forms=tuple(dict.fromkeys(address.split(".")[0] for address in read)),
        reads=read,
        parameters=tuple(dict.fromkeys(_parameters_of(spec, terms, around.parameters))),
        exceptions=exceptions,
        examples=(),
    )
    rule = _asked(rule, spec, node, around)
    joined = _joined(spec, node, around, rule.forms, [case for _, case in cases])
    judged = tuple(_in_row(absent, case) for (absent, _), case in zip(cases, joined, strict=True))
    if spec.verdicts and not read:
        return Judged(replace(rule, proof=prove(rule_id, judged, node, report)), None)
    return Judged(rule, Check(rule_id, number, spec.severity, judged) if spec.verdicts else None)


def _condition(whens: list[Truth]) -> str:
    """In words when a rule holds; a figure that each row has its own of is named, not said."""
    said = {condition(when): when for when in whens}
    text = next(iter(said), "")
    if len(said) > 1:
        for number in nodes(said[text]):
            if isinstance(number, Number) and number.label and not all(say(number) in one for one in said):
                text = text.replace(say(number), number.label)
    return text


def _asked(rule: Rule, spec: RuleSpec, node: Node, around: Surroundings) -> Rule:
    """With the question that the office wrote, if any; its answer is the rule unless that is written too."""
    if spec.ask is None:
        return rule
    texts = {"ask": spec.ask, "answer": spec.answer or ""}
    ask, answer = (fill(text, around.context, node.at(key), around.report) for key, text in texts.items())
    return replace(rule, ask=ask, answer=answer or rule.statement)


def _joined(
    spec: RuleSpec, node: Node, around: Surroundings, forms: tuple[str, ...], cases: list[Case]
) -> list[Case]:
    """Rules over several forms compare only copies that belong together; others stay undecided."""
    if len(forms) < 2:
        return cases
    shared = set.intersection(*(set(around.forms[form].addresses) for form in forms))
    known = [address for address in around.forms[forms[0]].addresses if address in shared]
    if spec.join is None:
        hint = "請寫 join: 兩份表單都有的欄位代號" + (f"，例如 {known[0]}。" if known else "。")
        around.report.add("讀兩份表單的規則要說明怎麼對應同一件申請", node.key_span or node.span, hint)
        raise Abandoned
    keys = [around.forms[form].at(spec.join) for form in forms]
    if not all(isinstance(key, TextField) for key in keys):
        message = f"「{spec.join}」不是每份表單都有的文字欄位"
        around.report.add(message, node.at("join").span, did_you_mean(spec.join, known))
        raise Abandoned
    first, *others = [key for key in keys if isinstance(key, TextField)]
    same = All(tuple(SameText(first.address, one.address, first.label, one.label) for one in others))
    apart = All((Not(same), Open("收件人員")))
    return [replace(case, test=AnyTruth((All((same, case.test)), apart))) for case in cases]


@dataclass(frozen=True, slots=True)
class _Exceptional:
    when: Truth
    cases: tuple[Case, ...]


def _exceptional(
    spec: RuleSpec, node: Node, general: RuleReader, scope: Scope, row: str
) -> tuple[tuple[_Exceptional, ...], tuple[RuleException, ...]]:
    """Each exception as a case of its own: where its condition holds, its version of the rule."""
    found, told = [], []
    for index, one in enumerate(spec.exceptions):
        place = ("exceptions", index)
        known = [name for name in type(spec).model_fields if name not in RuleSpec.model_fields]
        for key in one.changes:
            if key not in known:
                spot = node.at(*place, key)
                general.report.add(
                    f"這種規則沒有「{key}」", spot.key_span or spot.span, did_you_mean(key, known)
                )
                raise Abandoned
        changed = spec.model_copy(update=one.changes)
        reader = RuleReader(changed, node, scope, general.report, frozenset(one.changes), place)
        when = general.truth("exceptions", index, "when")
        lowered = _lower(changed, reader, node, general.report)
        if reader.failed or general.failed:
            raise Abandoned
        general.read.extend(reader.read)
        found.append(_Exceptional(when, tuple(_cases(spec, lowered, row, [Not(when)], ""))))
        told.append(
            RuleException(one.label, condition(when), f"{lowered.statement}。", one.cite or spec.cite)
        )
    return tuple(found), tuple(told)


def _under(when: Truth | None, case: Case) -> Case:
    """A case that counts only where the rule's own condition holds."""
    return case if when is None else replace(case, test=AnyTruth((Not(when), case.test)))


def _in_row(absent: Absent | None, case: Case) -> Case:
    """A case of one row holds where there is no such row."""
    return replace(case, test=unless_absent(absent, case.test))


def _sentence(lowered: Lowered, when: str, spec: RuleSpec) -> str:
    """The statement a kind makes, with its condition and, for row rules, that it holds for each row."""
    start = f"{when}時，" if when else ""
    each = "每一列的" if spec.each else ""
    named = [one for one in nodes(lowered.test) if isinstance(one, Named) and not one.words]
    meant = dict.fromkeys(f"其中，{one.label}為{say(one.value)}。" for one in named)
    return _spaced(f"{start}{each}{lowered.statement}。{''.join(meant)}")


def _spaced(text: str) -> str:
    """A figure stands apart from the words before it."""
    return re.sub(r"(超過|少於|應為|最多|至少|等於|大於|小於)(?=\d)", r"\1 ", text)


def _cases(spec: RuleSpec, lowered: Lowered, row: str, otherwise: list[Truth], brief: str) -> list[Case]:
    """What is judged, each with its message: what is found and allowed, then what to do about it.

    Where one of `otherwise` holds there is nothing to judge. A kind that has no message of its own
    says the short form, the office's where it wrote one.
    """
    end = Plain(f"；{(spec.fix or '請修正').rstrip('。')}。")
    message = lowered.message or (Plain(f"未符合：{brief or lowered.brief}"),)
    parts = lowered.cases or (OneCase(lowered.test, message),)
    return [
        Case(row, AnyTruth((*otherwise, one.test)) if otherwise else one.test, Join((Join(one.message), end)))
        for one in parts
    ]


def _lower(spec: RuleSpec, reader: RuleReader, node: Node, report: Report) -> Lowered:
    try:
        return spec.lower(reader)
    except Fault as fault:
        if not reader.failed:
            report.add(fault.message, node.at("value").span, fault.hint)
        raise Abandoned from None


def _applications(
    spec: RuleSpec, node: Node, edition: Scope, around: Surroundings
) -> Iterator[tuple[str, Scope, Absent | None]]:
    """(row name, scope, that there is no such row): one for a plain rule, one a row for `each`."""
    if spec.each is None:
        yield "", _abroad(edition, around.forms, "") if spec.join else edition, None
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
            scope = Scope(partial(_first, inner, _abroad(edition, forms, form)), inner.known)
            yield name, scope, forms[form].absent(table, row_id)


def _abroad(edition: Scope, forms: Mapping[str, FormNames], home: str) -> Scope:
    """What the fields of other forms than `home` are called: by their annex too."""

    def find(name: str) -> Meaning | None:
        meaning, form = edition.find(name), name.partition(".")[0]
        if meaning is None or form == home or form not in forms:
            return meaning
        return prefixed(meaning, f"{called[form]}的")

    annexes = {name: str(one.node.at("annex").value) for name, one in forms.items()}
    alone = list(annexes.values())
    called = {
        name: annex if alone.count(annex) == 1 else str(forms[name].node.at("title").value)
        for name, annex in annexes.items()
    }
    return Scope(find, edition.known)


def _first(inner: Scope, outer: Scope, word: str) -> Meaning | None:
    return inner.find(word) or outer.find(word)


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


def _parameters_of(spec: RuleSpec, terms: Terms, parameters: Parameters) -> Iterator[str]:
    """The parameters that a rule's expressions name, in terms too, for its page."""
    left = list(_texts(spec.model_dump(exclude=_ASIDE)))
    told: set[str] = set()
    while left:
        for word in (name.split(".")[0] for name in names(left.pop(0))):
            if word in parameters:
                yield word
            elif word in terms.specs and word not in told:
                told.add(word)
                left.append(terms.specs[word].value)


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from _texts(part)
    elif isinstance(value, tuple | list):
        for part in value:
            yield from _texts(part)
