"""The engines that run a form's script, without the viewer around them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page

Judge = Callable[[list[dict[str, str]]], list[dict[str, Any]]]
"""Judges many filled forms: shown boxes, verdicts and messages of each."""


def in_page(page: Page, script: str) -> Judge:
    """Judges in Chromium's V8."""
    page.evaluate(f"{script}; window.formpress = formpress;")
    return lambda sets: page.evaluate("sets => sets.map(given => formpress.judge(name => given[name]))", sets)
