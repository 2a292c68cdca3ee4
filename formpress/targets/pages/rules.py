"""The rules of an edition: one section each, under an address that never changes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ...model import SEVERITIES, VERDICTS, Artifact, Edition, Example, Form, Parameter, Rule
from . import addresses, citations
from .dictionary import in_form_order, look_up, named
from .staging import Page, staged
from .wording import entered, full_title

LONGEST_TITLE = 50
"""Characters of a heading; two lines of the page."""


@dataclass(frozen=True, slots=True)
class Read:
    """A field that a rule looks at; `href` is empty where the form has no such field."""

    address: str
    label: str
    href: str


@dataclass(frozen=True, slots=True)
class Case:
    title: str
    given: tuple[tuple[str, str], ...]
    verdict: str


@dataclass(frozen=True, slots=True)
class Grid:
    """A parameter as a table: `down` heads the columns that name a row, `across` those of values."""

    caption: str
    cite: str
    yearly: bool
    down: tuple[str, ...]
    across: tuple[str, ...]
    rows: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class View:
    """A rule with everything it refers to at hand; `figures` are parameters of a single value."""

    rule: Rule
    forms: tuple[Form, ...]
    reads: tuple[Read, ...]
    figures: tuple[Parameter, ...]
    grids: tuple[Grid, ...]
    cases: tuple[Case, ...]

    @property
    def title(self) -> str:
        """The statement, or the short form of one that is too long for a heading."""
        rule = self.rule
        if len(rule.statement) <= LONGEST_TITLE:
            return rule.statement.removesuffix("。")
        return rule.brief or rule.subject

    @property
    def titled(self) -> bool:
        return any(case.title for case in self.cases)


def render(edition: Edition) -> Artifact:
    title = full_title(edition)
    page = Page(
        addresses.rules(edition),
        f"檢核規則 - {title}",
        f"{title}的檢核規則、參數與實例",
        trail=(
            ("首頁", addresses.HOME),
            (edition.title, addresses.programme(edition)),
            (edition.year, addresses.announcement(edition)),
        ),
        edition=edition,
    )
    views = [_view(edition, rule) for rule in edition.rules]
    return staged(
        page,
        "rules.md.jinja",
        edition=edition,
        title=title,
        subjects=_by_subject(views),
        views=views,
        cited=citations.linker(edition, page.address),
        severities=SEVERITIES,
        verdicts=VERDICTS,
        addresses=addresses,
    )


def _by_subject(views: list[View]) -> list[tuple[str, list[View]]]:
    """Subjects in the order in which they first appear."""
    found: dict[str, list[View]] = {}
    for view in views:
        found.setdefault(view.rule.subject or "其他", []).append(view)
    return list(found.items())


def _view(edition: Edition, rule: Rule) -> View:
    used = [parameter for parameter in edition.parameters if parameter.id in rule.parameters]
    return View(
        rule,
        tuple(form for form in edition.forms if form.id in rule.forms),
        tuple(_read(edition, address) for address in rule.reads),
        tuple(parameter for parameter in used if not parameter.by),
        tuple(grid(parameter) for parameter in used if parameter.by),
        tuple(_case(edition, rule, example) for example in rule.examples),
    )


def _read(edition: Edition, address: str) -> Read:
    if found := look_up(edition, address):
        form, field, href = found
        return Read(address, f"{form.title}　{field.label}", href)
    return Read(address, "", "")


def _case(edition: Edition, rule: Rule, example: Example) -> Case:
    """What is filled in, in the order of the form. Boxes that the rule does not look at are left out
    where they hold what stands there anyway, and counted where they are all 0.
    """
    given: list[tuple[str, str]] = []
    zeros = 0
    for name, text in in_form_order(edition, rule.forms, example.given):
        field = named(edition, rule.forms, name)
        if field is None or any(address.endswith(f".{field.address}") for address in rule.reads):
            given.append((field.label if field else name, entered(field, text)))
        elif text == "0":
            zeros += 1
        elif text != field.start:
            given.append((field.label, entered(field, text)))
    if zeros:
        given.append((f"其他 {zeros} 欄", "0"))
    return Case(example.title, tuple(given) or (("全部欄位", "（空白）"),), example.verdict)


def grid(parameter: Parameter) -> Grid:
    """Two dimensions make a matrix, the second one across; any other number makes a list."""
    down = parameter.heads
    if len(parameter.by) == 2:
        across = tuple(dict.fromkeys(options[1] for options, _ in parameter.values))
        down, rows = down[:1], tuple(_matrix(parameter, across))
    else:
        rows = tuple((options, (printed,)) for options, printed in parameter.values)
        across = (parameter.label,)
    return Grid(parameter.label, parameter.cite, parameter.yearly, down, across, rows)


def _matrix(
    parameter: Parameter, across: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    printed = dict(parameter.values)
    for down in dict.fromkeys(options[0] for options, _ in parameter.values):
        yield (down,), tuple(printed.get((down, option), "－") for option in across)
