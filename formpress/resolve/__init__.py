"""Whole editions: names, order, dates, parameters, rules lowered, examples run, prose filled.

After this nothing is left to decide: what comes out is `model.Site`, plain frozen data, and
`places`, the way back from an address to where it was written.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ..expr.program import Program
from ..model import Edition, Form, Parameter, Rule, Site, Use
from ..paper import Sheet
from ..parse import Draft, EditionSpec, FormSpec, RulesSpec, SiteSpec
from ..problems import Report, Span, did_you_mean
from ..source import Node
from . import figures, uses
from .boxes import column_of
from .citations import Citations
from .discrepancies import Declared
from .drawing import Pencil, check_privacy, check_room, draw, measured, with_lines
from .examples import Desk, form_examples, rule_examples
from .expressions import Abandoned
from .filled import FilledDraft, filled_examples
from .forms import FormParts, fingerprint, form_parts
from .names import FormNames
from .parameters import axes, days, parameter_nodes, parameters
from .prose import Context, fill_page
from .quotes import check_quotations
from .reference import reference
from .rules import Judged, Surroundings, resolve_rules
from .schedule import events, span
from .sections import with_sections
from .settings import settings_of
from .years import check_yearly, check_years

Places = Mapping[str, Span]
"""Address (programme/edition/form/field, programme/edition/rule) -> where it was written."""


@dataclass(frozen=True, slots=True)
class EditionDrafts:
    """The files of one edition, each of the right shape. `page` is (path, text) of its prose, `filled`
    are its filled forms.
    """

    programme: str
    id: str
    edition: Draft[EditionSpec]
    rules: Draft[RulesSpec]
    forms: Mapping[str, Draft[FormSpec]]
    page: tuple[str, str]
    filled: tuple[FilledDraft, ...] = ()


def resolve(
    settings: Draft[SiteSpec], editions: tuple[EditionDrafts, ...], report: Report
) -> tuple[Site, Places]:
    """All editions; every problem of every edition is in `report`."""
    places: dict[str, Span] = {}
    found = []
    rules = {}
    for drafts in editions:
        try:
            found.append(_edition(drafts, Sheet(settings.spec.paper), places, report))
        except Abandoned:
            continue
        rules[found[-1].folder] = drafts.rules
    for edition in found:
        if (before := _last_year(edition, found)) is not None:
            check_yearly(edition, before, rules[edition.folder], report)
    site = Site(settings_of(settings, report), tuple(found), reference())
    return site, places


def _uses(
    drafts: EditionDrafts,
    names: Mapping[str, FormNames],
    drawn: tuple[Parameter, ...],
    rules: Mapping[str, Rule],
) -> Iterator[Use]:
    known = uses.Figures(drawn, drafts.edition.spec.schedule)
    yield from uses.in_rules(known, drafts.rules, rules)
    for name, draft in drafts.forms.items():
        yield from uses.on_form(known, name, draft, names[name])
    yield from uses.on_page(known, drafts.page[1], drafts.edition)


def _last_year(edition: Edition, among: list[Edition]) -> Edition | None:
    """The latest edition of the same programme in an earlier year."""
    earlier = (one for one in among if one.programme == edition.programme and one.id[:3] < edition.id[:3])
    return max(earlier, key=lambda one: one.id, default=None)


def _edition(drafts: EditionDrafts, sheet: Sheet, places: dict[str, Span], report: Report) -> Edition:
    """One edition; raises `Abandoned` where examples would only repeat what is wrong already."""
    before = _errors(report)
    spec = drafts.edition.spec
    options = figures.dimensions(spec)
    schedule = events(drafts.edition, report)
    check_years(drafts.id, drafts.edition, drafts.rules, drafts.forms.values(), schedule, report)
    nodes = parameter_nodes(drafts.rules, axes(spec), report) | days(spec, schedule)
    drawn = parameters(drafts.rules, nodes)
    context = figures.context(spec, drawn, options, tuple(drafts.rules.spec.rules), schedule)
    schedule = figures.told(schedule, drafts.edition, context, report)
    figures.check_lists(drafts.edition, nodes, report)
    offered = figures.lists(spec, nodes)
    parts = {name: form_parts(name, draft, offered, nodes, report) for name, draft in drafts.forms.items()}
    names = {name: part.names for name, part in parts.items()}
    judged = resolve_rules(drafts.rules, Surroundings(names, nodes, context, report))
    rules = {one.rule.id: one.rule for one in judged}
    forms = {}
    printed: dict[str, tuple[str, ...]] = {}
    for name, draft in drafts.forms.items():
        if not parts[name].drawable:
            continue
        listed = {rule: rules.get(rule) for rule in drafts.rules.spec.rules}
        pencil = Pencil(parts[name], offered, listed, context, draft.node, report, sheet)
        forms[name] = _form(drafts, name, judged, pencil)
        printed |= {rule: (*printed.get(rule, ()), name) for rule in pencil.mentioned}
    _check_cites(drafts, report)
    uses.check_twins(drawn, drafts.rules, report)
    check_quotations(drafts.edition, drafts.rules, (schedule, rules.values()), report)
    _check_keys(drafts, names, report)
    edition = Edition(
        programme=drafts.programme,
        id=drafts.id,
        title=spec.title,
        issuer=spec.issuer,
        contact=spec.contact or "",
        applicants=figures.applicants(drafts.edition, context, report),
        year=spec.year,
        period=span(spec.period, weekdays=False).printed,
        revision=spec.revision,
        events=schedule,
        parameters=drawn,
        rules=tuple(
            rule if rule.forms else dataclasses.replace(rule, forms=printed.get(rule.id, ()))
            for rule in rules.values()
        ),
        forms=tuple(forms.values()),
        program=_across(forms, judged),
        discrepancies=Declared(drafts.edition, drafts.rules, schedule, context, report).read(),
        announcement=_announcement(drafts, context, report),
        uses=tuple(_uses(drafts, names, drawn, rules)),
    )
    if _errors(report) > before:
        raise Abandoned
    _remember(drafts, parts, places)
    return _with_examples(edition, drafts, report)


def _errors(report: Report) -> int:
    return sum(item.level == "error" for item in report.items)


def _with_examples(edition: Edition, drafts: EditionDrafts, report: Report) -> Edition:
    """The edition with its worked examples, each of them run."""
    forms = {form.id: form for form in edition.forms}
    rules = []
    for rule in edition.rules:
        spec, node = drafts.rules.spec.rules[rule.id], drafts.rules.node.at("rules", rule.id)
        program = forms[rule.forms[0]].program if len(rule.forms) == 1 else edition.program
        examples = rule_examples(rule, spec, node, Desk(program, forms), report)
        rules.append(dataclasses.replace(rule, examples=examples))
    finished = []
    whole = filled_examples(drafts.filled, forms, report)
    for form in edition.forms:
        draft = drafts.forms[form.id]
        examples = form_examples(form, draft.spec.examples, draft.node, Desk(form.program, forms), report)
        finished.append(dataclasses.replace(form, examples=(*whole.get(form.id, ()), *examples)))
    return dataclasses.replace(edition, rules=tuple(rules), forms=tuple(finished))


def _across(forms: Mapping[str, Form], judged: tuple[Judged, ...]) -> Program:
    """The program of the rules that read several forms, on all boxes of those forms."""
    checks = tuple(one.check for one in judged if one.check is not None and len(one.rule.forms) > 1)
    read = {name for one in judged if len(one.rule.forms) > 1 for name in one.rule.forms}
    inputs = tuple(
        dataclasses.replace(
            item,
            name=f"{name}/{item.name}",
            label=f"{form.title} {item.label}",
            boxes=tuple(f"{name}/{box}" for box in item.boxes),
            required=False,
        )
        for name, form in forms.items()
        if name in read
        for item in form.program.inputs
    )
    rosters = tuple(one for name, form in forms.items() if name in read for one in form.program.rosters)
    return Program(inputs, (), checks, None, rosters)


def _form(drafts: EditionDrafts, name: str, judged: tuple[Judged, ...], pencil: Pencil) -> Form:
    spec, parts = drafts.forms[name].spec, pencil.parts
    readers = _readers(judged)
    fields = tuple(
        dataclasses.replace(field, rules=_concerning(f"{name}.{field.address}", readers))
        for field in parts.fields
    )
    blocks = draw(drafts.forms[name], pencil)
    fields = measured(fields, blocks)
    check_room(fields, pencil)
    check_privacy(fields, drafts.forms[name], pencil)
    checks = tuple(one.check for one in judged if one.check is not None and one.rule.forms == (name,))
    panel = with_sections(parts.panel, parts.names, parts.inputs, fields, judged)
    mark = fingerprint(fields)
    revision = drafts.edition.spec.revision or 0
    return Form(
        id=name,
        annex=spec.annex,
        title=spec.title,
        copies=spec.copies or "",
        intro=pencil.text(spec.intro or "", ("intro",)),
        fingerprint=mark,
        identity=f"1|{drafts.programme}/{drafts.id}/{name}|r{revision}|{mark}",
        fields=fields,
        blocks=blocks,
        program=Program(with_lines(parts.inputs, fields), parts.outputs, checks, panel, parts.rosters),
        examples=(),
    )


Readers = Mapping[str, list[tuple[int, str]]]
"""Address -> (number, id) of the rules that read it."""


def _readers(judged: tuple[Judged, ...]) -> Readers:
    found: dict[str, list[tuple[int, str]]] = {}
    for one in judged:
        for address in dict.fromkeys(one.rule.reads):
            found.setdefault(address, []).append((one.rule.number, one.rule.id))
    return found


def _concerning(address: str, readers: Readers) -> tuple[str, ...]:
    """The rules that read one box, or the datum of which it is a part: a day, an option to tick."""
    address = column_of(address)
    whole = address.rpartition(".")[0]
    return tuple(rule for _, rule in sorted({*readers.get(address, ()), *readers.get(whole, ())}))


def _announcement(drafts: EditionDrafts, context: Context, report: Report) -> str:
    path, text = drafts.page
    try:
        return fill_page(text, path, context, report)
    except Abandoned:
        return ""


def _check_keys(drafts: EditionDrafts, names: Mapping[str, FormNames], report: Report) -> None:
    """What tells the copies of a form apart is one of its fields."""
    for name, draft in drafts.forms.items():
        key = draft.spec.key
        if key is not None and key not in names[name].addresses:
            hint = did_you_mean(key, names[name].addresses)
            report.add(f"表單沒有名為「{key}」的欄位", draft.node.at("key").span, hint)


def _check_cites(drafts: EditionDrafts, report: Report) -> None:
    """Every citation of the edition must hit a heading, an item or an annex."""
    citations = Citations(drafts.page[1], tuple(draft.spec for draft in drafts.forms.values()))
    for draft in (drafts.edition, drafts.rules):
        for node in _nodes(draft.node):
            for key in ("cite", "follows"):
                found = node.get(key)
                if found is not None and isinstance(found.value, str):
                    citations.check(found.value, found.span, report)


def _nodes(node: Node) -> Iterator[Node]:
    """Every node of a file, outside in."""
    yield node
    if isinstance(node.value, Mapping):
        for child in node.value.values():
            yield from _nodes(child)
    elif isinstance(node.value, tuple):
        for child in node.value:
            yield from _nodes(child)


def _remember(drafts: EditionDrafts, parts: Mapping[str, FormParts], places: dict[str, Span]) -> None:
    """Where each form, field and rule was written, for problems that only a target finds."""
    folder = f"{drafts.programme}/{drafts.id}"
    for form_id, draft in drafts.forms.items():
        places[f"{folder}/{form_id}"] = draft.node.at("title").span
        for address, item in parts[form_id].names.addresses.items():
            node = draft.node.at(*item.declared.place)
            places[f"{folder}/{form_id}/{address}"] = node.key_span or node.span
        for index, (kind, block) in enumerate(draft.spec.entries()):
            if name := getattr(block, "id", ""):
                node = draft.node.at("blocks", index, kind, "id")
                places.setdefault(f"{folder}/{form_id}/{name}", node.span)
    for name in drafts.rules.spec.rules:
        node = drafts.rules.node.at("rules", name)
        places[f"{folder}/{name}"] = node.key_span or node.span
