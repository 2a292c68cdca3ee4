"""What every thing is called, for the search: pages draw some names in parts, or only in tables."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

from ...model import Artifact, Edition, Form, Parameter, Site
from . import addresses, citations
from .dictionary import datum
from .home import by_programme
from .rule_view import heading

PATH = "search-names.json"
"""`write` gives these names to the search index; the file itself never reaches the site."""


def render(site: Site) -> Artifact:
    """[[address with fragment, name], …] in the order of the pages; each pair once."""
    found: dict[tuple[str, str], None] = {}
    for _, editions in by_programme(site.editions):
        for edition in editions:
            found |= dict.fromkeys(_names(edition))
    rows = [[address, name] for address, name in found if name]
    return Artifact(PATH, json.dumps(rows, ensure_ascii=False).encode())


def _names(edition: Edition) -> Iterator[tuple[str, str]]:
    for rule in edition.rules:
        address = addresses.rules(edition, rule.id)
        yield address, heading(rule)
        yield address, rule.statement
        yield address, rule.brief
        if rule.ask:
            yield f"{addresses.faq(edition)}#{rule.id}", rule.ask
    for event in edition.events:
        yield f"{addresses.schedule(edition)}#{event.id}", event.label
    cited = citations.finder(edition)
    for parameter in edition.parameters:
        yield _place(edition, parameter, cited), parameter.label
    for form in edition.forms:
        yield addresses.form(edition, form), f"{form.annex} {form.title}".strip()
        yield from _fields(edition, form)


def _place(edition: Edition, parameter: Parameter, cited: Callable[[str], str]) -> str:
    """Where a figure stands: at the first rule that uses it, else in the announcement where it is cited."""
    users = (rule.id for rule in edition.rules if parameter.id in rule.parameters)
    user = next(users, None)
    if user:
        return addresses.rules(edition, user)
    return cited(parameter.cite) or addresses.announcement(edition)


def _fields(edition: Edition, form: Form) -> Iterator[tuple[str, str]]:
    for field in form.fields:
        address = addresses.form(edition, form, datum(field))
        yield address, field.label
        yield from ((address, option.label) for option in field.options)
