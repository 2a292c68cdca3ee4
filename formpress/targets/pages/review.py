"""The whole edition in one document: whoever approves it has nothing to click."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from ...model import SEVERITIES, VERDICTS, Artifact, Edition
from ...tw import format_roc
from ..judging import STAGES
from . import addresses, changes, citations, contents, examples
from .announcement import anchored_discrepancies
from .dictionary import sections
from .rule_view import View
from .staging import Page, staged
from .wording import full_title

PRINT = "print.css"
"""Beside the page: its own title at the head of every sheet, which only a style sheet can put there."""


def render(edition: Edition, earlier: Edition | None, shown: Sequence[View]) -> Iterator[Artifact]:
    """`shown` are the edition's rules as they are seen."""
    title = full_title(edition)
    page = Page(
        addresses.review(edition),
        f"審閱文件 - {title}",
        f"{title}的全部數據、表單欄位與規則",
        trail=contents.above(edition),
        edition=edition,
        wide=True,
    )
    version = revision(edition)
    yield staged(
        page,
        "review.md.jinja",
        edition=edition,
        title=title,
        version=version,
        sheet=PRINT,
        forms=[(form, sections(form), examples.of_form(form)) for form in edition.forms],
        views=shown,
        discrepancies=anchored_discrepancies(edition),
        earlier=earlier,
        changes=changes.sections(edition, earlier) if earlier else [],
        cited=citations.linker(edition, page.address),
        stages=STAGES,
        severities=SEVERITIES,
        verdicts=VERDICTS,
        addresses=addresses,
    )
    yield Artifact(f"{edition.folder}/review/{PRINT}", _margins(title, version).encode())


def revision(edition: Edition) -> str:
    """Which version of the edition this is."""
    if edition.revision is None:
        return "初版"
    return f"{format_roc(edition.revision, with_weekday=False)}修正版"


def _margins(title: str, version: str) -> str:
    """CSS strings are written as JSON strings: both escape a quote and a backslash alike."""
    head, corner = (json.dumps(text, ensure_ascii=False) for text in (f"審閱文件　{title}", version))
    foot = '"第 " counter(page) " 頁，共 " counter(pages) " 頁"'
    boxes = {"top-left": head, "top-right": corner, "bottom-right": foot}
    lines = "".join(f"  @{place} {{ content: {text}; }}\n" for place, text in boxes.items())
    return f"@page {{\n  font: 8pt sans-serif;\n{lines}}}\n"
