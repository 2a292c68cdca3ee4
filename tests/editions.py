"""The editions that stand in forms/, read once, and a minimal one that exists only for tests."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from formpress.model import Edition, Form, Site
from formpress.pipeline import read, render
from formpress.problems import Report

ROOT = Path(__file__).parent.parent
CACHE = ROOT / ".cache"
MINIMAL = Path(__file__).parent / "minimal"
COMPLETE = Path(__file__).parent / "complete"
PDF_OF_FORM = re.compile(r"/forms/[^/]+\.pdf$")
"""An invented edition with every field type, rule kind, function and parameter shape."""


@cache
def site(root: Path = ROOT) -> Site:
    """Everything under `root`, resolved."""
    return read(root, Report())[0]


@cache
def artifacts(root: Path = ROOT) -> dict[str, bytes]:
    """Everything that a project renders to, by its address in the site."""
    report = Report()
    found, places = read(root, report)
    made = {artifact.path: artifact.content for artifact in render(found, places, CACHE, report)}
    report.stop_if_any()
    return made


def pdfs(root: Path = ROOT) -> dict[str, bytes]:
    """The PDF of every form of a project, blank and filled."""
    return {path: content for path, content in artifacts(root).items() if PDF_OF_FORM.search(path)}


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


def judged_rules(edition: Edition, form: Form) -> list[tuple[str, Mapping[str, str], str]]:
    """(rule, what is entered, verdict) of every example that this form can show."""
    checked = {check.id for check in form.program.checks}
    return [
        (rule.id, example.given, example.verdict)
        for rule in edition.rules
        if rule.id in checked
        for example in rule.examples
    ]
