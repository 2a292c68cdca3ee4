"""The editions that stand in forms/, read once, and a minimal one that exists only for tests."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from formpress.model import Edition, Form, Site
from formpress.pipeline import read, render
from formpress.problems import Report

ROOT = Path(__file__).parent.parent
CACHE = ROOT / ".cache"
MINIMAL = Path(__file__).parent / "minimal"
COMPLETE = Path(__file__).parent / "complete"
"""An invented edition with every field type, rule kind, function and parameter shape."""


@cache
def site(root: Path = ROOT) -> Site:
    """Everything under `root`, resolved."""
    return read(root, Report())[0]


@cache
def pdfs(root: Path = ROOT) -> dict[str, bytes]:
    """Every PDF of a project, by its address in the site."""
    report = Report()
    found, places = read(root, report)
    artifacts = {artifact.path: artifact.content for artifact in render(found, places, CACHE, report)}
    report.stop_if_any()
    return {path: content for path, content in artifacts.items() if path.endswith(".pdf")}


def all_forms() -> list[tuple[Path, Edition, Form]]:
    """Every form of every edition, real and invented."""
    return [
        (root, edition, form)
        for root in (ROOT, MINIMAL, COMPLETE)
        for edition in site(root).editions
        for form in edition.forms
    ]


def pdf_of(root: Path, edition: Edition, form: Form) -> bytes:
    return pdfs(root)[f"{edition.folder}/forms/{form.id}.pdf"]
