"""One form: where to get it, how to fill it, what every field means, which rules concern it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ...model import SEVERITIES, Artifact, Edition, Field, Form, Rule, Settings
from ...page import Notes, Signatures
from . import addresses, citations, contents, examples
from .dictionary import Entry, sections
from .staging import Page, staged
from .wording import deadline, full_title

NAMED_COMPUTED = 4
"""Computed fields that are named in the instructions; more would not be read."""


@dataclass(frozen=True, slots=True)
class Line:
    """An entry of the dictionary with the rules that look at it, and what may stand there ("" if unknown)."""

    anchor: str
    label: str
    field: Field
    names: tuple[str, ...]
    rules: tuple[Rule, ...]
    example: str


@dataclass(frozen=True, slots=True)
class Group:
    title: str
    id: str
    entries: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Sizes:
    """Bytes of the downloads; None where there is none."""

    pdf: int | None
    example: int | None
    schema: int | None


def render(settings: Settings, edition: Edition, form: Form, sizes: Mapping[str, int]) -> Artifact:
    title = full_title(edition)
    page = Page(
        addresses.form(edition, form),
        f"{form.annex} {form.title} - {title}".strip(),
        f"{title}{form.annex}{form.title}的填寫說明、欄位與範例",
        trail=contents.above(edition),
        edition=edition,
        wide=True,
    )
    return staged(
        page,
        "form.md.jinja",
        edition=edition,
        form=form,
        title=title,
        closing=deadline(edition),
        contact=edition.contact or settings.contact,
        sizes=Sizes(
            sizes.get(addresses.pdf(edition, form)),
            sizes.get(addresses.example(edition, form)),
            sizes.get(addresses.schema(edition, form)),
        ),
        computed=_computed(form),
        checked=form.program.panel is not None,
        signers=[role for block in form.blocks if isinstance(block, Signatures) for role in block.roles],
        notes=[block for block in form.blocks if isinstance(block, Notes)],
        rules=[rule for rule in edition.rules if form.id in rule.forms],
        sections=_groups(edition, form),
        cases=examples.of_form(form),
        cited=citations.linker(edition, page.address),
        severities=SEVERITIES,
        addresses=addresses,
    )


def _computed(form: Form) -> list[str]:
    """The short names of the figures that the form computes, a few of them."""
    names = dict.fromkeys(field.short for field in form.fields if field.computed and field.widget == "number")
    return list(names)[:NAMED_COMPUTED]


def _groups(edition: Edition, form: Form) -> list[Group]:
    rules = {rule.id: rule for rule in edition.rules}
    entered = examples.of_fields(form)

    def line(entry: Entry) -> Line:
        concerned = tuple(rules[name] for name in entry.field.rules if name in rules)
        return Line(
            entry.anchor, entry.label, entry.field, entry.names, concerned, entered.get(entry.anchor, "")
        )

    return [Group(s.title, s.id, tuple(line(entry) for entry in s.entries)) for s in sections(form)]
