"""One rule with everything that it refers to at hand, for the pages that print rules."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ...model import Edition, Form, Parameter, Rule
from .. import judging
from . import examples
from .dictionary import label, look_up
from .examples import Case

LONGEST_TITLE = 50
"""Characters of a heading; two lines of the page."""


@dataclass(frozen=True, slots=True)
class Read:
    """A field that a rule looks at; `href` is empty where the form has no such field."""

    address: str
    form: str
    label: str
    href: str


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
    """`stages` are the keys of `judging.STAGES`; `message` is what the form says when the rule is
    broken; `figures` are parameters of a single value.
    """

    rule: Rule
    stages: tuple[str, ...]
    message: str
    forms: tuple[Form, ...]
    reads: tuple[Read, ...]
    figures: tuple[Parameter, ...]
    grids: tuple[Grid, ...]
    cases: tuple[Case, ...]

    @property
    def title(self) -> str:
        return heading(self.rule)


def heading(rule: Rule) -> str:
    """The statement, or the short form of one that is too long for a heading."""
    if len(rule.statement) <= LONGEST_TITLE:
        return rule.statement.removesuffix("。")
    return rule.brief or rule.subject


def views(edition: Edition) -> list[View]:
    return [_view(edition, rule) for rule in edition.rules]


def _view(edition: Edition, rule: Rule) -> View:
    used = [parameter for parameter in edition.parameters if parameter.id in rule.parameters]
    return View(
        rule,
        judging.stages(edition, rule),
        judging.message(edition, rule),
        tuple(form for form in edition.forms if form.id in rule.forms),
        tuple(_read(edition, address) for address in rule.reads),
        tuple(parameter for parameter in used if not parameter.by),
        tuple(grid(parameter) for parameter in used if parameter.by),
        examples.of_rule(edition, rule),
    )


def _read(edition: Edition, address: str) -> Read:
    if found := look_up(edition, address):
        form, field, href = found
        return Read(address, form.title, label(form, field), href)
    return Read(address, "", address, "")


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
