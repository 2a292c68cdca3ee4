"""修正對照表: what is different from the year before, thing by thing, matched by id.

Texts are compared as people read them. Places in the document (依據) and the numbers of rules may move
without a change of what is asked, so they are not compared.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ...model import EVENT_KINDS, SEVERITIES, Artifact, Edition, Event, Form, Parameter, Rule
from . import addresses, dictionary
from .contents import above
from .staging import Page, staged
from .wording import full_title

Told = tuple[tuple[str, str], ...]
"""(aspect, text) of a thing, in a fixed order; a text is "" where there is nothing to say."""


@dataclass(frozen=True, slots=True)
class Thing:
    """What may change: `id` is the same in both years, `address` is where it stands in the site."""

    id: str
    label: str
    address: str
    told: Told


@dataclass(frozen=True, slots=True)
class Change:
    """`kind` is 新增, 刪除 or 修正; of the last, `new` and `old` hold only what is different."""

    label: str
    address: str
    kind: str
    new: Told
    old: Told


@dataclass(frozen=True, slots=True)
class Section:
    """The changes of one sort of things; `same` is how many of them did not change."""

    title: str
    id: str
    changes: tuple[Change, ...]
    same: int


def render(edition: Edition, earlier: Edition) -> Artifact:
    title = full_title(edition)
    page = Page(
        addresses.changes(edition),
        f"修正對照表 - {title}",
        f"{title}與{earlier.year}的差異：時程、數據、規則、表單與欄位",
        trail=above(edition),
        edition=edition,
        wide=True,
    )
    return staged(
        page,
        "changes.md.jinja",
        edition=edition,
        earlier=earlier,
        title=title,
        sections=sections(edition, earlier),
        addresses=addresses,
    )


def sections(edition: Edition, earlier: Edition) -> list[Section]:
    """What both years are made of, in the order of the review document; empty ones are left out."""
    pairs = [
        ("公告要項", "facts", _facts(edition), _facts(earlier)),
        ("時程", "schedule", _events(edition), _events(earlier)),
        ("數據", "parameters", _parameters(edition), _parameters(earlier)),
        ("規則", "rules", _rules(edition), _rules(earlier)),
        ("表單", "forms", _forms(edition), _forms(earlier)),
    ]
    old_forms = {form.id: form for form in earlier.forms}
    for form in edition.forms:
        if old := old_forms.get(form.id):
            title = f"{form.annex}　{form.title}的欄位".strip()
            pairs.append((title, f"fields-{form.id}", _fields(edition, form), _fields(earlier, old)))
    found = (_section(title, anchor, tuple(new), tuple(old)) for title, anchor, new, old in pairs)
    return [one for one in found if one.changes or one.same]


def _section(title: str, anchor: str, new: tuple[Thing, ...], old: tuple[Thing, ...]) -> Section:
    changes = tuple(_changes(new, old))
    kept = {thing.id for thing in new} & {thing.id for thing in old}
    same = len(kept) - sum(change.kind == "修正" for change in changes)
    return Section(title, anchor, changes, same)


def _changes(new: Iterable[Thing], old: Iterable[Thing]) -> Iterator[Change]:
    """In the order of the new year; what is no longer there comes last."""
    before = {thing.id: thing for thing in old}
    for thing in new:
        was = before.pop(thing.id, None)
        if was is None:
            yield Change(thing.label, thing.address, "新增", _said(thing.told, thing.label), ())
        elif thing.told != was.told:
            pairs = [(now, then) for now, then in zip(thing.told, was.told, strict=True) if now != then]
            new_told, old_told = (_said(told) for told in zip(*pairs, strict=True))
            yield Change(thing.label, thing.address, "修正", new_told, old_told)
    for thing in before.values():
        yield Change(thing.label, thing.address, "刪除", (), _said(thing.told, thing.label))


def _said(told: Told, label: str = "") -> Told:
    """Without what says nothing, or only what the thing is called anyway."""
    return tuple((aspect, text) for aspect, text in told if text not in ("", label))


def _facts(edition: Edition) -> Iterator[Thing]:
    place = addresses.announcement(edition)
    told = {
        "計畫": edition.title,
        "機關": edition.issuer,
        "期程": edition.period,
        "洽詢": edition.contact,
        "申請對象": edition.applicants,
    }
    for name, text in told.items():
        if text:
            yield Thing(name, name, place, (("內容", text),))


def _events(edition: Edition) -> Iterator[Thing]:
    for event in edition.events:
        place = f"{addresses.schedule(edition)}#{event.id}"
        yield Thing(event.id, event.label, place, _event(event))


def _event(event: Event) -> Told:
    return (
        ("事項", event.label),
        ("日期", event.printed),
        ("性質", EVENT_KINDS[event.kind]),
        ("誰", event.who),
        ("怎麼做", event.how),
        ("郵戳", "以郵戳為憑" if event.postmark else ""),
        ("逾期", event.missed),
    )


def _parameters(edition: Edition) -> Iterator[Thing]:
    for parameter in edition.parameters:
        place = f"{addresses.review(edition)}#parameters"
        yield Thing(parameter.id, parameter.label, place, _parameter(parameter))


def _parameter(parameter: Parameter) -> Told:
    values = (f"{'／'.join(options)} {printed}".strip() for options, printed in parameter.values)
    return ("名稱", parameter.label), ("數值", "、".join(values))


def _rules(edition: Edition) -> Iterator[Thing]:
    for rule in edition.rules:
        place = addresses.rules(edition, rule.id)
        yield Thing(rule.id, f"規則 {rule.number}　{rule.subject}", place, _rule(rule))


def _rule(rule: Rule) -> Told:
    exceptions = (f"{one.label}（{one.when}）：{one.statement}" for one in rule.exceptions)
    return (
        ("規則", rule.statement),
        ("性質", SEVERITIES[rule.severity]),
        ("適用情形", rule.when),
        ("例外", "".join(exceptions)),
        ("由誰判斷", rule.judged_by),
    )


def _forms(edition: Edition) -> Iterator[Thing]:
    for form in edition.forms:
        name = f"{form.annex}　{form.title}".strip()
        told = (
            ("名稱", name),
            ("份數", form.copies),
            ("說明", form.intro),
            ("欄位", f"{sum(len(section.entries) for section in dictionary.sections(form))} 欄"),
        )
        yield Thing(form.id, name, addresses.form(edition, form), told)


def _fields(edition: Edition, form: Form) -> Iterator[Thing]:
    for section in dictionary.sections(form):
        for entry in section.entries:
            field = entry.field
            told = (
                ("名稱", entry.label),
                ("格式", field.format_label or field.type_label),
                ("選項", "、".join(option.label for option in field.options)),
                ("單位", field.unit),
                ("必填", "必填" if field.required else ""),
                ("計算方式", field.formula),
                ("預設", field.start),
                ("列數", f"{len(entry.names)} 列" if "[" in field.address else ""),
            )
            place = f"{addresses.form(edition, form)}#{entry.anchor}"
            yield Thing(entry.anchor, entry.label, place, told)
