"""The rules of an edition: one section each, under an address that never changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ...model import SEVERITIES, VERDICTS, Artifact, Edition
from ..judging import STAGES
from . import addresses, catalogue, citations, contents
from .rule_view import View
from .staging import Page, staged
from .wording import full_title

DATA = (addresses.rules_ods, addresses.rules_csv, addresses.rules_json, addresses.fixtures)
"""The files that hold rules."""


@dataclass(frozen=True, slots=True)
class Group:
    """Rules that stand together in an index; `href` leads to what they have in common."""

    title: str
    href: str
    views: tuple[View, ...]


def render(edition: Edition, shown: Sequence[View], sizes: Mapping[str, int]) -> Artifact:
    """`shown` are the edition's rules as they are seen; `sizes` are the bytes of the downloads by path."""
    title = full_title(edition)
    page = Page(
        addresses.rules(edition),
        f"檢核規則 - {title}",
        f"{title}的檢核規則、參數與實例",
        trail=contents.above(edition),
        edition=edition,
        wide=True,
    )
    data = {about(edition) for about in DATA}
    return staged(
        page,
        "rules.md.jinja",
        edition=edition,
        title=title,
        views=shown,
        subjects=by_subject(shown),
        forms=by_form(edition, shown),
        files=[file for file in catalogue.of_edition(edition, sizes) if file.address in data],
        cited=citations.linker(edition, page.address),
        stages=STAGES,
        severities=SEVERITIES,
        verdicts=VERDICTS,
        addresses=addresses,
    )


def by_subject(shown: Sequence[View]) -> list[Group]:
    """Subjects in the order in which they first appear."""
    subjects = dict.fromkeys(view.rule.subject or "其他" for view in shown)
    return [
        Group(subject, "", tuple(view for view in shown if (view.rule.subject or "其他") == subject))
        for subject in subjects
    ]


def by_form(edition: Edition, shown: Sequence[View]) -> list[Group]:
    """Forms in the order of the edition, then what belongs to none; a form without rules is left out."""
    groups = [
        Group(
            f"{form.annex} {form.title}".strip(),
            addresses.form(edition, form),
            tuple(view for view in shown if form.id in view.rule.forms),
        )
        for form in edition.forms
    ]
    groups.append(Group("不屬於任何表單", "", tuple(view for view in shown if not view.rule.forms)))
    return [group for group in groups if group.views]
